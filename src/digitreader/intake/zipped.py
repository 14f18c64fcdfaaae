"""Unpacks files of a ZIP file one at a time, without trusting what its headers say."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from digitreader.errors import DamagedPhoto, Locked, ReadError, TooLarge, UnknownFormat
from digitreader.settings.intake import ZipSettings

USUAL = ZipSettings()
LISTED = b"PK\x01\x02"  # stands before each entry of the archive's list
ENCRYPTED = 0x1  # of an entry's flags
KNOWN_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unpack without a bound on their memory
FAULTS = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, RuntimeError),
    *(LookupError, OverflowError, NotImplementedError),
)

DAMAGED = "This ZIP file is damaged or was cut short. Make it again, or upload the photos themselves."
MEMBER_DAMAGED = "This photo is damaged inside its ZIP file. Make the ZIP again, or upload the photo itself."
LOCKED = "This photo is protected by a password. Unpack the ZIP file, and upload the photo itself."
ODDLY_PACKED = "This photo is packed in an unusual way. Unpack the ZIP file, and upload the photo itself."


def unpack(data: bytes, index: int, settings: ZipSettings = USUAL) -> bytes:
    """Unpack one file of an archive.

    Raises:
        ReadError: it is damaged, too large or protected; the text says so.
    """
    with faults(MEMBER_DAMAGED), opened(data, settings) as archive:
        return read_member(archive, archive.infolist()[index], settings)


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, settings: ZipSettings = USUAL) -> bytes:
    """Unpack one file of an open archive, piece by piece, and stop where it becomes more than it may have.

    Raises:
        ReadError: it is damaged, too large or protected; the text says so.
    """
    if refusal := refusal_of(info):
        raise Locked(refusal) if refusal == LOCKED else UnknownFormat(refusal)
    found = bytearray()
    with faults(MEMBER_DAMAGED), archive.open(info) as stream:
        while piece := stream.read(settings.piece):
            found += piece
            if len(found) > settings.max_bytes:
                raise TooLarge(
                    f"This photo has more than {settings.max_bytes / 1e6:g} MB when it is unpacked. "
                    "Save it smaller, or crop it to the writing."
                )
    return bytes(found)


def refusal_of(info: zipfile.ZipInfo) -> str:
    """Say why a file cannot be unpacked safely; nothing if it can."""
    if info.flag_bits & ENCRYPTED:
        return LOCKED
    return "" if info.compress_type in KNOWN_PACKING else ODDLY_PACKED


@contextmanager
def faults(sentence: str) -> Iterator[None]:
    """Turn whatever a broken archive raises into a sentence."""
    try:
        yield
    except ReadError:
        raise
    except FAULTS as error:
        raise DamagedPhoto(sentence) from error


@contextmanager
def opened(data: bytes, settings: ZipSettings) -> Iterator[zipfile.ZipFile]:
    """Open an archive, unless its list is so long that listing it alone would take too much memory."""
    if data.count(LISTED) > settings.max_entries:
        raise TooLarge(f"This ZIP file holds more than {settings.max_entries} files. Put only the photos into it.")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield archive
