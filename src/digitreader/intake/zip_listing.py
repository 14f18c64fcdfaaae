"""A ZIP file -> the list of pictures in it, among them those that will be refused."""

import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from digitreader.errors import UnknownFormat
from digitreader.intake.file_type import EMPTY_ZIP, PDF, PHOTO_LABELS, PICTURES, ZIP, detect_file_type
from digitreader.intake.zipped import DAMAGED, FAULTS, MEMBER_DAMAGED, USUAL, faults, opened, refusal_of
from digitreader.settings.intake import ZipSettings

HEAD = 64  # bytes; enough to tell what a file is
LITTER = ("__MACOSX", "thumbs.db", "desktop.ini")  # what computers leave in archives
NESTED = "This is a ZIP file inside a ZIP file. Unpack the outer one, and upload this one by itself."
PDF_WITHIN = "This is a PDF inside a ZIP file. Unpack the ZIP, and upload the PDF by itself."
WITHIN = {ZIP: NESTED, EMPTY_ZIP: NESTED, PDF: PDF_WITHIN}


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
    with faults(DAMAGED), opened(data, settings) as archive:
        files = [(index, info) for index, info in enumerate(archive.infolist()) if not _skipped(info)]
        pictures = [member for index, info in files if (member := _member(archive, index, info))]
    if not pictures:
        raise UnknownFormat(f"There is no photo in this ZIP file. Put {PHOTO_LABELS} photos into it, or upload them.")
    kept = _within_limits(pictures, settings)
    notes = (_too_many(len(pictures) - len(kept), settings), _no_pictures(len(files) - len(pictures)))
    return (*kept, *(Member(-1, "", note) for note in notes if note))


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
                kind = detect_file_type(stream.read(HEAD))
        except FAULTS:
            refusal = MEMBER_DAMAGED
        refusal = WITHIN.get(kind, refusal)
    wanted = refusal or kind in PICTURES
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
