"""Seats: how many photos are read at a time, and in which order the sessions get their turn."""

import threading


class Seats:
    """A few seats and one line before them: who came first is seated first, however often others ask.

    Everybody in the line sleeps on an event of his own. To wake them all for one free seat would keep a processor busy
    with fifty in the line, and the photos would not be read.
    """

    def __init__(self, count: int) -> None:
        self._free = count
        self._line: dict[object, threading.Event] = {}
        self._door = threading.Lock()

    @property
    def standing(self) -> int:
        """How many stand in the line."""
        return len(self._line)

    def sit(self, who: object, seconds: float) -> bool:
        """Return whether somebody is seated after at most so many seconds; else the place in the line is kept."""
        with self._door:
            called = self._line.setdefault(who, threading.Event())
            self._call()
        if not called.wait(seconds):
            return False
        with self._door:
            del self._line[who]
        return True

    def rise(self) -> None:
        """Free a seat."""
        with self._door:
            self._free += 1
            self._call()

    def leave(self, who: object) -> None:
        """Give up a place in the line, if there is one."""
        with self._door:
            called = self._line.pop(who, None)
            if called is not None and called.is_set():  # a seat was kept for him
                self._free += 1
                self._call()

    def _call(self) -> None:
        """Keep a seat for each of the first in the line while there are free ones."""
        for called in self._line.values():
            if self._free and not called.is_set():
                called.set()
                self._free -= 1
