"""A ZIP file -> the pictures in it, one at a time; what its headers say is not believed."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from digitreader.errors import DamagedPhoto, Locked, ReadError, TooLarge, UnknownFormat

MOST_ENTRIES = 2_000  # of any kind; a longer list only costs memory
MOST_PICTURES = 100  # more results than that a session does not keep
MOST_BYTES = 20_000_000  # unpacked, of one picture; as many as an upload may have
MOST_BYTES_IN_ALL = 200_000_000  # unpacked; photos are packed already, so 20 MB of them unpack to about 20 MB
CHUNK = 1 << 20  # bytes that are unpacked at once
HEAD = 16  # bytes; enough to tell what a file is
LISTED = b"PK\x01\x02"  # stands before each entry of the archive's list
ENCRYPTED = 0x1  # of an entry's flags
KNOWN_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unpack without a bound on their memory
LITTER = ("__MACOSX", "thumbs.db", "desktop.ini")  # what computers leave in archives
PICTURES = (
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"RIFF",
)  # GIF and such: the gate says it
HEIF = b"ftyp"  # after four bytes
FAULTS = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, RuntimeError),
    *(LookupError, OverflowError, NotImplementedError),
)

DAMAGED = "This ZIP file is damaged or was cut short. Make it again, or upload the photos themselves."
MEMBER_DAMAGED = "This photo is damaged inside its ZIP file. Make the ZIP again, or upload the photo itself."
LOCKED = "This photo is protected by a password. Unpack the ZIP file, and upload the photo itself."
ODDLY_PACKED = "This photo is packed in an unusual way. Unpack the ZIP file, and upload the photo itself."
NESTED = "This is a ZIP file inside a ZIP file. Unpack the outer one, and upload this one by itself."
PDF_WITHIN = "This is a PDF inside a ZIP file. Unpack the ZIP, and upload the PDF by itself."
WITHIN = {b"PK\x03\x04": NESTED, b"%PDF": PDF_WITHIN}


@dataclass(frozen=True)
class Member:
    """A file of an archive.

    index: its place in the archive's list. name: with its folders; empty where the archive as a whole is meant.
    refusal: why it is not read, in the visitor's words, or nothing. size: the bytes that it states to have.
    """

    index: int
    name: str
    refusal: str = ""
    size: int = 0


def list_members(data: bytes) -> tuple[Member, ...]:
    """Return the pictures of an archive in its order, those that will be refused among them.

    Folders, hidden files and what computers leave behind are passed over; other files and what is too much are told
    of in a last member.

    Raises:
        ReadError: this is no archive that can be opened, or there is nothing to read in it.
    """
    with _faults(DAMAGED), _opened(data) as archive:
        files = [(index, info) for index, info in enumerate(archive.infolist()) if not _passed_over(info)]
        pictures = [member for index, info in files if (member := _member(archive, index, info))]
    if not pictures:
        raise UnknownFormat("There is no photo in this ZIP file. Put JPG, PNG or HEIC photos into it, or upload them.")
    kept = _within_bounds(pictures)
    notes = (_too_many(len(pictures) - len(kept)), _no_pictures(len(files) - len(pictures)))
    return (*kept, *(Member(-1, "", note) for note in notes if note))


def unpack(data: bytes, index: int) -> bytes:
    """Return one file of an archive.

    Raises:
        ReadError: it is damaged, too large or protected; the text says so.
    """
    with _faults(MEMBER_DAMAGED), _opened(data) as archive:
        info = archive.infolist()[index]
        if refusal := _refusal(info):
            raise Locked(refusal) if refusal == LOCKED else UnknownFormat(refusal)
        with archive.open(info) as stream:
            return _read(stream)


@contextmanager
def _faults(sentence: str) -> Iterator[None]:
    """Turn whatever a broken archive raises into a sentence."""
    try:
        yield
    except ReadError:
        raise
    except FAULTS as error:
        raise DamagedPhoto(sentence) from error


@contextmanager
def _opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Open an archive, unless its list is so long that listing it alone would take too much memory."""
    if data.count(LISTED) > MOST_ENTRIES:
        raise TooLarge(f"This ZIP file holds more than {MOST_ENTRIES} files. Put only the photos into it.")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield archive


def _passed_over(info: zipfile.ZipInfo) -> bool:
    """Return whether a file is none that a person put there to be read."""
    steps = PurePosixPath(info.filename.replace("\\", "/")).parts
    hidden = any(step.startswith(".") and step.strip(".") for step in steps)
    return info.is_dir() or hidden or any(step in LITTER or step.lower() in LITTER for step in steps)


def _member(archive: zipfile.ZipFile, index: int, info: zipfile.ZipInfo) -> Member | None:
    """Return a file that is read, or refused with a sentence of its own; None for one that is no picture."""
    refusal, is_picture = _refusal(info), False
    if not refusal:
        try:
            with archive.open(info) as stream:
                head = stream.read(HEAD)
        except FAULTS:
            head, refusal = b"", MEMBER_DAMAGED
        refusal = next((sentence for magic, sentence in WITHIN.items() if head.startswith(magic)), refusal)
        is_picture = head.startswith(PICTURES) or head[4:8] == HEIF
    return Member(index, info.filename, refusal, info.file_size) if refusal or is_picture else None


def _refusal(info: zipfile.ZipInfo) -> str:
    """Return why a file is not unpacked; nothing where it can be."""
    if info.flag_bits & ENCRYPTED:
        return LOCKED
    return "" if info.compress_type in KNOWN_PACKING else ODDLY_PACKED


def _within_bounds(pictures: list[Member]) -> list[Member]:
    """Return the first pictures, as many as are read of one archive.

    The sizes are those that the archive states. That is safe: no more than that is ever unpacked of a file, and one
    that holds more than it states fails its checksum.
    """
    kept, total = [], 0
    for member in pictures[:MOST_PICTURES]:
        total += 0 if member.refusal else min(member.size, MOST_BYTES)
        if total > MOST_BYTES_IN_ALL:
            break
        kept.append(member)
    return kept


def _read(stream: IO[bytes]) -> bytes:
    """Return a file's content, piece by piece, and stop where it becomes too much."""
    found = bytearray()
    while piece := stream.read(CHUNK):
        found += piece
        if len(found) > MOST_BYTES:
            raise TooLarge(
                f"This photo has more than {MOST_BYTES // 1_000_000} MB when it is unpacked. "
                "Save it smaller, or crop it to the writing."
            )
    return bytes(found)


def _too_many(left: int) -> str:
    """Return what to say about pictures beyond the bounds."""
    if not left:
        return ""
    photos = "1 more photo in this ZIP file was" if left == 1 else f"{left} more photos in this ZIP file were"
    return (
        f"{photos} left out: of one file at most {MOST_PICTURES} photos and "
        f"{MOST_BYTES_IN_ALL // 1_000_000} MB are read. Put them into a ZIP file of their own."
    )


def _no_pictures(others: int) -> str:
    """Return what to say about files that are no pictures."""
    if not others:
        return ""
    files = "1 file in this ZIP file is no photo" if others == 1 else f"{others} files in this ZIP file are no photos"
    return f"{files}, and {'was' if others == 1 else 'were'} left out. The photos beside were taken."
