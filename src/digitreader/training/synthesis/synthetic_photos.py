"""Synthetic photos of one line each, with the true digit of every pixel."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.errors import TooMuchWriting
from digitreader.intake.photo import Photo
from digitreader.layout.ink import Ink, find_ink
from digitreader.layout.lines import find_lines
from digitreader.recognition.classifier import Classify
from digitreader.recognition.decoder import build_lattices
from digitreader.recognition.lattice import Lattice
from digitreader.settings import Settings
from digitreader.training.synthesis.glyph_bank import GlyphBank
from digitreader.training.synthesis.paper import on_paper
from digitreader.training.synthesis.strips import draw_line

WIDTHS = (96, 128, 176, 240)  # pixels of the strip a photo is made from
ZOOM = 4  # times; about as much as crops of a line are enlarged
MARGIN = 5  # pixels of paper around the strip, before enlarging
PAPER, INK = (170, 250), (20, 120)  # grey levels
BLUR = np.ones((3, 3), np.uint8)  # pixels at writing size, twice the strip's: the soft edge of a stroke


@dataclass(frozen=True, eq=False)
class SyntheticPhoto:
    """A photo of a synthetic line.

    text: its digits. owners: uint8 of the photo's size, for each pixel the number of the digit there, counted from 1
    from left to right, or 0.
    """

    photo: Photo
    text: str
    owners: NDArray[np.uint8]


def make_synthetic_photo(banks: list[GlyphBank], rng: np.random.Generator) -> SyntheticPhoto:
    """Make a small photo of a line on paper."""
    written = draw_line(int(rng.choice(WIDTHS)), banks, rng)
    strip = _bordered(on_paper(written.ink, rng), MARGIN)
    paper, ink = float(rng.uniform(*PAPER)), float(rng.uniform(*INK))
    large = cv2.resize(strip, None, fx=ZOOM, fy=ZOOM, interpolation=cv2.INTER_CUBIC).astype(np.float32) / 255
    grey = np.clip(paper - (paper - ink) * large, 0, 255).astype(np.uint8)
    photo = Photo(np.repeat(grey[..., None], 3, axis=2), grey, 1.0, (grey.shape[1], grey.shape[0]))
    owners = _bordered(np.asarray(cv2.dilate(written.owners, BLUR), np.uint8), 2 * MARGIN)
    return SyntheticPhoto(photo, written.text, _enlarged(owners, grey.shape))


def lattices_of(made: SyntheticPhoto, classifier: Classify, settings: Settings) -> tuple[Ink, list[Lattice]]:
    """Find a synthetic photo's ink and build the lattices of its lines.

    There are none if noise looks like far too much writing; reading refuses such a photo too.
    """
    ink = find_ink(made.photo, settings.ink)
    try:
        return ink, build_lattices(find_lines(ink, settings.layout), ink, classifier, settings.recognition)
    except TooMuchWriting:
        return ink, []


def _bordered(picture: NDArray[np.uint8], margin: int) -> NDArray[np.uint8]:
    """Add an empty margin."""
    return np.asarray(cv2.copyMakeBorder(picture, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=0))


def _enlarged(owners: NDArray[np.uint8], shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """Resize owners to the photo's size."""
    return np.asarray(cv2.resize(owners, (shape[1], shape[0]), interpolation=cv2.INTER_NEAREST), np.uint8)
