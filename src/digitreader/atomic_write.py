"""Files that appear whole or not at all: written to a temporary file, then moved into place."""

import errno
import os
import secrets
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

TERMINATED = 143  # as shells report SIGTERM


@contextmanager
def atomic_write(path: Path) -> Iterator[Path]:
    """Give a temporary path to write to; the file replaces the one at `path` once all went well.

    If anything goes wrong, or the process is asked to end (SIGTERM), the temporary file is removed and the old file
    stays. It lies in the same folder and has the same suffix.

    Raises:
        OSError: the folder cannot be written to, or there is something at `path` that is not a file.
        SystemExit: the process was asked to end.
    """
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is there already and not a file")
    beside = path.with_name(f".{path.stem}-{secrets.token_hex(8)}{path.suffix}")  # where nobody can have laid a link
    try:
        with exit_on_sigterm():
            yield beside
            with beside.open("rb") as file:
                os.fsync(file.fileno())
            beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_atomically(path: Path, content: bytes | str) -> None:
    """Write a file that appears whole or not at all."""
    with atomic_write(path) as beside:
        beside.write_bytes(content.encode() if isinstance(content, str) else content)


@contextmanager
def exit_on_sigterm() -> Iterator[None]:
    """Turn SIGTERM into SystemExit, so that what was begun is cleaned up; only the main thread receives signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _exit)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _exit(number: int, frame: FrameType | None) -> None:
    """Exit and run what cleans up."""
    raise SystemExit(TERMINATED)
