"""A semaphore that serves its callers in order: how many photos are read at a time, and whose turn it is."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class FairSemaphore:
    """A few slots and one queue before them: whoever came first is next, however often others ask.

    Each waiter sleeps on an event of its own. Waking all of them for one free slot would keep a processor busy with
    fifty in the queue, and no photo would be read.
    """

    def __init__(self, slots: int) -> None:
        self._free = slots
        self._queue: dict[object, threading.Event] = {}
        self._lock = threading.Lock()

    @property
    def waiting(self) -> int:
        """How many wait for a slot."""
        return len(self._queue)

    def acquire(self, who: object, seconds: float) -> bool:
        """Wait at most so many seconds for a slot. Without one return False and keep the place in the queue."""
        with self._lock:
            granted = self._queue.setdefault(who, threading.Event())
            self._grant()
        if not granted.wait(seconds):
            return False
        with self._lock:
            del self._queue[who]
        return True

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Wait for a slot, and hold it for as long as the block runs."""
        who = object()
        try:
            while not self.acquire(who, 1.0):
                pass
        except BaseException:
            self.withdraw(who)
            raise
        try:
            yield
        finally:
            self.release()

    def release(self) -> None:
        """Free a slot."""
        with self._lock:
            self._free += 1
            self._grant()

    def withdraw(self, who: object) -> None:
        """Give up a place in the queue, if there is one."""
        with self._lock:
            granted = self._queue.pop(who, None)
            if granted is not None and granted.is_set():  # its slot was already granted
                self._free += 1
                self._grant()

    def _grant(self) -> None:
        """Grant the free slots to the first in the queue."""
        for granted in self._queue.values():
            if self._free and not granted.is_set():
                granted.set()
                self._free -= 1
