"""Lines of one odd hand, for the notebook: what a reader learns from a person's corrections."""

from collections.abc import Sequence

import cv2
import keras
import numpy as np
from numpy.typing import NDArray

from digitreader.recognition.ctc import prefix_beam_search
from digitreader.recognition.line_reader import digits_only
from digitreader.recognition.strip import ROWS
from digitreader.recognition.tile import SIDE
from digitreader.training.data.dataset import Dataset
from digitreader.training.own_lines import OwnStrip
from digitreader.training.synthesis.strip_batches import as_pixels

LEAN = 1.3  # columns a row; MNIST's hands lean by a third of that at most
DIGITS, STEP = 5, 21  # of a line, and columns from one to the next
WIDTH = 160  # columns of a strip

Picture = NDArray[np.uint8]


def lines_of_a_hand(digits: Dataset, count: int, seed: int) -> list[OwnStrip]:
    """Write lines of five digits that lean far to the right."""
    rng = np.random.default_rng(seed)
    return [_line(digits, rng.integers(len(digits), size=DIGITS)) for _ in range(count)]


def _line(digits: Dataset, chosen: NDArray[np.intp]) -> OwnStrip:
    """Write one line, bottom and top two pixels from the strip's edges."""
    strip = np.zeros((ROWS, WIDTH), np.uint8)
    lean = np.array([[1, -LEAN, LEAN * SIDE / 2 + SIDE / 2], [0, 1, 0]])
    for place, image in enumerate(digits.images[chosen]):
        leaning = cv2.warpAffine(image, lean, (2 * SIDE, SIDE))
        part = strip[2 : 2 + SIDE, place * STEP : place * STEP + 2 * SIDE]
        np.maximum(part, leaning[:, : part.shape[1]], out=part)
    return OwnStrip(strip, "".join(map(str, digits.labels[chosen])))


def montage(strips: Sequence[OwnStrip], columns: int) -> Picture:
    """Strips in rows of so many, ink dark."""
    rows = [np.hstack([strip.pixels for strip in strips[k : k + columns]]) for k in range(0, len(strips), columns)]
    return 255 - np.vstack(rows)


def right(network: keras.Model, strips: Sequence[OwnStrip]) -> int:
    """How many strips the line reader alone reads right."""
    logits = np.asarray(network(as_pixels([strip.pixels for strip in strips]), training=False))
    likely = logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))
    read = [prefix_beam_search(digits_only(each))[0] for each in likely]
    return sum(text == strip.text for text, strip in zip(read, strips, strict=True))
