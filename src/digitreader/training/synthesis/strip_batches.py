"""Strips and texts as arrays to train on."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from digitreader.numbers.alphabet import WRITTEN

LONGEST = 40  # symbols; labels are padded to this length

Image = NDArray[np.uint8]


def as_batch(drawn: list[tuple[Image, str, bool]]) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Stack strips of one width for training, with their texts and whether those include the signs."""
    strips, texts, signed = zip(*drawn, strict=True)
    return as_pixels(list(strips)), as_labels(list(texts), list(signed))


def as_pixels(strips: list[Image]) -> NDArray[np.float32]:
    """Stack strips of one width as network input: float32 (n, 32, width, 1), 0 to 1."""
    return np.stack(strips)[..., None].astype(np.float32) / np.float32(255)


def as_labels(texts: list[str], signed: list[bool]) -> NDArray[np.int32]:
    """Encode texts for WrittenCTC: int32 (n, 1 + 40).

    The first column is 1 where signs and gaps are labelled; then come the symbols of the text, from 1, padded with 0.
    """
    labels = np.zeros((len(texts), 1 + LONGEST), np.int32)
    labels[:, 0] = signed
    for row, text in zip(labels, texts, strict=True):
        row[1 : 1 + len(text)] = [WRITTEN.index(symbol) + 1 for symbol in text]
    return labels


def places(text: str) -> int:
    """The fewest CTC timesteps that can spell a text: one a symbol, plus a blank between equal neighbours."""
    return len(text) + sum(a == b for a, b in pairwise(text))
