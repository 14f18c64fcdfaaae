"""Glyph banks: digits to write with, sorted by class and stroke thickness."""

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

PENS = 6  # thickness groups, so that a line looks written with one pen

Image = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class GlyphBank:
    """Digits to write with, sorted by class and stroke thickness.

    images: uint8 (n, 28, 28), ink bright. digits[d][p]: the rows of images that show digit d in thickness group p,
    fine to bold. symbols: the rows that are not digits.
    """

    images: Image
    digits: tuple[tuple[NDArray[np.intp], ...], ...]
    symbols: NDArray[np.intp]


def make_glyph_bank(dataset: Dataset) -> GlyphBank:
    """Sort labelled tiles into a glyph bank.

    Raises:
        DataError: some digit has fewer than PENS tiles.
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
    """Estimate the stroke thickness of a tile in pixels: ink area by outline length."""
    ink = image > 100
    outline = ink & ~cv2.erode(ink.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    return float(2 * ink.sum() / max(outline.sum(), 1))


def glyph_banks(mnist: Path | None, extra: Sequence[Path]) -> tuple[list[GlyphBank], list[GlyphBank]]:
    """Load (training, validation) glyph banks: one of MNIST, and one of all extra files together."""
    everything = [load_mnist(mnist)[0]]
    if extra:
        everything.append(join([load_extra(path) for path in extra]))
    parts = [split(dataset) for dataset in everything]
    return [make_glyph_bank(train) for train, _ in parts], [make_glyph_bank(held) for _, held in parts]
