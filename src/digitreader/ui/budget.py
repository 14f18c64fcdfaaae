"""How much memory the sessions may hold, each alone and all together, so that a small server serves many.

Uploads that wait are not counted here: they lie on disk (disk.py).
"""

import threading
import time
import weakref
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Protocol, TypeVar

import numpy as np
import streamlit as st

MOST_RESULTS = 80_000_000  # bytes of results of a session; 400 photos with their pictures
MOST_STORIES = 24_000_000  # bytes that "How it reads" keeps for a session
MOST_DRAWING = 4_000_000  # bytes of the way back on page Draw; 50 drawings of 80 kB
MOST_IN_ALL = 300_000_000  # bytes of all sessions; the server itself needs 150 MB, and two photos being read 300

A_NUMBER = 32  # bytes of a number in Python, with what refers to it


class Holder(Protocol):
    """What holds memory for a session.

    seen: when its page was last shown, by time.monotonic().
    """

    seen: float

    @property
    def held(self) -> int:
        """The bytes it holds."""

    def free_oldest(self) -> bool:
        """Let go what can be made again, the oldest first, a piece at a time; return whether there was any."""


Held = TypeVar("Held", bound=Holder)

_holders: "weakref.WeakSet[Holder]" = weakref.WeakSet()
_lock = threading.Lock()  # never held while a holder is asked anything


def register(holder: Holder) -> None:
    """Count what a session holds for as long as the session lives."""
    with _lock:
        _holders.add(holder)


def of_session(key: str, new: Callable[[], Held]) -> Held:
    """Return what this session holds by a name, whose page is being shown; made and counted where there is none."""
    if key not in st.session_state:
        st.session_state[key] = new()
        register(st.session_state[key])
    found: Held = st.session_state[key]
    found.seen = time.monotonic()
    return found


def free_memory() -> None:
    """Let old things go while all sessions together hold too much: of those first that were not seen for longest.

    Nobody's lock may be held: those of other sessions are taken.
    """
    over = held() - MOST_IN_ALL
    for holder in sorted(_registered(), key=lambda holder: holder.seen):
        while over > 0:
            before = holder.held
            if not holder.free_oldest():
                break
            over -= before - holder.held


def held() -> int:
    """Return the bytes that all sessions hold."""
    return sum(holder.held for holder in _registered())


def weight(thing: Any) -> int:
    """Return about how many bytes something takes: what its arrays, texts and numbers take, however deep they lie."""
    if isinstance(thing, np.ndarray):
        return thing.nbytes
    if isinstance(thing, bytes | str):
        return len(thing)
    if isinstance(thing, Mapping):
        return sum(map(weight, thing.values()))
    if isinstance(thing, tuple | list):
        return sum(map(weight, thing))
    if is_dataclass(thing):
        return sum(weight(getattr(thing, each.name)) for each in fields(thing))
    return A_NUMBER


def _registered() -> list[Holder]:
    """Return who is there now."""
    with _lock:
        return list(_holders)
