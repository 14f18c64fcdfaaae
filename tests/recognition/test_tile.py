import numpy as np
import pytest
from handwriting import digits, glyph
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from digitreader.geometry import Box
from digitreader.layout.components import Component
from digitreader.layout.ink import Ink
from digitreader.recognition.tile import BODY, SIDE, Tile, make_tile, normalise

shades = st.floats(0, 1, width=32)
pictures = arrays(np.float32, st.tuples(st.integers(1, 60), st.integers(1, 60)), elements=shades)
numbers = st.integers(0, 1_796)
unhurried = settings(deadline=None, max_examples=60)  # a busy machine is no failure


def centre_of_mass(tile: np.ndarray) -> tuple[float, float]:
    """(row, column) counted from the tile's edge, so that the first pixel's middle is at 0.5."""
    at = np.arange(SIDE) + 0.5
    return float(tile.sum(axis=1) @ at / tile.sum()), float(tile.sum(axis=0) @ at / tile.sum())


@unhurried
@given(pictures)
def test_every_picture_becomes_28_by_28_from_0_to_1(picture: np.ndarray) -> None:
    tile = normalise(picture)
    assert tile.shape == (SIDE, SIDE)
    assert tile.min() >= 0
    assert tile.max() <= 1


@unhurried
@given(pictures)
def test_the_picture_is_not_written_to(picture: np.ndarray) -> None:
    before = picture.copy()
    normalise(picture)
    np.testing.assert_array_equal(picture, before)


@unhurried
@given(numbers, st.integers(20, 90))
def test_a_digits_centre_of_mass_lies_where_mnists_do(number: int, height: int) -> None:
    row, column = centre_of_mass(normalise(glyph(number, height)))
    assert 14 <= row < 15
    assert 14 <= column < 15


@unhurried
@given(numbers, st.integers(20, 90), st.floats(0.125, 1, width=32))
def test_the_peak_is_full_ink_however_faint_the_pen(number: int, height: int, pen: float) -> None:
    tile = normalise(glyph(number, height) * np.float32(pen))
    assert tile.max() == 1
    np.testing.assert_allclose(tile, normalise(glyph(number, height)), atol=0.02)


@unhurried
@given(numbers, st.tuples(*[st.integers(0, 30)] * 4))
def test_paper_around_a_digit_changes_nothing(number: int, margins: tuple[int, int, int, int]) -> None:
    top, bottom, left, right = margins
    picture = glyph(number, 48)
    padded = np.pad(picture, ((top, bottom), (left, right)))
    np.testing.assert_array_equal(normalise(padded), normalise(picture))


@unhurried
@given(numbers, st.integers(2, 4))
def test_a_digit_enlarged_by_whole_pixels_gives_nearly_the_same_tile(number: int, times: int) -> None:
    picture = glyph(number, 48)
    tile, large = normalise(picture), normalise(picture.repeat(times, axis=0).repeat(times, axis=1))
    moves = [(y, x) for y in (-1, 0, 1) for x in (-1, 0, 1)]  # its centre of mass may round to the next pixel
    assert min(np.abs(np.roll(large, move, axis=(0, 1)) - tile).mean() for move in moves) < 0.03


@unhurried
@given(numbers, st.booleans())
def test_the_body_is_20_pixels_along_its_longer_side(number: int, lying: bool) -> None:
    picture = glyph(number, 80).T if lying else glyph(number, 80)
    ink = normalise(np.ascontiguousarray(picture)) > 0
    extent = [np.ptp(np.flatnonzero(ink.any(axis=axis))) + 1 for axis in (0, 1)]
    assert max(extent) == BODY


def test_the_aspect_is_kept() -> None:
    bar = np.ones((80, 20), np.float32)
    tile = normalise(bar)
    assert tile.sum(axis=0).max() == 20
    assert tile.sum(axis=1).max() == 5


def test_a_tall_one_pixel_line_is_not_widened_to_a_blot() -> None:
    columns = normalise(np.ones((40, 1), np.float32)).any(axis=0)
    assert columns.sum() <= 2


def test_faint_halo_does_not_widen_the_box() -> None:
    picture = np.full((40, 40), 0.04, np.float32)
    picture[10:30, 10:30] = 1
    np.testing.assert_array_equal(normalise(picture), normalise(picture[10:30, 10:30]))


@pytest.mark.parametrize("shape", [(0, 0), (5, 5)])
def test_no_ink_gives_an_empty_tile(shape: tuple[int, int]) -> None:
    assert not normalise(np.zeros(shape, np.float32)).any()


def test_mnists_own_place_is_kept_for_a_digit_already_normalised() -> None:
    tile = normalise(glyph(0, 60))
    np.testing.assert_allclose(normalise(tile), tile, atol=1e-6)


def sheet() -> tuple[Ink, Component]:
    """A sheet with a digit, and a second one that reaches into the first one's box."""
    darkness = np.zeros((100, 160), np.float32)
    darkness[20:80, 30:90] = glyph(0, 60)
    mask = darkness > 0.3
    rows, columns = np.nonzero(mask)
    x, y = int(columns.min()), int(rows.min())
    box = (x, y, int(columns.max()) - x + 1, int(rows.max()) - y + 1)
    stroke = Component(Box(*box), mask[y : y + box[3], x : x + box[2]])
    darkness[y + box[3] // 2 : y + box[3] // 2 + 3, x + box[2] // 2 :] = 1  # ends in the hole of the 0
    return Ink(darkness > 0.3, darkness), stroke


def test_a_tile_holds_the_strokes_own_ink_and_not_its_neighbours() -> None:
    ink, stroke = sheet()
    x, y, width, height = stroke.box
    alone = np.zeros_like(ink.darkness)
    alone[20:80, 30:90] = glyph(0, 60)
    assert digits()[1][0] == 0
    tile, expected = make_tile(stroke, ink).pixels, make_tile(stroke, Ink(ink.mask, alone)).pixels
    hole = np.s_[12:16, 13:16]
    assert tile[hole].mean() == pytest.approx(float(expected[hole].mean()), abs=0.05)
    assert ink.darkness[y + height // 2, x + width // 2] == 1  # it would have been in the hole


def test_a_tile_keeps_the_anti_aliased_edge_of_the_stroke() -> None:
    ink, stroke = sheet()
    pixels = make_tile(stroke, ink).pixels
    assert ((pixels > 0.02) & (pixels < 0.98)).sum() > 20


def test_making_a_tile_writes_to_nothing() -> None:
    ink, stroke = sheet()
    before = ink.darkness.copy(), ink.mask.copy(), stroke.mask.copy()
    make_tile(stroke, ink)
    for was, now in zip(before, (ink.darkness, ink.mask, stroke.mask), strict=True):
        np.testing.assert_array_equal(now, was)


@pytest.mark.parametrize("box", [(0, 0, 12, 30), (148, 70, 12, 30)])
def test_a_stroke_in_a_corner_of_the_picture_has_a_tile(box: tuple[int, int, int, int]) -> None:
    darkness = np.zeros((100, 160), np.float32)
    x, y, width, height = box
    darkness[y : y + height, x : x + width] = 0.8
    tile = make_tile(Component(Box(*box), np.ones((height, width), bool)), Ink(darkness > 0.5, darkness))
    np.testing.assert_array_equal(tile.pixels, normalise(np.ones((height, width), np.float32)))


@pytest.mark.parametrize("pixels", [np.zeros((28, 27), np.float32), np.zeros((28, 28), np.float64)])
def test_a_tile_is_28_by_28_float32_and_nothing_else(pixels: np.ndarray) -> None:
    with pytest.raises(ValueError, match="a tile is float32"):
        Tile(pixels)
