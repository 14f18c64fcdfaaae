"""Files that are there whole or not at all: written aside, then put into place."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

TERMINATED = 143  # as shells report SIGTERM


@contextmanager
def atomic_write(path: Path) -> Iterator[Path]:
    """Give a path beside another one; what is written there is put into its place when all went well.

    Where anything goes wrong, or the process is asked to end (SIGTERM), it is removed, and what was in the place before
    is still there. It lies in the same folder and keeps its suffix.

    Raises:
        OSError: nothing can be written there.
        SystemExit: the process was asked to end.
    """
    beside = path.with_name(f".{path.stem}-{os.getpid()}{path.suffix}")
    try:
        with _told_of_the_end():
            yield beside
            with beside.open("rb") as file:
                os.fsync(file.fileno())
            beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_atomically(path: Path, content: bytes | str) -> None:
    """Write a file so that it is there whole or not at all."""
    with atomic_write(path) as beside:
        beside.write_bytes(content.encode() if isinstance(content, str) else content)


@contextmanager
def _told_of_the_end() -> Iterator[None]:
    """Turn SIGTERM into SystemExit, so that what was begun is tidied away; only the main thread hears signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(number: int, frame: FrameType | None) -> None:
    """End the process in an orderly way."""
    raise SystemExit(TERMINATED)
