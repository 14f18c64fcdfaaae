"""Datasets of labelled tiles, and how to load MNIST."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitreader.errors import DataError
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.tile import SIDE
from digitreader.training.data.archive import read_npz, reason

VALIDATION_SHARE = 1 / 12  # of MNIST's 60,000 training images: 5,000


@dataclass(frozen=True, eq=False)
class Dataset:
    """Tiles with their classes.

    images: uint8 (n, 28, 28), ink bright. labels: uint8 (n,), 0 to 9, or 10 for "not one digit".
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]

    def __post_init__(self) -> None:
        """Check shapes and labels."""
        if self.images.ndim != 3 or self.images.shape[1:] != (SIDE, SIDE):
            raise DataError(f"images must have the shape (n, 28, 28), not {self.images.shape}")
        if self.labels.shape != self.images.shape[:1]:
            raise DataError(f"{len(self.images)} images came with labels of shape {self.labels.shape}")
        if self.labels.size and int(self.labels.max()) > NOT_A_DIGIT:
            raise DataError(f"labels go from 0 to {NOT_A_DIGIT}, but {int(self.labels.max())} is among them")

    def __len__(self) -> int:
        """The number of tiles."""
        return len(self.images)

    def __getitem__(self, rows: NDArray[np.intp]) -> "Dataset":
        """Select tiles by row."""
        return Dataset(self.images[rows], self.labels[rows])


def load_mnist(path: Path | None = None) -> tuple[Dataset, Dataset]:
    """Load MNIST: 60,000 training and 10,000 test digits.

    Args:
        path: an NPZ file with x_train, y_train, x_test and y_test. If None, mnist.npz in the folder that
            DIGITREADER_DATA names is read; if that is not set either, Keras downloads MNIST.

    Raises:
        DataError: the file is missing or is not MNIST, or it cannot be downloaded.
    """
    path = path or _mnist_in_data_folder()
    if path is None:
        (x_train, y_train), (x_test, y_test) = _downloaded()
    else:
        arrays = read_npz(path, ("x_train", "y_train", "x_test", "y_test"))
        x_train, y_train, x_test, y_test = arrays.values()
    return Dataset(x_train, y_train.astype(np.uint8)), Dataset(x_test, y_test.astype(np.uint8))


def _downloaded() -> Any:
    """MNIST as Keras has it: downloaded once, then from its cache."""
    import keras

    try:
        return keras.datasets.mnist.load_data()
    except Exception as error:  # Keras raises nothing narrower
        raise DataError(
            f"MNIST cannot be downloaded ({reason(error)}). Name a copy of mnist.npz with --data, or put it into "
            "~/.keras/datasets, where Keras looks first."
        ) from error


def load_mnist_test(path: Path | None = None) -> Dataset | None:
    """Load MNIST's 10,000 test digits as load_mnist does, or None if they would have to be downloaded.

    Raises:
        DataError: the named file is missing or is not MNIST.
    """
    at_hand = _mnist_in_data_folder()
    if path is None and (at_hand is None or not at_hand.exists()):
        return None
    return load_mnist(path)[1]


def _mnist_in_data_folder() -> Path | None:
    """The path of mnist.npz in the folder that DIGITREADER_DATA names, or None if it is not set."""
    folder = os.environ.get("DIGITREADER_DATA")
    return Path(folder) / "mnist.npz" if folder else None


def split(dataset: Dataset, seed: int = 0) -> tuple[Dataset, Dataset]:
    """Split into (training, validation); the same random twelfth is held out in every run."""
    order = np.random.default_rng(seed).permutation(len(dataset))
    held = round(len(dataset) * VALIDATION_SHARE)
    return dataset[np.sort(order[held:])], dataset[np.sort(order[:held])]


def join(datasets: list[Dataset]) -> Dataset:
    """Concatenate datasets."""
    return Dataset(np.concatenate([d.images for d in datasets]), np.concatenate([d.labels for d in datasets]))
