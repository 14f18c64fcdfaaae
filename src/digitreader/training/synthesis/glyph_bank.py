"""Libraries: digits to write with, by class and thickness of the pen."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.errors import DataError
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.training.data.dataset import Dataset, join, load_mnist, split
from digitreader.training.data.extra import load_extra

PENS = 6  # groups of source tiles by thickness, so that one line is written with one pen

Image = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class GlyphBank:
    """Digits to write with, by class and thickness of the pen.

    images: uint8 (n, 28, 28), ink bright. digits[d][p]: the rows of images that are a d drawn with pen p, fine to
    bold. symbols: the rows that are no digits.
    """

    images: Image
    digits: tuple[tuple[NDArray[np.intp], ...], ...]
    symbols: NDArray[np.intp]


def make_glyph_bank(dataset: Dataset) -> GlyphBank:
    """Return a bank of labelled tiles.

    Raises:
        DataError: there are fewer tiles of some digit than pens.
    """
    pens = np.array([_thickness(image) for image in dataset.images])
    digits = []
    for digit in range(10):
        rows = np.flatnonzero(dataset.labels == digit)
        if len(rows) < PENS:
            raise DataError(
                f"writing lines takes at least {PENS} tiles of every digit; there are {len(rows)} of {digit}"
            )
        digits.append(tuple(np.array_split(rows[np.argsort(pens[rows], kind="stable")], PENS)))
    return GlyphBank(dataset.images, tuple(digits), np.flatnonzero(dataset.labels == NOT_A_DIGIT))


def _thickness(image: Image) -> float:
    """Return about how thick a tile's strokes are, in pixels: ink by length of its outline."""
    ink = image > 100
    outline = ink & ~cv2.erode(ink.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    return float(2 * ink.sum() / max(outline.sum(), 1))


def glyph_banks(mnist: Path | None, extra: Sequence[Path]) -> tuple[list[GlyphBank], list[GlyphBank]]:
    """Return the glyph banks to train with and to validate with: MNIST's digits, and each extra file's."""
    everything = [load_mnist(mnist)[0]]
    if extra:
        everything.append(join([load_extra(path) for path in extra]))
    parts = [split(dataset) for dataset in everything]
    return [make_glyph_bank(train) for train, _ in parts], [make_glyph_bank(held) for _, held in parts]
