"""Strips that are labelled with their signs and gaps: in pen strokes, or in printed type."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.recognition.strip import ROWS, STRIDE
from digitreader.training.data.fonts import FontBank
from digitreader.training.data.ink import InkBank
from digitreader.training.synthesis.paper import on_paper
from digitreader.training.synthesis.printed_line import write_printed_line
from digitreader.training.synthesis.strip_batches import LONGEST, places
from digitreader.training.synthesis.stroke_strip import write_stroke_line

FULL, SEEN, KEPT = 100, 60, 0.8  # of 255: ink as written and ink to be seen; the share that must be left

Image = NDArray[np.uint8]


def draw_stroke_strip(width: int, ink: InkBank, rng: np.random.Generator) -> tuple[Image, str]:
    """Draw a strip in strokes, uint8 (32, width), ink bright; return it with what it says, signs and gaps included."""
    return _legible_strip(lambda: write_stroke_line(2 * ROWS, 2 * width, ink, rng), width, rng)


def draw_printed_strip(width: int, fonts: FontBank, rng: np.random.Generator) -> tuple[Image, str]:
    """The same in printed type."""
    return _legible_strip(lambda: write_printed_line(2 * ROWS, 2 * width, fonts, rng), width, rng)


def _legible_strip(write: Callable[[], tuple[Image, str]], width: int, rng: np.random.Generator) -> tuple[Image, str]:
    """Write lines until one has a place for each sign, and put that one on paper until it can be read."""
    while True:
        written, says = write()
        if places(says) <= width // STRIDE and len(says) <= LONGEST:
            strip = on_paper(written, rng, any_pen=False)
            while not legible(written, strip):
                strip = on_paper(written, rng, any_pen=False)
            return strip, says


def legible(written: Image, strip: Image) -> bool:
    """Whether a strip keeps most ink of the line that was written for it, at twice its size."""
    pen = cv2.resize(written, strip.shape[::-1], interpolation=cv2.INTER_AREA) > FULL
    return bool((strip[pen] > SEEN).mean() > KEPT) if pen.any() else True
