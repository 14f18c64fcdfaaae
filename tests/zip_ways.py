"""The ways in which a ZIP file reaches the reader."""

import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from digitreader.bulk.address import Address
from digitreader.bulk.reader import read_bytes
from digitreader.errors import DigitReaderError
from digitreader.intake.containers import list_parts, take_out
from digitreader.intake.photo import open_photo
from digitreader.settings.intake import ZipSettings
from digitreader.training.data.labelled_files import unpack_member

NAME = "bomb.png"


def _by_the_app(path: Path, most: int) -> None:
    """Take out everything, as page Read does."""
    data = path.read_bytes()
    for part in list_parts(path.name, data):
        take_out(data, part, ZipSettings(max_bytes=most))


WAYS: dict[str, Callable[[Path, int], object]] = {  # given a ZIP file, and the most bytes to unpack of it
    "app": _by_the_app,
    "API and read": lambda path, _: open_photo(path.read_bytes()),
    "bulk": lambda path, most: read_bytes(Address(NAME, str(path), NAME), most),
    "training": lambda path, most: unpack_member(zipfile.ZipFile(path), path, NAME, ZipSettings(max_bytes=most)),
}


def attempt(way: str, path: Path, most: int) -> None:
    """Send a ZIP file in; what is said about it is no matter."""
    with suppress(DigitReaderError):
        WAYS[way](path, most)
