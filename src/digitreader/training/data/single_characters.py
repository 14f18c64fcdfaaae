"""Pictures of single signs, made into tiles as MNIST's are."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from digitreader.errors import DataError, ReadError
from digitreader.intake.photo import open_photo
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.tile import SIDE, normalise
from digitreader.settings import PhotoSettings, Settings
from digitreader.training.data.dataset import Dataset

NONE = "none"  # how people name the eleventh class
CLASS_OF = {**{str(digit): digit for digit in range(10)}, NONE: NOT_A_DIGIT}
GATE = Settings(
    photo=PhotoSettings(
        min_side=1,  # pixels; a sign that was cut out tightly may be thin, and its file says what it is
        working_side=10 * SIDE,  # pixels; larger pictures shrink to this, which evens out their noise
        max_enlargement=1.0,  # the tile's own resampling is the only one that small pictures see
    )
)
GRAIN = 4.0  # times the paper's spread; what differs less from the paper is no ink


def open_character(data: bytes, name: str) -> NDArray[np.uint8]:
    """Return a JPG's or PNG's grey levels, uint8 (H, W), at most 280 pixels a side, upright and on white.

    Args:
        data: the file's bytes.
        name: what it is called in errors.

    Raises:
        DataError: it is no picture, or too large.
    """
    try:
        return open_photo(data, GATE).grey
    except ReadError as error:
        raise DataError(f"{name}: {error}") from error


def find_character(grey: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the ink of a picture of one sign: float32 (H, W), 0 is paper; all zero where nothing is written.

    Paper is what most of the border shows, ink what differs from it: darker or lighter, whichever differs more.
    The paper's spread is taken from the median of the deviations, which ink at the border does not move.
    """
    edge = border(grey[None])[0].astype(np.float32)
    paper = np.median(edge)
    grain = 1.4826 * np.median(np.abs(edge - paper))  # the standard deviation, were it normally distributed
    darker, lighter = (np.maximum(sign * (paper - grey) - GRAIN * grain, 0) for sign in (1, -1))
    ink = darker if np.square(darker).sum() > np.square(lighter).sum() else lighter
    return np.asarray(ink / 255, np.float32)


def as_dataset(images: NDArray[np.uint8], labels: NDArray[np.integer]) -> Dataset:
    """Return pictures of one make, uint8 (n, H, W) with dark or light ink, as tiles with their classes."""
    bright = ink_bright(images)
    return Dataset(as_tiles((image.astype(np.float32) / 255 for image in bright), len(bright)), labels.astype(np.uint8))


def as_tiles(inks: Iterable[NDArray[np.float32]], count: int) -> NDArray[np.uint8]:
    """Return the tiles of so many signs, uint8 (n, 28, 28), ink bright: MNIST's normalisation of each."""
    tiles = np.empty((count, SIDE, SIDE), np.uint8)
    for tile, ink in zip(tiles, inks, strict=True):
        tile[:] = np.rint(normalise(ink) * 255)
    return tiles


def ink_bright(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the images with bright ink: paper is what most of the pixels at all their borders show."""
    return 255 - images if np.median(border(images)) > 127 else images


def border(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the pixels at the border of each image: (n, 2 H + 2 W)."""
    return np.concatenate([images[:, 0], images[:, -1], images[:, :, 0], images[:, :, -1]], axis=1)
