"""Made photos: one line of writing each, with the truth about every pixel."""

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

WIDTHS = (96, 128, 176, 240)  # pixels; of the strips that the photos are made from
ZOOM = 4  # times; crops of a line are enlarged about so much
MARGIN = 5  # pixels of paper around a strip, before that
PAPER, INK = (170, 250), (20, 120)  # grey levels
BLUR = np.ones((3, 3), np.uint8)  # pixels of the writing, which is twice as large as the strip: a stroke's soft edge


@dataclass(frozen=True, eq=False)
class SyntheticPhoto:
    """A photo of a line that was written for it.

    text: its digits. owners: uint8, of the photo's size, for each pixel the digit written there, counted from 1 from
    left to right, and 0 for none.
    """

    photo: Photo
    text: str
    owners: NDArray[np.uint8]


def make_synthetic_photo(banks: list[GlyphBank], rng: np.random.Generator) -> SyntheticPhoto:
    """Return a small photo of a line on paper."""
    written = draw_line(int(rng.choice(WIDTHS)), banks, rng)
    strip = _bordered(on_paper(written.ink, rng), MARGIN)
    paper, ink = float(rng.uniform(*PAPER)), float(rng.uniform(*INK))
    large = cv2.resize(strip, None, fx=ZOOM, fy=ZOOM, interpolation=cv2.INTER_CUBIC).astype(np.float32) / 255
    grey = np.clip(paper - (paper - ink) * large, 0, 255).astype(np.uint8)
    photo = Photo(np.repeat(grey[..., None], 3, axis=2), grey, 1.0, (grey.shape[1], grey.shape[0]))
    owners = _bordered(np.asarray(cv2.dilate(written.owners, BLUR), np.uint8), 2 * MARGIN)
    return SyntheticPhoto(photo, written.text, _enlarged(owners, grey.shape))


def lattices_of(made: SyntheticPhoto, classifier: Classify, settings: Settings) -> tuple[Ink, list[Lattice]]:
    """Return a synthetic photo's ink and what the decoder makes of its lines.

    That is nothing where grain is taken for far too much writing, as it is nothing when such a photo is read.
    """
    ink = find_ink(made.photo, settings)
    try:
        return ink, build_lattices(find_lines(ink, settings), ink, classifier, settings)
    except TooMuchWriting:
        return ink, []


def _bordered(picture: NDArray[np.uint8], margin: int) -> NDArray[np.uint8]:
    """Return a picture with a margin of nothing around it."""
    return np.asarray(cv2.copyMakeBorder(picture, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=0))


def _enlarged(owners: NDArray[np.uint8], shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """Return the owners at a photo's size."""
    return np.asarray(cv2.resize(owners, (shape[1], shape[0]), interpolation=cv2.INTER_NEAREST), np.uint8)
