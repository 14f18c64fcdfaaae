import numpy as np
import pytest
from fonts import font_bank
from pen_strokes import ink_bank

from digitreader.numbers.alphabet import WRITTEN
from digitreader.recognition.strip import ROWS, STRIDE
from digitreader.training.synthesis.signed_strips import draw_printed_strip, draw_stroke_strip, legible
from digitreader.training.synthesis.strip_batches import LONGEST, places

DRAWN = {
    "strokes": lambda width, rng: draw_stroke_strip(width, ink_bank(), rng),
    "type": lambda width, rng: draw_printed_strip(width, font_bank(), rng),
}


@pytest.mark.parametrize("kind", DRAWN)
def test_strips_say_their_signs_and_fit(kind: str) -> None:
    for seed in range(12):
        picture, says = DRAWN[kind](96, np.random.default_rng(seed))
        assert (picture.shape, picture.dtype) == ((ROWS, 96), np.uint8)
        assert places(says) <= 96 // STRIDE
        assert len(says) <= LONGEST
        assert set(says) <= set(WRITTEN)


def test_what_a_scan_has_lost_is_not_to_be_read() -> None:
    written = np.zeros((64, 192), np.uint8)
    written[20:44, 20:160] = 255
    strip = written[::2, ::2].copy()
    assert legible(written, strip)
    strip[:, 30:] = 0
    assert not legible(written, strip)
    assert legible(np.zeros_like(written), strip)
