"""How far the reading of a stack is, and how long it will take."""

import time
from dataclasses import dataclass

HELD_UP = 0.5  # seconds without a slot; after them the visitor is told to wait


@dataclass(frozen=True)
class WorkerProgress:
    """How far the reading is.

    name: of the photo that is read. done, left: photos since the reading began. seconds: about how long the rest
    takes; None until that can be told. held_up: other people's photos are being read first. queued: the people who
    wait for their turn.
    """

    name: str
    done: int
    left: int
    seconds: float | None
    held_up: bool = False
    queued: int = 0


@dataclass
class Pace:
    """What the reading of a stack has done since it began.

    name: of the photo that is read. waiting_since: since when it waits for a free slot, or None.
    """

    name: str = ""
    done: int = 0
    began: float = 0.0
    waiting_since: float | None = None

    def begin(self, name: str) -> None:
        """Start anew with the first photo."""
        self.name, self.done, self.began, self.waiting_since = name, 0, time.monotonic(), None

    def wait(self) -> None:
        """Note that no slot is free, if that is new."""
        self.waiting_since = self.waiting_since or time.monotonic()

    def progress(self, left: int, queued: int) -> WorkerProgress:
        """How far the reading is, with so many photos left and so many people waiting."""
        now = time.monotonic()
        held_up = self.waiting_since is not None and now - self.waiting_since > HELD_UP
        seconds = (now - self.began) / self.done * left if self.done else None
        return WorkerProgress(self.name, self.done, left, seconds, held_up, queued)
