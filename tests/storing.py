"""Uploads as a page finds them: on disk."""

import hashlib
from collections.abc import Iterable

from digitreader.ui.disk import DISK, Stored


def on_disk(files: Iterable[tuple[str, bytes]]) -> list[tuple[str, Stored]]:
    """Lay (name, bytes) of files on disk."""
    return [(name, DISK.store(data, "")) for name, data in files]


def sha256(data: bytes) -> str:
    """Return what a photo is known by."""
    return hashlib.sha256(data).hexdigest()
