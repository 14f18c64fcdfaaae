"""Batches of a person's own strips among made ones."""

from collections.abc import Sequence

import cv2
import keras
import numpy as np
from numpy.typing import NDArray

from digitreader.recognition.line_reader import ReadStrip
from digitreader.recognition.strip import ROWS
from digitreader.training.data.augment_strip import lightly_changed
from digitreader.training.own_lines import WIDEST, OwnStrip, labelled_strip
from digitreader.training.synthesis.glyph_bank import GlyphBank
from digitreader.training.synthesis.strip_batches import Image, as_batch
from digitreader.training.synthesis.strips import WIDTHS, draw_strip

Labelled = tuple[Image, str, bool]  # a strip, what it says, and whether that includes its signs
ALL_WIDTHS = (*WIDTHS, 448, WIDEST)
A_MADE_SEED = 2**28


class MadeStrips:
    """Made strips, each drawn when it is first wanted and then kept: drawing one takes as long as training on it."""

    def __init__(self, banks: list[GlyphBank], a_width: int, seed: int, read_strip: ReadStrip) -> None:
        """Set what to write with, how many strips of a width there are, and what the network to train on reads."""
        self._banks, self._a_width, self._seed, self._read_strip = banks, a_width, seed, read_strip
        self._drawn: dict[tuple[int, int], OwnStrip] = {}

    def any(self, width: int, rng: np.random.Generator) -> Labelled:
        """One of the strips of a width."""
        which = width, int(rng.integers(self._a_width))
        if which not in self._drawn:
            own = np.random.default_rng((self._seed, A_MADE_SEED, *which))
            self._drawn[which] = labelled_strip(*draw_strip(width, self._banks, own), self._read_strip)
        made = self._drawn[which]
        return made.pixels, made.text, made.signed


class MixedStrips(keras.utils.PyDataset):  # type: ignore[misc]
    """Batches of own strips, lightly changed, among made ones; the same seed gives the same batches.

    A batch is float32 (n, 32, width, 1) and its labels int32 (n, 1 + 40), see as_labels.
    """

    def __init__(
        self, own: Sequence[OwnStrip], made: MadeStrips, batches: int, columns: int, share: float, seed: int,
        first_epoch: int = 0,
    ) -> None:  # fmt: skip
        """Set batches an epoch, columns a batch, and the share of its strips that are own ones."""
        super().__init__(workers=1, max_queue_size=20)
        self._own, self._made, self._batches, self._columns = own, made, batches, columns
        self._share, self._seed, self._epoch = share, seed, first_epoch

    def __len__(self) -> int:
        """The number of batches in an epoch."""
        return self._batches

    def __getitem__(self, index: int) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
        """One batch; its width is that of a strip at random, so that each width comes as often as it is written."""
        rng = np.random.default_rng((self._seed, self._epoch, index))
        longest = self._own[int(rng.integers(len(self._own)))].pixels.shape[1]
        width = next(each for each in ALL_WIDTHS if each >= longest)
        fitting = [strip for strip in self._own if strip.pixels.shape[1] <= width]
        count = max(2, self._columns // width)
        own = round(self._share * count)
        rows = [placed(fitting[int(rng.integers(len(fitting)))], width, rng) for _ in range(own)]
        return as_batch([*rows, *(self._made.any(width, rng) for _ in range(count - own))])

    def on_epoch_end(self) -> None:
        """Switch to the next epoch's batches."""
        self._epoch += 1


def placed(strip: OwnStrip, width: int, rng: np.random.Generator) -> Labelled:
    """A strip, lightly changed, somewhere on a wider one; squeezed where it became too wide."""
    pixels = lightly_changed(strip.pixels, rng)
    if pixels.shape[1] > width:
        pixels = np.asarray(cv2.resize(pixels, (width, ROWS), interpolation=cv2.INTER_AREA), np.uint8)
    row = np.zeros((ROWS, width), np.uint8)
    left = int(rng.integers(width - pixels.shape[1] + 1))
    row[:, left : left + pixels.shape[1]] = pixels
    return row, strip.text, strip.signed
