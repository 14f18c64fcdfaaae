"""What people bring to train on, made small for the tests."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]


def hook(paper: int = 0, ink: int = 255, side: int = 40) -> Picture:
    """Return a picture of a bar with a foot to the right, which no turn or mirror leaves as it is."""
    picture = np.full((side, side), paper, np.uint8)
    picture[8:30, 16:20] = ink
    picture[26:30, 16:28] = ink
    return picture


def hooks(count: int, paper: int = 0, ink: int = 255) -> Picture:
    """Return so many of them, (count, 40, 40), each a little higher."""
    pictures = np.stack([hook(paper, ink) for _ in range(count)]) if count else np.zeros((0, 40, 40), np.uint8)
    for number, picture in enumerate(pictures):
        picture[max(0, 7 - number % 7) : 8, 16:20] = ink
    return pictures


def npz(path: Path, **arrays: object) -> Path:
    """Write an NPZ file."""
    np.savez(path, **arrays)  # type: ignore[arg-type]
    return path


def zipped(path: Path, files: Mapping[str, bytes | str], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    """Write a ZIP archive."""
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def in_folders(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files into a folder, and the folders in it that they need."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder
