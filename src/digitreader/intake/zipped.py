"""A ZIP file -> the pictures in it, one at a time, without trusting what its headers say."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath

from digitreader.errors import DamagedPhoto, Locked, ReadError, TooLarge, UnknownFormat
from digitreader.intake import file_type
from digitreader.settings import ZipSettings

USUAL = ZipSettings()
CHUNK = 1 << 20  # bytes that are unpacked at once
HEAD = 64  # bytes; enough to tell what a file is
LISTED = b"PK\x01\x02"  # stands before each entry of the archive's list
ENCRYPTED = 0x1  # of an entry's flags
KNOWN_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unpack without a bound on their memory
LITTER = ("__MACOSX", "thumbs.db", "desktop.ini")  # what computers leave in archives
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
WITHIN = {file_type.ZIP: NESTED, file_type.EMPTY_ZIP: NESTED, file_type.PDF: PDF_WITHIN}


@dataclass(frozen=True)
class Member:
    """A file of an archive.

    index: its place in the archive's list. name: with its folders; empty where the archive as a whole is meant.
    refusal: why it cannot be read, in plain words, or nothing. size: the bytes that it states to have.
    """

    index: int
    name: str
    refusal: str = ""
    size: int = 0


def list_members(data: bytes, settings: ZipSettings = USUAL) -> tuple[Member, ...]:
    """List the pictures of an archive in its order, among them those that will be refused.

    Folders, hidden files and what computers leave behind are skipped. A last member tells of other files, and of
    pictures beyond the limits.

    Raises:
        ReadError: this is no archive that can be opened, or there is nothing to read in it.
    """
    with _faults(DAMAGED), _opened(data, settings) as archive:
        files = [(index, info) for index, info in enumerate(archive.infolist()) if not _skipped(info)]
        pictures = [member for index, info in files if (member := _member(archive, index, info))]
    if not pictures:
        raise UnknownFormat("There is no photo in this ZIP file. Put JPG, PNG or HEIC photos into it, or upload them.")
    kept = _within_limits(pictures, settings)
    notes = (_too_many(len(pictures) - len(kept), settings), _no_pictures(len(files) - len(pictures)))
    return (*kept, *(Member(-1, "", note) for note in notes if note))


def unpack(data: bytes, index: int, settings: ZipSettings = USUAL) -> bytes:
    """Unpack one file of an archive.

    Raises:
        ReadError: it is damaged, too large or protected; the text says so.
    """
    with _faults(MEMBER_DAMAGED), _opened(data, settings) as archive:
        return read_member(archive, archive.infolist()[index], settings.max_bytes)


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """Unpack one file of an open archive, piece by piece, and stop where it becomes more than so many bytes.

    Raises:
        ReadError: it is damaged, too large or protected; the text says so.
    """
    if refusal := refusal_of(info):
        raise Locked(refusal) if refusal == LOCKED else UnknownFormat(refusal)
    found = bytearray()
    with _faults(MEMBER_DAMAGED), archive.open(info) as stream:
        while piece := stream.read(CHUNK):
            found += piece
            if len(found) > most:
                raise TooLarge(
                    f"This photo has more than {most // 1_000_000} MB when it is unpacked. "
                    "Save it smaller, or crop it to the writing."
                )
    return bytes(found)


def refusal_of(info: zipfile.ZipInfo) -> str:
    """Say why a file cannot be unpacked safely; nothing if it can."""
    if info.flag_bits & ENCRYPTED:
        return LOCKED
    return "" if info.compress_type in KNOWN_PACKING else ODDLY_PACKED


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
def _opened(data: bytes, settings: ZipSettings) -> Iterator[zipfile.ZipFile]:
    """Open an archive, unless its list is so long that listing it alone would take too much memory."""
    if data.count(LISTED) > settings.max_entries:
        raise TooLarge(f"This ZIP file holds more than {settings.max_entries} files. Put only the photos into it.")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield archive


def _skipped(info: zipfile.ZipInfo) -> bool:
    """Whether a file is a folder, hidden, or left there by a computer."""
    steps = PurePosixPath(info.filename.replace("\\", "/")).parts
    hidden = any(step.startswith(".") and step.strip(".") for step in steps)
    return info.is_dir() or hidden or any(step in LITTER or step.lower() in LITTER for step in steps)


def _member(archive: zipfile.ZipFile, index: int, info: zipfile.ZipInfo) -> Member | None:
    """Make a member of a picture, or of a file with a refusal of its own; None of any other file."""
    refusal, kind = refusal_of(info), ""
    if not refusal:
        try:
            with archive.open(info) as stream:
                kind = file_type.detect_file_type(stream.read(HEAD))
        except FAULTS:
            refusal = MEMBER_DAMAGED
        refusal = WITHIN.get(kind, refusal)
    wanted = refusal or kind in file_type.PICTURES
    return Member(index, info.filename, refusal, info.file_size) if wanted else None


def _within_limits(pictures: list[Member], settings: ZipSettings) -> list[Member]:
    """Keep the first pictures, as many as are read of one archive.

    The sizes are those that the archive states. That is safe: no more than that is ever unpacked of a file, and one
    that holds more than it states fails its checksum.
    """
    kept, total = [], 0
    for member in pictures[: settings.max_pictures]:
        total += 0 if member.refusal else min(member.size, settings.max_bytes)
        if total > settings.max_bytes_in_all:
            break
        kept.append(member)
    return kept


def _too_many(left: int, settings: ZipSettings) -> str:
    """What to say about pictures beyond the limits."""
    if not left:
        return ""
    photos = "1 more photo in this ZIP file was" if left == 1 else f"{left} more photos in this ZIP file were"
    return (
        f"{photos} left out: of one file at most {settings.max_pictures} photos and "
        f"{settings.max_bytes_in_all // 1_000_000} MB are read. Put them into a ZIP file of their own."
    )


def _no_pictures(others: int) -> str:
    """What to say about files that are no pictures."""
    if not others:
        return ""
    files = "1 file in this ZIP file is no photo" if others == 1 else f"{others} files in this ZIP file are no photos"
    return f"{files}, and {'was' if others == 1 else 'were'} left out. The photos beside were taken."
