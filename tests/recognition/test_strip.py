import numpy as np
import pytest

from digitreader.geometry import Box
from digitreader.layout.components import Component
from digitreader.layout.ink import Ink
from digitreader.layout.lines import TextLine
from digitreader.recognition.strip import ROWS, STRIDE, Strip, make_strip, stretched
from digitreader.settings.recognition import StripSettings

LEVEL = [(60 + 60 * k, 100, 14, 50) for k in range(8)]
RISING = [(60 + 60 * k, 200 - 12 * k, 14, 50) for k in range(8)]


def line_of(boxes: list[Box], shape: tuple[int, int] = (400, 600), dark: float = 0.8) -> tuple[TextLine, Ink]:
    """A line of solid bars, and its ink."""
    darkness = np.zeros(shape, np.float32)
    for x, y, width, height in boxes:
        darkness[y : y + height, x : x + width] = dark
    strokes = tuple(Component(Box(*box), np.ones((box[3], box[2]), bool)) for box in boxes)
    return TextLine(strokes), Ink(darkness > 0.4 * dark, darkness)


def inked(strip: Strip) -> np.ndarray:
    return strip.pixels > 0.5


@pytest.mark.parametrize("boxes", [LEVEL, RISING, LEVEL[:1], [(0, 0, 14, 50)], [(100, 10, 180, 390)], [(9, 9, 4, 8)]])
def test_a_strip_has_32_rows_and_a_whole_number_of_places(boxes: list[Box]) -> None:
    strip = make_strip(*line_of(boxes))
    assert strip.pixels.shape[0] == ROWS
    assert strip.pixels.shape[1] % STRIDE == 0
    assert 0 <= strip.pixels.min() <= strip.pixels.max() <= 1


@pytest.mark.parametrize("boxes", [LEVEL, RISING, [(x, 300 - y, w, h) for x, y, w, h in RISING]])
def test_writing_stands_on_a_level_baseline(boxes: list[Box]) -> None:
    ink = inked(make_strip(*line_of(boxes)))
    columns = np.flatnonzero(ink.any(axis=0))
    tops = ink[:, columns].argmax(axis=0)
    bottoms = ROWS - 1 - ink[::-1, columns].argmax(axis=0)
    assert np.ptp(tops) <= 2  # of 40 rows that the line rises by; a bar itself is cut off straight
    assert np.ptp(bottoms) <= 2


@pytest.mark.parametrize("height", [16, 50, 200])
def test_writing_of_any_size_fills_the_same_rows(height: int) -> None:
    boxes = [(60 + 2 * height * k, 60, max(4, height // 4), height) for k in range(3)]
    rows = np.flatnonzero(inked(make_strip(*line_of(boxes, (400, 1500)))).any(axis=1))
    share = 1 / (1 + 2 * StripSettings().margin)
    assert len(rows) == pytest.approx(share * ROWS, abs=1.5)
    assert rows.mean() == pytest.approx((ROWS - 1) / 2, abs=1)


@pytest.mark.parametrize("boxes", [LEVEL, RISING])
def test_a_column_leads_back_to_where_it_was_written(boxes: list[Box]) -> None:
    strip = make_strip(*line_of(boxes))
    columns = inked(strip).any(axis=0).astype(int)
    starts, ends = (np.flatnonzero(np.diff(columns) == sign) + 1 for sign in (1, -1))
    expected = [box[0] for box in boxes]
    np.testing.assert_allclose(strip.left + starts / strip.scale, expected, atol=1.5 / strip.scale)
    np.testing.assert_allclose(strip.left + ends / strip.scale, [x + 14 for x in expected], atol=1.5 / strip.scale)


def test_a_strip_ends_with_the_photo() -> None:
    strip = make_strip(*line_of([(3, 100, 14, 50), (80, 100, 14, 50)], (300, 96)))
    assert strip.left == 0
    assert strip.left + strip.pixels.shape[1] / strip.scale <= 96 + STRIDE / strip.scale


def test_a_wider_margin_shows_more_around_smaller_writing() -> None:
    tight, wide = (make_strip(*line_of(LEVEL), StripSettings(margin=margin)) for margin in (0.05, 0.5))
    assert wide.scale < tight.scale
    assert inked(wide).any(axis=1).sum() < inked(tight).any(axis=1).sum()


def test_points_and_dashes_do_not_move_the_line() -> None:
    plain, pointed = make_strip(*line_of(LEVEL)), make_strip(*line_of([*LEVEL, (200, 146, 6, 6)]))
    assert pointed.scale == plain.scale
    differs = np.abs(pointed.pixels - plain.pixels).max(axis=0) > 0.1
    assert 0 < differs.sum() < 8


@pytest.mark.parametrize("dark", [0.2, 0.9])
def test_pencil_is_as_dark_as_ink(dark: float) -> None:
    assert make_strip(*line_of(LEVEL, dark=dark)).pixels.max() == pytest.approx(1, abs=0.01)


def test_what_stands_beside_the_lines_strokes_is_seen_too() -> None:
    line, ink = line_of(LEVEL)
    without = TextLine(tuple(stroke for stroke in line.components if stroke.box.x != 180))
    np.testing.assert_allclose(make_strip(without, ink).pixels, make_strip(line, ink).pixels)


def test_the_ink_is_not_written_to() -> None:
    line, ink = line_of(RISING)
    mask, darkness = ink.mask.copy(), ink.darkness.copy()
    make_strip(line, ink)
    np.testing.assert_array_equal(ink.mask, mask)
    np.testing.assert_array_equal(ink.darkness, darkness)


@pytest.mark.parametrize(
    "pixels",
    [np.zeros((31, 40), np.float32), np.zeros((32, 40, 1), np.float32), np.zeros(32, np.float32), np.zeros((32, 40))],
)
def test_anything_but_a_float32_picture_of_32_rows_is_no_strip(pixels: np.ndarray) -> None:
    with pytest.raises(ValueError, match="a strip is float32"):
        Strip(pixels, 0.0, 1.0)


@pytest.mark.parametrize("factor", [0.5, 0.85, 1.15, 2.0])
def test_a_stretched_strip_keeps_its_height_and_what_is_written_in_it(factor: float) -> None:
    strip = np.zeros((ROWS, 120), np.float32)
    strip[8:24, 40:52] = 1
    wider = stretched(strip, factor)
    assert wider.shape[0] == ROWS
    assert wider.shape[1] % STRIDE == 0
    assert wider.shape[1] == pytest.approx(120 * factor, abs=STRIDE / 2)
    assert wider.mean() == pytest.approx(strip.mean(), abs=0.01)
