"""Uploads wait on disk, in files without a name, so that memory holds no more than the photo that is being read.

A file without a name is gone when its last reader lets it go, and when the process ends, however it ends.
"""

import hashlib
import io
import os
import shutil
import tempfile
import threading
import weakref
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

GIGABYTE = 1_000_000_000
MOST_A_SESSION = 2 * GIGABYTE  # bytes; 500 photos of a phone
MOST_FILES_A_SESSION = 1_000  # small scans; more belong into a ZIP file
MOST_IN_ALL = 6 * GIGABYTE  # bytes of all sessions; three of the largest stacks
MOST_FILES_IN_ALL = 4_000  # and no more than half of what the system lets a process open
A_PHOTO = 4_000_000  # bytes of a phone's photo
SPARE = GIGABYTE // 2  # bytes of the disk that are left to others
LARGE_FOLDER = Path("/var/tmp")  # on a disk where /tmp may be memory

TOO_MUCH = (
    f"At most {MOST_A_SESSION // GIGABYTE} GB wait here at a time, {MOST_A_SESSION // A_PHOTO} photos of a phone. "
    "Upload the rest when these have been read."
)
CROWDED = "Many people are reading photos right now. Upload this file again in a minute."


class NoRoom(Exception):
    """There is no room for a file. status: the HTTP status that says so; text: what the visitor is told."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


@dataclass(frozen=True, eq=False)
class Stored:
    """A file's bytes on disk. sha256: in hexadecimal."""

    size: int
    sha256: str
    _file: IO[bytes] = field(repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def read(self, most: int = -1) -> bytes:
        """Return the bytes, or the first of them."""
        with self._lock:
            self._file.seek(0)
            return self._file.read(most)


class Disk:
    """Where uploads wait, and how much of it everybody has taken."""

    def __init__(self) -> None:
        self._bytes: Counter[str] = Counter()  # by owner
        self._files: Counter[str] = Counter()
        self._lock = threading.RLock()  # a file may be let go while the same thread counts

    @property
    def held(self) -> int:
        """The bytes of all files."""
        return self._bytes.total()

    def store(self, data: bytes, owner: str) -> Stored:
        """Lay a file on the disk until nobody refers to it any more. owner: its session, whose share it counts to.

        Raises:
            NoRoom: for the session or for all there would be too much.
        """
        size = len(data)
        with self._lock:
            self._check(size, owner)
            self._bytes[owner] += size
            self._files[owner] += 1
        try:
            file = _written(data)
        except OSError as error:
            self._give_room_back(size, owner)
            raise NoRoom(507, CROWDED) from error
        stored = Stored(size, hashlib.sha256(data).hexdigest(), file)
        weakref.finalize(stored, self._let_go, file, size, owner).atexit = False
        return stored

    def _check(self, size: int, owner: str) -> None:
        """Raise NoRoom where a file is too much."""
        if self._bytes[owner] + size > MOST_A_SESSION or self._files[owner] >= MOST_FILES_A_SESSION:
            raise NoRoom(413, TOO_MUCH)
        most_files = min(MOST_FILES_IN_ALL, _most_open_files() // 2)
        full = self._bytes.total() + size > MOST_IN_ALL or self._files.total() >= most_files
        if full or shutil.disk_usage(folder()).free < size + SPARE:
            raise NoRoom(429, CROWDED)

    def _let_go(self, file: IO[bytes], size: int, owner: str) -> None:
        """Close a file that nobody refers to any more, by which it is gone, and give its room back."""
        file.close()
        self._give_room_back(size, owner)

    def _give_room_back(self, size: int, owner: str) -> None:
        """Count a file no more."""
        with self._lock:
            self._bytes[owner] -= size
            self._files[owner] -= 1
            if not self._files[owner]:
                del self._bytes[owner], self._files[owner]


def in_memory(data: bytes) -> Stored:
    """Return bytes as if they lay on disk: for the few files that are ours and that all sessions share."""
    return Stored(len(data), hashlib.sha256(data).hexdigest(), io.BytesIO(data))


def folder() -> Path:
    """Return where temporary files lie: where TMPDIR says, else where there is a disk."""
    usual = Path(tempfile.gettempdir())
    return LARGE_FOLDER if "TMPDIR" not in os.environ and os.access(LARGE_FOLDER, os.W_OK) else usual


def _written(data: bytes) -> IO[bytes]:
    """Return an open file without a name that holds these bytes."""
    file = tempfile.TemporaryFile(dir=folder())  # noqa: SIM115 (closed when it is let go)
    file.write(data)
    file.flush()
    return file


def _most_open_files() -> int:
    """Return how many files the system lets this process open."""
    try:
        import resource
    except ImportError:  # Windows
        return 512
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


DISK = Disk()  # of all sessions
