import numpy as np
import pytest
from pen_strokes import ink_bank

from digitreader.numbers.alphabet import GAP, WRITTEN
from digitreader.training.synthesis.stroke_strip import write_stroke_line

BANK = ink_bank()


@pytest.mark.parametrize("width", [64, 192, 640])
def test_a_line_is_a_picture_of_the_asked_size_with_what_it_says(width: int) -> None:
    for seed in range(10):
        picture, says = write_stroke_line(64, width, BANK, np.random.default_rng(seed))
        assert (picture.shape, picture.dtype) == ((64, width), np.uint8)
        assert set(says) <= set(WRITTEN)
        assert says == says.strip(GAP)
        assert bool(says) <= bool(picture.any())


def test_lines_mostly_fill_their_room() -> None:
    pictures = [write_stroke_line(64, 256, BANK, np.random.default_rng(seed))[0] for seed in range(24)]
    reach = [np.ptp(np.flatnonzero(picture.any(axis=0))) / 256 for picture in pictures if picture.any()]
    assert np.median(reach) > 0.65


def test_writing_fills_the_height_as_in_a_strip_of_a_photo() -> None:
    heights = []
    for seed in range(24):
        picture, says = write_stroke_line(64, 256, BANK, np.random.default_rng(seed))
        rows = np.flatnonzero((picture > 128).sum(axis=1) > 3)
        if len(says) > 3:
            heights.append(np.ptp(rows) / 64)
    assert 0.65 < np.median(heights) < 0.95


def test_the_same_chance_writes_the_same_line() -> None:
    first, again = (write_stroke_line(64, 256, BANK, np.random.default_rng(7)) for _ in range(2))
    assert first[1] == again[1]
    np.testing.assert_array_equal(first[0], again[0])
