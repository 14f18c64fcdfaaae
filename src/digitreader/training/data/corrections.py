"""Read an archive of corrections: tiles as the reader saw them, labelled by a person."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import numpy as np
from numpy.typing import NDArray

from digitreader.errors import DataError, ReadError
from digitreader.intake.zipped import DAMAGED, faults
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.tile import SIDE
from digitreader.settings.intake import ZipSettings
from digitreader.training.data.archive import reason
from digitreader.training.data.dataset import Dataset
from digitreader.training.data.labelled_files import unpack_member
from digitreader.training.data.single_characters import CLASS_OF, as_dataset, open_character

LABELS, IMAGES = "labels.csv", "images/"
MOST_LABELS = 16_000_000  # bytes of labels.csv; several hundred thousand corrections
MOST_TILE = 50_000  # bytes of a tile's PNG; an uncompressed one takes 1 kB


def read_corrections(path: Path) -> Dataset:
    """Read the tiles of a ZIP archive with labels.csv and a folder images/.

    Args:
        path: the archive. labels.csv has at least the columns file (of a 28x28 PNG in images/, ink bright) and label
            (0 to 9, or nothing or "none" for what is not one digit).

    Raises:
        DataError: the archive or a file in it is missing or broken, a tile is not 28x28, or a label is no class.
    """
    try:
        with faults(DAMAGED):
            archive = ZipFile(path)
    except ReadError as error:
        raise DataError(f"{path}: {error}") from error
    with archive:
        rows = list(_rows(archive))
        if not rows:
            raise DataError(f"{path}: {LABELS} names no tile. Export the archive again after a correction.")
        images = np.stack([_tile(archive, file, label) for file, label in rows])
    return as_dataset(images, np.array([label for _, label in rows]))


def _rows(archive: ZipFile) -> Iterator[tuple[str, int]]:
    """Yield each tile's path inside the archive and its class."""
    where = f"{archive.filename}: {LABELS}"
    if LABELS not in archive.namelist():
        raise DataError(
            f"{where} is missing at the archive's top. An archive of corrections has {LABELS} and {IMAGES}; "
            "anything else, unpack and name the folder."
        )
    try:
        reader = csv.DictReader(io.StringIO(_member(archive, LABELS, MOST_LABELS).decode("utf-8-sig"), newline=""))
        if missing := {"file", "label"} - set(reader.fieldnames or ()):
            raise DataError(
                f"{where} wants the columns file and label, separated by commas; missing: {sorted(missing)}"
            )
        seen: set[str] = set()
        for row in reader:
            line = f"{where}, line {reader.line_num}"
            file = _inside(row["file"], line)
            if file in seen:
                raise DataError(f"{line}: {file} is named a second time. Keep one row for it.")
            seen.add(file)
            yield file, _class(row["label"], line)
    except (csv.Error, ValueError) as error:
        raise DataError(f"{where} cannot be read ({reason(error)}). Save it as CSV in UTF-8.") from error


def _inside(file: str | None, line: str) -> str:
    """The tile's path in the archive, with images/ put in front if the row leaves it out."""
    name = (file or "").removeprefix(IMAGES)
    if not name or name in (".", "..") or "/" in name or "\\" in name:
        raise DataError(f"{line}: {file!r} is no file in {IMAGES}. Name a tile there, such as {IMAGES}0001.png.")
    return IMAGES + name


def _class(label: str | None, line: str) -> int:
    """Parse a label."""
    if label is None:
        raise DataError(f"{line}: the row is cut short. Give it a file and a label.")
    known = {**CLASS_OF, "": NOT_A_DIGIT}
    if (name := label.strip().lower()) not in known:
        raise DataError(f"{line}: {label!r} is no label. Write 0 to 9, or leave it empty for what is not one digit.")
    return known[name]


def _tile(archive: ZipFile, file: str, label: int) -> NDArray[np.uint8]:
    """Read and check one tile."""
    where = f"{archive.filename}: {file}"
    tile = open_character(_member(archive, file, MOST_TILE), where)
    if tile.shape != (SIDE, SIDE):
        height, width = tile.shape
        raise DataError(f"{where} has {width} x {height} pixels, a tile has {SIDE} x {SIDE}. Export the archive again.")
    if label != NOT_A_DIGIT and not tile.any():
        raise DataError(f"{where} is empty, but its label says {label}. Take its row out of {LABELS}.")
    return tile


def _member(archive: ZipFile, name: str, most: int) -> bytes:
    """Read a file of the archive that may have so many bytes."""
    return unpack_member(archive, Path(str(archive.filename)), name, ZipSettings(max_bytes=most))
