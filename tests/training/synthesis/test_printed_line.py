import numpy as np
import pytest
from fonts import font_bank

from digitreader.numbers.alphabet import GAP, WRITTEN
from digitreader.training.synthesis import printed_line
from digitreader.training.synthesis.printed_line import write_printed_line

FONTS = font_bank()


@pytest.mark.parametrize("width", [64, 192, 640])
def test_a_line_is_a_picture_of_the_asked_size_with_what_it_says(width: int) -> None:
    for seed in range(20):
        picture, says = write_printed_line(64, width, FONTS, np.random.default_rng(seed))
        assert (picture.shape, picture.dtype) == ((64, width), np.uint8)
        assert set(says) <= set(WRITTEN)
        assert says == says.strip(GAP)
        assert bool(says) == bool(picture.any())


def test_digits_fill_the_height_as_in_a_strip_of_a_photo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed_line, "print_form", lambda *_: None)
    heights = []
    for seed in range(24):
        picture, says = write_printed_line(64, 256, FONTS, np.random.default_rng(seed))
        if len(says) > 3:
            heights.append(np.ptp(np.flatnonzero((picture > 128).sum(axis=1) > 3)) / 64)
    assert 0.6 < np.median(heights) < 0.9


def test_numbers_stand_apart_where_a_gap_is_labelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed_line, "fill_room", lambda *_: "77 77")
    monkeypatch.setattr(printed_line, "print_form", lambda *_: None)
    for seed in range(12):
        picture, says = write_printed_line(64, 640, FONTS, np.random.default_rng(seed))
        assert says == "77 77"
        inked = np.flatnonzero(picture.max(axis=0) > 40)
        steps = np.diff(inked)
        assert steps.max() > 0.4 * 45
        assert np.sort(steps)[-2] < 0.75 * steps.max()


def test_what_does_not_fit_is_not_labelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed_line, "fill_room", lambda *_: "1234567890" * 3)
    lengths = [len(write_printed_line(64, 192, FONTS, np.random.default_rng(seed))[1]) for seed in range(10)]
    assert 2 <= min(lengths) <= max(lengths) < 20


def test_a_sign_that_the_font_lacks_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed_line, "fill_room", lambda *_: "1÷2")
    monkeypatch.setattr(printed_line, "DOTTED", 1.0)
    assert write_printed_line(64, 256, FONTS, np.random.default_rng(0))[1] == "12"
