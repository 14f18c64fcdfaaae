"""How much the sessions may hold, each alone and all together, so that one server with little memory serves many."""

import threading
import time
import weakref
from typing import Protocol

from digitreader.output.pictured import PicturedPage

LIMIT = 100  # results of a session; about 20 MB
MOST_RESULTS = 40_000_000  # bytes of results of a session; 100 pages full of digits
MOST_WAITING = 200_000_000  # bytes of a session's files that wait; 50 photos of a phone
MOST_IN_ALL = 400_000_000  # bytes of all sessions; the server itself needs 150 MB, and two photos being read 300
FORGOTTEN = 900.0  # seconds; who was not seen for as long makes room for new uploads
BESIDE = 400  # bytes of a digit beside its tile
MEGABYTE = 1_000_000


class Holder(Protocol):
    """What holds files and results for a session."""

    seen: float

    @property
    def held(self) -> int:
        """The bytes it holds."""

    def drop_oldest(self) -> bool:
        """Let the oldest result go; return whether there was more than one."""


_holders: "weakref.WeakSet[Holder]" = weakref.WeakSet()
_lock = threading.Lock()  # never held while a holder is asked anything


def register(holder: Holder) -> None:
    """Count what a session holds for as long as the session lives."""
    with _lock:
        _holders.add(holder)


def weight(result: PicturedPage) -> int:
    """Return about how many bytes a result takes."""
    pictures = len(result.picture) + sum(map(len, result.crops))
    return pictures + sum(len(tile) + BESIDE for line in result.tiles for tile in line)


def refusal(waiting: int, new: int) -> str:
    """Return why a file cannot be taken, or nothing where it can.

    Args:
        waiting: the bytes of the session's files that wait.
        new: those of the file.
    """
    if waiting + new > MOST_WAITING:
        return f"At most {MOST_WAITING // MEGABYTE} MB can wait here at a time. Upload this file again later."
    if _held() + new > MOST_IN_ALL:
        return "Many people are reading photos right now. Upload this file again in a minute."
    return ""


def free_memory(new: int = 0, unseen: float = 0.0) -> None:
    """Let old results go while all sessions together hold too much: of those first that were not seen for longest.

    Nobody's lock may be held: those of other sessions are taken.

    Args:
        new: bytes that are to come.
        unseen: seconds; only sessions that were not seen for as long lose any.
    """
    now, over = time.monotonic(), _held() + new - MOST_IN_ALL
    for holder in sorted(_registered(), key=lambda holder: holder.seen):
        while over > 0 and now - holder.seen >= unseen:
            held = holder.held
            if not holder.drop_oldest():
                break
            over -= held - holder.held


def _held() -> int:
    """Return the bytes that all sessions hold."""
    return sum(holder.held for holder in _registered())


def _registered() -> list[Holder]:
    """Return who is there now."""
    with _lock:
        return list(_holders)
