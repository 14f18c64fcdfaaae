"""Read IDX, MNIST's own format: pictures in one file, labels in another beside it."""

import gzip
import math
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digitreader.errors import DataError
from digitreader.training.data.archive import MOST_BYTES, UNREADABLE, reason
from digitreader.training.data.dataset import Dataset
from digitreader.training.data.single_characters import as_dataset

GZIP = b"\x1f\x8b"
UINT8 = 8  # IDX's code for this type
MAGIC = bytes((0, 0, UINT8))  # followed by the number of dimensions


def looks_like_idx(start: bytes) -> bool:
    """Whether a file that starts with these bytes may be IDX, plain or gzipped."""
    return start.startswith((GZIP, MAGIC))


def read_idx(path: Path) -> Dataset:
    """Read the tiles of an IDX file, with labels from the file beside it.

    Args:
        path: a file named like MNIST's, train-images-idx3-ubyte, plain or .gz.

    Raises:
        DataError: this file or its labels file is missing, broken or not IDX.

    Source: LeCun, Cortes & Burges, "The MNIST database of handwritten digits", 1998.
    """
    labels_file = labels_beside(path)
    images, labels = _read(path, 3), _read(labels_file, 1)
    if not images.size:
        raise DataError(f"{path}: holds no picture. Name the file of another data set.")
    if len(images) != len(labels):
        raise DataError(
            f"{path}: has {len(images)} pictures, but {labels_file.name} has {len(labels)} labels. "
            "Put the two files of one data set together."
        )
    if labels.max() > 9:
        raise DataError(f"{labels_file}: labels go from 0 to 9, but {labels.max()} is among them. Leave others out.")
    return as_dataset(images, labels)


def labels_beside(path: Path) -> Path:
    """Find the labels file of a pictures file by MNIST's naming, plain or .gz."""
    if "images" not in path.name:
        raise DataError(
            f"{path}: its labels cannot be found by its name. Name the file of pictures, and call the two files as "
            "MNIST does: train-images-idx3-ubyte and train-labels-idx1-ubyte."
        )
    name = path.name.replace("images", "labels").replace("idx3", "idx1")
    plain = name.removesuffix(".gz")
    for beside in (name, plain, f"{plain}.gz"):
        if path.with_name(beside).is_file():
            return path.with_name(beside)
    raise DataError(f"{path}: its labels are missing. Put {plain} (or {plain}.gz) beside it.")


def _read(path: Path, dimensions: int) -> NDArray[np.uint8]:
    """Read an IDX array with the given number of dimensions."""
    try:
        with path.open("rb") as file:
            packed = file.read(len(GZIP)) == GZIP
        with gzip.open(path) if packed else path.open("rb") as stream:
            shape = _shape(stream.read(4 + 4 * dimensions), path, dimensions)
            data = stream.read(math.prod(shape) + 1)  # one byte more reveals surplus data
    except UNREADABLE as error:
        raise DataError(f"{path}: is damaged or was cut short ({reason(error)}). Copy or download it again.") from error
    if len(data) != math.prod(shape):
        raise DataError(
            f"{path}: announces {' x '.join(map(str, shape))} bytes, but there are "
            f"{'more' if len(data) > math.prod(shape) else 'fewer'}. Copy or download it again."
        )
    return np.frombuffer(data, np.uint8).reshape(shape)


def _shape(start: bytes, path: Path, dimensions: int) -> tuple[int, ...]:
    """Parse the shape in an IDX header."""
    if len(start) < 4 + 4 * dimensions or start[:4] != MAGIC + bytes((dimensions,)):
        what = "pictures (n x height x width)" if dimensions == 3 else "labels (n)"
        raise DataError(f"{path}: is no IDX file of {what} in unsigned bytes. Name a file in MNIST's own format.")
    shape = struct.unpack(f">{dimensions}I", start[4:])
    if math.prod(shape) > MOST_BYTES:
        raise DataError(
            f"{path}: announces {math.prod(shape) / 1e9:.1f} GB; at most {MOST_BYTES / 1e9:.0f} are read. "
            "Copy it again if that is wrong, or train on a part of it."
        )
    return shape
