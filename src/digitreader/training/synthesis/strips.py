"""Synthetic strips (pictures of lines) and their texts, to train the line reader on."""

from dataclasses import replace

import keras
import numpy as np
from numpy.typing import NDArray

from digitreader.recognition.strip import STRIDE
from digitreader.training.data.fonts import FontBank
from digitreader.training.data.ink import InkBank
from digitreader.training.synthesis.glyph_bank import GlyphBank
from digitreader.training.synthesis.handwriting import write_line, write_words
from digitreader.training.synthesis.line_canvas import WrittenLine
from digitreader.training.synthesis.not_a_digit import letter, ruled_line_remnant, speck
from digitreader.training.synthesis.paper import on_paper
from digitreader.training.synthesis.signed_strips import draw_printed_strip, draw_stroke_strip
from digitreader.training.synthesis.strip_batches import LONGEST, as_batch, places
from digitreader.training.synthesis.symbols import TALL, leaning, tight

WIDTHS = (64, 96, 128, 160, 192, 224, 256, 320)  # pixels; all strips of a batch share one width
PIXELS = 64 * 176  # columns a batch, so that all batches cost about the same
EMPTY = 0.05  # of the strips hold a single symbol that is not a digit, and ...
WORDED = 0.04  # ... this share only words
STRIPS_A_BATCH = round(sum(PIXELS // width for width in WIDTHS) / len(WIDTHS))  # on average
STROKES = 0.6  # of the strips are written in strokes, where there is ink
PRINTED = 0.07  # of all strips are printed, where there are fonts

Image = NDArray[np.uint8]


def draw_strip(width: int, banks: list[GlyphBank], rng: np.random.Generator) -> tuple[Image, str]:
    """Draw a strip as the line reader sees it, uint8 (32, width), ink bright; return it with its digits."""
    written = draw_line(width, banks, rng)
    return on_paper(written.ink, rng), written.text


def draw_labelled(
    width: int, banks: list[GlyphBank], ink: InkBank | None, rng: np.random.Generator, fonts: FontBank | None = None
) -> tuple[Image, str, bool]:
    """Draw a strip in any way: its picture, what it says, and whether that includes its signs."""
    if fonts is not None and rng.random() < PRINTED:
        return (*draw_printed_strip(width, fonts, rng), True)
    if ink is not None and rng.random() < STROKES:
        return (*draw_stroke_strip(width, ink, rng), True)
    return (*draw_strip(width, banks, rng), False)


def draw_line(width: int, banks: list[GlyphBank], rng: np.random.Generator) -> WrittenLine:
    """Write the line of a strip that is `width` columns wide, at twice its size and not on paper yet."""
    kind = rng.random()
    if kind < EMPTY:
        return _nothing(2 * width, rng)
    if kind < EMPTY + WORDED:
        return write_words(2 * width, banks, rng)
    written = write_line(2 * width, banks, rng)
    if places(written.text) > width // STRIDE or len(written.text) > LONGEST:
        return draw_line(width, banks, rng)
    if rng.random() < 0.2:
        ink = np.maximum(written.ink, _neighbours(2 * width, banks[0], rng))
        return replace(written, ink=ink)
    return written


def _nothing(width: int, rng: np.random.Generator) -> WrittenLine:
    """Make a line without digits: a dash, a blot, a corner of a box or a letter, as large as handwriting."""
    picture = np.zeros((TALL, width), np.uint8)
    sign = tight((ruled_line_remnant, speck, ruled_line_remnant, letter)[int(rng.integers(4))](rng))
    factor = min(rng.uniform(0.5, 0.9) * TALL / sign.shape[0], (width - 8) / sign.shape[1])
    sign = leaning(sign, factor, factor, 0.0, 0.0)[:TALL, :width]
    x, y = int(rng.integers(0, width - sign.shape[1] + 1)), (TALL - sign.shape[0]) // 2
    picture[y : y + sign.shape[0], x : x + sign.shape[1]] = sign
    upright = sign.shape[0] > 2.5 * sign.shape[1]
    ink = np.zeros_like(picture) if upright else picture  # a lone upright stroke could be a 1
    return WrittenLine(ink, "", np.zeros_like(picture))


def _neighbours(width: int, bank: GlyphBank, rng: np.random.Generator) -> Image:
    """Draw ends of strokes that reach in from the lines above and below."""
    picture = np.zeros((TALL, width), np.uint8)
    for _ in range(int(rng.integers(1, 4))):
        sign = tight(bank.images[int(rng.integers(len(bank.images)))])
        factor = rng.uniform(1.5, 2.5)
        sign = tight(leaning(sign, factor, factor, 0.1, 0.0))[: TALL - 1, : width - 1]
        seen = int(min(sign.shape[0], rng.integers(2, 14)))
        x = int(rng.integers(0, width - sign.shape[1] + 1))
        if rng.random() < 0.5:
            picture[:seen, x : x + sign.shape[1]] = sign[-seen:]
        else:
            picture[-seen:, x : x + sign.shape[1]] = sign[:seen]
    return picture


class Strips(keras.utils.PyDataset):  # type: ignore[misc]
    """Batches of new strips, drawn on demand.

    A batch is float32 (n, 32, width, 1) and its labels int32 (n, 1 + 40), see as_labels.
    """

    def __init__(
        self,
        banks: list[GlyphBank],
        batches: int,
        seed: int,
        first_epoch: int = 0,
        ink: InkBank | None = None,
        fonts: FontBank | None = None,
        **workers: object,
    ) -> None:
        """Set the number of batches an epoch; each epoch draws new strips, numbered from first_epoch."""
        super().__init__(**workers)
        self._ink, self._fonts = ink, fonts
        self._banks, self._batches, self._seed, self._epoch = banks, batches, seed, first_epoch

    def __len__(self) -> int:
        """The number of batches in an epoch."""
        return self._batches

    def __getitem__(self, index: int) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
        """Draw one batch."""
        rng = np.random.default_rng((self._seed, self._epoch, index))
        width = WIDTHS[int(rng.integers(len(WIDTHS)))]
        return as_batch(
            [draw_labelled(width, self._banks, self._ink, rng, self._fonts) for _ in range(PIXELS // width)]
        )

    def on_epoch_end(self) -> None:
        """Switch to the next epoch's strips."""
        self._epoch += 1
