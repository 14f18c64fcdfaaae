"""Read a folder of pictures sorted by class: 0/ to 9/, and none/ for what is not one digit."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digitreader.errors import DataError
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.training.data.archive import reason
from digitreader.training.data.dataset import Dataset
from digitreader.training.data.single_characters import CLASS_OF, GATE, as_tiles, find_character, open_character

PICTURES = frozenset((".png", ".jpg", ".jpeg"))
LITTER = frozenset(("thumbs.db", "desktop.ini"))  # files that Windows adds to picture folders
MAKE = "Make folders 0 to 9, and none for what is not one digit, and put the PNG or JPG pictures into them."


def read_class_folder(folder: Path) -> Dataset:
    """Read PNG and JPG pictures of any size as tiles; dark or light ink is told apart picture by picture.

    Raises:
        DataError: there is no picture, one cannot be read or is blank, or a folder's name is no class.
    """
    try:
        files = [(file, CLASS_OF[place.name]) for place in _classes(folder) for file in _pictures(place)]
    except OSError as error:
        raise DataError(f"{error.filename or folder}: cannot be opened ({reason(error)}).") from error
    if not files:
        raise DataError(f"{folder}: holds no picture of a class. {MAKE}")
    labels = np.array([label for _, label in files], np.uint8)
    return Dataset(as_tiles(_inks(files), len(files)), labels)


def _classes(folder: Path) -> list[Path]:
    """List the class folders; refuse other folders and stray pictures rather than skip them silently."""
    entries = [entry for entry in sorted(folder.iterdir()) if not entry.name.startswith(".")]
    for entry in entries:
        if entry.is_dir() and entry.name not in CLASS_OF:
            raise DataError(f"{entry}: this folder's name is no class. {MAKE}")
        if entry.is_file() and entry.suffix.lower() in PICTURES:
            raise DataError(f"{entry}: this picture is in no folder of a class. {MAKE}")
    return [entry for entry in entries if entry.is_dir()]


def _pictures(place: Path) -> Iterator[Path]:
    """Yield the files of a class in order, subfolders included, hidden files not."""
    for file in sorted(place.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(place).parts)
        if file.is_file() and not hidden and file.name.lower() not in LITTER:
            yield file


def _inks(files: list[tuple[Path, int]]) -> Iterator[NDArray[np.float32]]:
    """Yield the ink of each picture."""
    for file, label in files:
        try:
            with file.open("rb") as stream:
                data = stream.read(GATE.max_bytes + 1)  # one byte more reveals a file that is too large
        except OSError as error:
            raise DataError(f"{file}: cannot be opened ({reason(error)}). Check its permissions.") from error
        ink = find_character(open_character(data, str(file)))
        if label != NOT_A_DIGIT and not ink.any():
            raise DataError(f"{file}: shows nothing written. Leave some paper around the digit, or take it out.")
        yield ink
