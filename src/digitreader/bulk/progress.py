"""How far a run has come, shown on standard error."""

import sys
import time
from typing import TextIO

TERMINAL_SECONDS = 0.2  # between two updates of a terminal's one line; faster flickers
LOG_SECONDS = 15.0  # between two lines in a log; a run of an hour writes 240


class ProgressBar:
    """Shows how many photos are read, how fast, and how long the rest will take."""

    def __init__(self, done: int, photos: int, stream: TextIO | None = None) -> None:
        """Start where the last run stopped: done of photos."""
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._before, self._done, self._photos = done, done, photos
        self._start, self._shown = time.monotonic(), float("-inf")
        if done:
            print(f"going on: {done:,} of {photos:,} photos were read before", file=self._stream)

    def add(self, photos: int) -> None:
        """Count photos, and show the total now and then."""
        self._done += photos
        now = time.monotonic()
        if now - self._shown < (TERMINAL_SECONDS if self._terminal else LOG_SECONDS):
            return
        self._shown = now
        print(f"\r{self}\033[K" if self._terminal else str(self), end="" if self._terminal else "\n", file=self._stream)
        self._stream.flush()

    def end(self) -> None:
        """Show the total a last time and end the terminal's line."""
        if self._terminal and self._shown > float("-inf"):
            print(f"\r{self}\033[K", file=self._stream)

    @property
    def rate(self) -> float:
        """Photos a second since the start."""
        return (self._done - self._before) / max(time.monotonic() - self._start, 1e-6)

    def __str__(self) -> str:
        """Return the total, the rate and the time left."""
        left = (self._photos - self._done) / self.rate if self.rate else 0
        share = f"{self._done:,} of {self._photos:,} photos"
        return f"{share}, {self.rate:.1f} a second, {duration(left)} left"


def duration(seconds: float) -> str:
    """Return a time in words.

    >>> duration(8), duration(720), duration(11_100)
    ('8 s', '12 min', '3 h 05 min')
    """
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
