"""A photo's bytes, from whatever it is given as."""

import os
from typing import Protocol, TypeAlias

from digitreader.settings.intake import PhotoSettings


class Readable(Protocol):
    """A file opened for reading bytes."""

    def read(self, size: int, /) -> bytes:
        """At most so many of the next bytes."""


PhotoSource: TypeAlias = str | os.PathLike[str] | bytes | bytearray | memoryview | Readable


def bytes_of(source: PhotoSource, settings: PhotoSettings | None = None) -> bytes:
    """Read a photo's bytes, of a file no more than it takes to see that it is too large.

    Args:
        source: a path, bytes, or a file opened for reading bytes.
        settings: the limits; the usual ones if left out.

    Raises:
        OSError: there is no such file, or it cannot be opened.
        TypeError: it is none of these.

    >>> bytes_of(bytearray(b"GIF89a"))
    b'GIF89a'
    """
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source)
    enough = (settings or PhotoSettings()).max_bytes + 1
    if isinstance(source, str | os.PathLike):
        with open(source, "rb") as stream:
            return stream.read(enough)
    if not hasattr(source, "read"):
        raise TypeError(f"a photo is given as a path, as bytes or as an open file, not as {type(source).__name__}")
    data = source.read(enough)
    if not isinstance(data, bytes):
        raise TypeError(f"a photo's file has to be opened for bytes, as by open(path, 'rb'); it gave {type(data)}")
    return data
