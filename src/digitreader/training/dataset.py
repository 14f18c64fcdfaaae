"""Labelled tiles to train on: MNIST, and extra files beside it."""

import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from digitreader.classifier import NOT_A_DIGIT
from digitreader.errors import DataError
from digitreader.tile import SIDE, normalise

VALIDATION_SHARE = 1 / 12  # of MNIST's 60,000 training images: 5,000
LOOKALIKES = frozenset("BCDGIOQSZbcgiloqsyz") | {"slash"}  # signs that drawn alone are read as digits by people too


@dataclass(frozen=True, eq=False)
class Dataset:
    """Tiles with their classes.

    images: uint8 (n, 28, 28), ink bright. labels: uint8 (n,), 0 to 9, or 10 for "not one digit".
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]

    def __post_init__(self) -> None:
        """Refuse arrays that do not belong together."""
        if self.images.ndim != 3 or self.images.shape[1:] != (SIDE, SIDE):
            raise DataError(f"images must have the shape (n, 28, 28), not {self.images.shape}")
        if self.labels.shape != self.images.shape[:1]:
            raise DataError(f"{len(self.images)} images came with labels of shape {self.labels.shape}")
        if self.labels.size and int(self.labels.max()) > NOT_A_DIGIT:
            raise DataError(f"labels go from 0 to {NOT_A_DIGIT}, but {int(self.labels.max())} is among them")

    def __len__(self) -> int:
        """Return the number of tiles."""
        return len(self.images)

    def __getitem__(self, rows: NDArray[np.intp]) -> "Dataset":
        """Return the chosen tiles."""
        return Dataset(self.images[rows], self.labels[rows])


def load_mnist(path: Path | None = None) -> tuple[Dataset, Dataset]:
    """Return MNIST as (60,000 to train on, 10,000 to test on).

    Args:
        path: an NPZ file with x_train, y_train, x_test and y_test. Without it mnist.npz in the folder named by
            DIGITREADER_DATA is read, and without that Keras downloads MNIST.

    Raises:
        DataError: the file is missing or is not MNIST's.
    """
    folder = os.environ.get("DIGITREADER_DATA")
    if path is None and folder:
        path = Path(folder) / "mnist.npz"
    if path is None:
        import keras

        (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
    else:
        x_train, y_train, x_test, y_test = _arrays(path, ("x_train", "y_train", "x_test", "y_test"))
    return Dataset(x_train, y_train.astype(np.uint8)), Dataset(x_test, y_test.astype(np.uint8))


def split(dataset: Dataset, seed: int = 0) -> tuple[Dataset, Dataset]:
    """Return (training, validation): a fixed random twelfth is held back, the same for every run."""
    order = np.random.default_rng(seed).permutation(len(dataset))
    held = round(len(dataset) * VALIDATION_SHARE)
    return dataset[np.sort(order[held:])], dataset[np.sort(order[:held])]


def load_extra(path: Path) -> Dataset:
    """Return the tiles of an NPZ file of pictures of single signs.

    Args:
        path: an NPZ with `images` uint8 (n, H, W) and one of `labels` (0 to 9), `letters` or `symbols`: letters and
            symbols become "not one digit", but for those that look like digits, which are left out.

    Raises:
        DataError: the file is missing, or holds none of these, or no sign.
    """
    (images,) = _arrays(path, ("images",))
    if images.ndim != 3 or images.dtype != np.uint8:
        raise DataError(f"{path}: images must be uint8 (n, H, W), not {images.dtype} {images.shape}")
    labels = _classes(path)
    if labels.shape != images.shape[:1]:
        raise DataError(f"{path}: {len(images)} images came with labels of shape {labels.shape}")
    known = np.flatnonzero(labels <= NOT_A_DIGIT)
    if not known.size:
        raise DataError(f"{path}: holds no sign to train on or to measure with")
    bright = _ink_bright(images[known])
    tiles = np.stack([normalise(image.astype(np.float32) / 255) for image in bright])
    return Dataset(np.rint(tiles * 255).astype(np.uint8), labels[known].astype(np.uint8))


def join(datasets: list[Dataset]) -> Dataset:
    """Return several datasets as one."""
    return Dataset(np.concatenate([d.images for d in datasets]), np.concatenate([d.labels for d in datasets]))


def _arrays(path: Path, names: tuple[str, ...]) -> list[NDArray[np.uint8]]:
    """Return the named arrays of an NPZ file."""
    try:
        with np.load(path, allow_pickle=False) as archive:
            return [archive[name] for name in names]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error) as error:
        raise DataError(f"{path}: cannot be read as an NPZ file with {', '.join(names)} ({error})") from error


def _classes(path: Path) -> NDArray[np.int64]:
    """Return the class of every image of an extra file; signs that look like digits get one past the last."""
    with np.load(path, allow_pickle=False) as archive:
        if "labels" in archive:
            labels = archive["labels"].astype(np.int64)
            if labels.size and not 0 <= labels.min() <= labels.max() <= NOT_A_DIGIT:
                raise DataError(f"{path}: labels go from 0 to {NOT_A_DIGIT}")
            return np.asarray(labels)
        for name in ("letters", "symbols", "names"):
            if name in archive:
                lookalike = [str(sign) in LOOKALIKES for sign in archive[name]]
                return np.where(lookalike, NOT_A_DIGIT + 1, NOT_A_DIGIT)
    raise DataError(f"{path}: has none of the arrays labels, letters and symbols")


def _ink_bright(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the images with bright ink: paper is what most of the pixels at the border show."""
    border = np.concatenate([images[:, 0], images[:, -1], images[:, :, 0], images[:, :, -1]], axis=1)
    return 255 - images if np.median(border) > 127 else images
