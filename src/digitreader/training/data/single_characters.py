"""Turn pictures of single characters into tiles like MNIST's."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from digitreader.errors import DataError, ReadError
from digitreader.intake.photo import open_photo
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.tile import SIDE, normalise
from digitreader.settings.intake import PhotoSettings
from digitreader.training.data.dataset import Dataset

NONE = "none"  # the eleventh class in folder and label names
CLASS_OF = {**{str(digit): digit for digit in range(10)}, NONE: NOT_A_DIGIT}
GATE = PhotoSettings(
    min_side=1,  # pixels; a tightly cropped 1 may be very thin
    working_side=10 * SIDE,  # pixels; larger pictures are shrunk to this, which averages out noise
    max_enlargement=1.0,  # small pictures are resampled only once, into the tile
)
GRAIN = 4.0  # times the paper's spread; smaller differences from the paper are not ink


def open_character(data: bytes, name: str) -> NDArray[np.uint8]:
    """Decode a JPG or PNG to grey, uint8 (H, W): at most 280 pixels a side, upright, transparency on white.

    Args:
        data: the file's bytes.
        name: the name for error messages.

    Raises:
        DataError: it is not a picture, or too large.
    """
    try:
        return open_photo(data, GATE).grey
    except ReadError as error:
        raise DataError(f"{name}: {error}") from error


def find_character(grey: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Extract the ink of a picture of one character: float32 (H, W), 0 is paper; all zero if it is blank.

    The median of the border is the paper. Ink is darker or lighter, whichever differs more. The paper's spread is
    estimated from the median absolute deviation, so ink at the border hardly affects it.
    """
    edge = border(grey[None])[0].astype(np.float32)
    paper = np.median(edge)
    grain = 1.4826 * np.median(np.abs(edge - paper))  # MAD to standard deviation of a normal distribution
    darker, lighter = (np.maximum(sign * (paper - grey) - GRAIN * grain, 0) for sign in (1, -1))
    ink = darker if np.square(darker).sum() > np.square(lighter).sum() else lighter
    return np.asarray(ink / 255, np.float32)


def as_dataset(images: NDArray[np.uint8], labels: NDArray[np.integer]) -> Dataset:
    """Make a dataset from pictures of the same polarity, uint8 (n, H, W), dark or light ink."""
    bright = ink_bright(images)
    return Dataset(as_tiles((image.astype(np.float32) / 255 for image in bright), len(bright)), labels.astype(np.uint8))


def as_tiles(inks: Iterable[NDArray[np.float32]], count: int) -> NDArray[np.uint8]:
    """Normalise `count` characters as MNIST does: uint8 (n, 28, 28), ink bright."""
    tiles = np.empty((count, SIDE, SIDE), np.uint8)
    for tile, ink in zip(tiles, inks, strict=True):
        tile[:] = np.rint(normalise(ink) * 255)
    return tiles


def ink_bright(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Invert the images if their borders are mostly bright, so that ink is bright."""
    return 255 - images if np.median(border(images)) > 127 else images


def border(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The border pixels of each image: (n, 2 H + 2 W)."""
    return np.concatenate([images[:, 0], images[:, -1], images[:, :, 0], images[:, :, -1]], axis=1)
