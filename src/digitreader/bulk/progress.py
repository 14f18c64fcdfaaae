"""How far a run has come, told on standard error."""

import sys
import time
from typing import TextIO

OFTEN, SELDOM = 0.2, 15.0  # seconds between two reports: on a terminal, which has one line for all, and in a log


class ProgressBar:
    """Tells how many photos are read, how fast, and how long the rest will take."""

    def __init__(self, done: int, photos: int, stream: TextIO | None = None) -> None:
        """Begin where the last run stopped."""
        self._stream = stream or sys.stderr
        self._line = self._stream.isatty()
        self._before, self._done, self._photos = done, done, photos
        self._start, self._told = time.monotonic(), float("-inf")
        if done:
            print(f"going on: {done:,} of {photos:,} photos were read before", file=self._stream)

    def add(self, photos: int) -> None:
        """Count photos that were read, and tell now and then."""
        self._done += photos
        now = time.monotonic()
        if now - self._told < (OFTEN if self._line else SELDOM):
            return
        self._told = now
        print(f"\r{self}\033[K" if self._line else str(self), end="" if self._line else "\n", file=self._stream)
        self._stream.flush()

    def end(self) -> None:
        """Leave the line."""
        if self._line and self._told > float("-inf"):
            print(f"\r{self}\033[K", file=self._stream)

    @property
    def rate(self) -> float:
        """Photos a second since the start."""
        return (self._done - self._before) / max(time.monotonic() - self._start, 1e-6)

    def __str__(self) -> str:
        """Return how far it has come."""
        left = (self._photos - self._done) / self.rate if self.rate else 0
        share = f"{self._done:,} of {self._photos:,} photos"
        return f"{share}, {self.rate:.1f} a second, {duration(left)} left"


def duration(seconds: float) -> str:
    """Return a time in words: "8 s", "12 min", "3 h 05 min"."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
