"""Read untrusted NPZ files, with size limits and never unpacking to disk."""

import tokenize
import zlib
from collections.abc import Mapping
from pathlib import Path
from textwrap import shorten
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.typing import NDArray

from digitreader.errors import DataError
from digitreader.intake.zipped import KNOWN_PACKING

MOST_BYTES = 2_000_000_000  # in an unpacked NPZ; 800,000 pictures of 28x28 take 627 million
UNREADABLE = (  # what zipfile, zlib, gzip and NumPy raise on broken, encrypted or malicious files
    *(OSError, ValueError, KeyError, EOFError, TypeError, SyntaxError, RuntimeError, MemoryError),
    *(BadZipFile, zlib.error, tokenize.TokenError),
)


def read_npz(path: Path, needed: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, NDArray[np.generic]]:
    """Read arrays from an NPZ file: all the needed ones, and the optional ones that are present.

    Raises:
        DataError: the file is missing, broken or too large, lacks a needed array, or holds Python objects.
    """
    try:
        with ZipFile(path) as archive:
            _check_all(archive)
        with np.load(path, allow_pickle=False) as arrays:
            there = (*needed, *(name for name in optional if name in arrays))
            return {name: _array(arrays, name) for name in there}
    except UNREADABLE as error:
        raise DataError(
            f"{path}: cannot be read as an NPZ file with {', '.join(needed)} ({reason(error)}). "
            "Write it with numpy.savez, from arrays of plain numbers or text."
        ) from error


def reason(error: BaseException) -> str:
    """Shorten an error to one line that says why a file cannot be read."""
    text = getattr(error, "strerror", None) or str(error).strip() or type(error).__name__
    return shorten(str(text).splitlines()[0], 160, placeholder=" ...").rstrip(".")


def _array(arrays: Mapping[str, object], name: str) -> NDArray[np.generic]:
    """Get one array from an NPZ file; NumPy hands out raw bytes for members that are not in its format."""
    array = arrays[name]
    if not isinstance(array, np.ndarray):
        raise ValueError(f"{name} is no array")
    return array


def _check_all(archive: ZipFile) -> None:
    """Refuse an archive that unpacks to more than MOST_BYTES, or that is packed in a way that knows no bounds."""
    members = archive.infolist()
    if odd := [member.filename for member in members if member.compress_type not in KNOWN_PACKING]:
        raise ValueError(f"{odd[0]} is neither stored nor deflated")
    total = sum(member.file_size for member in members)
    if total > MOST_BYTES:
        raise ValueError(f"unpacked it has {total / 1e9:.1f} GB, at most {MOST_BYTES / 1e9:.0f} are read")
