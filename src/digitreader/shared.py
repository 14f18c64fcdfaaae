"""What makes reading one call: the networks loaded once for the whole process, and bytes from whatever is given."""

import os
import threading
from typing import Protocol, TypeAlias

from digitreader.decision.fusion import LineRecognizer
from digitreader.decision.networks import VARIABLE, load_networks
from digitreader.recognition.classifier import Classify
from digitreader.settings import Settings


class Readable(Protocol):
    """A file opened for reading bytes."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many of the next bytes."""


Source: TypeAlias = str | os.PathLike[str] | bytes | bytearray | memoryview | Readable

_loaded: dict[str, tuple[Classify, LineRecognizer]] = {}  # by what DIGITREADER_MODEL named then
_loading = threading.Lock()


def shared_networks() -> tuple[Classify, LineRecognizer]:
    """Return both networks, loaded at the first call; threads may share them.

    Raises:
        ModelError: a network's files are missing or are not the ones that were measured.
    """
    named = os.environ.get(VARIABLE, "")
    with _loading:
        if named not in _loaded:
            _loaded[named] = load_networks()
        return _loaded[named]


def bytes_of(source: Source, settings: Settings | None = None) -> bytes:
    """Return a photo's bytes, of a file no more than it takes to see that it is too large.

    Args:
        source: a path, bytes, or a file opened for reading bytes.
        settings: the limits; the usual ones if left out.

    Raises:
        OSError: there is no such file, or it cannot be opened.
        TypeError: it is nothing of these.

    >>> bytes_of(bytearray(b"GIF89a"))
    b'GIF89a'
    """
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source)
    enough = (settings or Settings()).photo.max_bytes + 1
    if isinstance(source, str | os.PathLike):
        with open(source, "rb") as stream:
            return stream.read(enough)
    if not hasattr(source, "read"):
        raise TypeError(f"a photo is given as a path, as bytes or as an open file, not as {type(source).__name__}")
    data = source.read(enough)
    if not isinstance(data, bytes):
        raise TypeError(f"a photo's file has to be opened for bytes, as by open(path, 'rb'); it gave {type(data)}")
    return data
