"""Seats: how many photos are read at a time, and in which order the sessions get their turn."""

import threading


class Seats:
    """A few seats and one line before them: who came first is seated first, however often others ask."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._line: list[object] = []
        self._moved = threading.Condition()

    def sit(self, who: object, seconds: float) -> bool:
        """Return whether somebody is seated after at most so many seconds; else the place in the line is kept."""
        with self._moved:
            if who not in self._line:
                self._line.append(who)
            if not self._moved.wait_for(lambda: self._line.index(who) < self._free, seconds):
                return False
            self._line.remove(who)
            self._free -= 1
            return True

    def rise(self) -> None:
        """Free a seat."""
        with self._moved:
            self._free += 1
            self._moved.notify_all()

    def leave(self, who: object) -> None:
        """Give up a place in the line, if there is one."""
        with self._moved:
            if who in self._line:
                self._line.remove(who)
                self._moved.notify_all()
