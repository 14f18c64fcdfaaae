from itertools import pairwise

import cv2
import numpy as np
import pytest

from digitreader.geometry import Box
from digitreader.layout.components import Component
from digitreader.layout.ink import Ink
from digitreader.recognition.cuts import cut, find_seams
from digitreader.settings.recognition import CutSettings


def drawn(*rings: int, bridge: bool = True) -> tuple[Component, Ink]:
    """Rings of 60 pixels beside each other, joined by a short bar: zeros that touch."""
    picture = np.zeros((80, 70 * len(rings) + 20), np.uint8)
    for x in rings:
        cv2.ellipse(picture, (x, 40), (24, 30), 0, 0, 360, 255, 6)
    if bridge:
        for x, y in pairwise(rings):
            cv2.line(picture, (x + 24, 44), (y - 24, 44), 255, 4)
    left, top, width, height = cv2.boundingRect(picture)
    mask = picture[top : top + height, left : left + width] > 127
    return Component(Box(left, top, width, height), mask), Ink(picture > 127, picture.astype(np.float32) / 255)


def test_touching_digits_are_cut_where_they_touch() -> None:
    stroke, ink = drawn(40, 100)
    pieces = cut(stroke, ink)
    assert any(68 <= piece.box.x <= 78 or 62 <= piece.box.x + piece.box.width <= 74 for piece in pieces)
    assert len(pieces) >= 2


def test_no_ink_is_lost_or_doubled_by_cutting() -> None:
    stroke, ink = drawn(40, 100, 160)
    together = np.zeros(ink.mask.shape, int)
    for piece in cut(stroke, ink):
        x, y, width, height = piece.box
        together[y : y + height, x : x + width] += piece.mask
    x, y, width, height = stroke.box
    np.testing.assert_array_equal(together[y : y + height, x : x + width], stroke.mask.astype(int))
    assert together.sum() == stroke.mask.sum()


def test_pieces_come_from_left_to_right() -> None:
    stroke, ink = drawn(40, 100, 160)
    middles = [piece.middle[0] for piece in cut(stroke, ink)]
    assert middles == sorted(middles)


def test_a_solid_bar_is_not_cut_through() -> None:
    mask = np.ones((60, 120), bool)
    ink = Ink(mask, np.ones((60, 120), np.float32))
    (piece,) = cut(Component(Box(0, 0, 120, 60), mask), ink)
    assert piece.box == (0, 0, 120, 60)


def test_a_seam_meets_little_ink_and_moves_a_column_a_row_at_most() -> None:
    stroke, ink = drawn(40, 100)
    settings = CutSettings()
    seams = find_seams(stroke, ink, settings)
    assert len(seams)
    for seam in seams:
        crossed = sum(stroke.mask[row, min(column, stroke.box.width - 1)] for row, column in enumerate(seam))
        assert crossed <= settings.ink * stroke.box.height + 1
        assert np.abs(np.diff(seam)).max() <= 1


@pytest.mark.parametrize("slant", [-0.4, 0.4])
def test_slanted_neighbours_are_parted_along_their_slant(slant: float) -> None:
    picture = np.zeros((80, 140), np.uint8)
    for x in (45, 75):
        top, bottom = (round(x + slant * 30), 10), (round(x - slant * 30), 70)
        cv2.line(picture, top, bottom, 255, 7)
    cv2.line(picture, (45, 40), (75, 40), 255, 4)
    stroke = Component(Box(0, 0, 140, 80), picture > 127)
    pieces = cut(stroke, Ink(picture > 127, picture.astype(np.float32) / 255))
    bars = [piece for piece in pieces if piece.box.height > 55]
    assert len(bars) == 2
    assert min(bar.mask.sum() for bar in bars) > 300


def test_cutting_leaves_its_arguments_alone() -> None:
    stroke, ink = drawn(40, 100)
    mask, darkness = stroke.mask.copy(), ink.darkness.copy()
    cut(stroke, ink)
    np.testing.assert_array_equal(stroke.mask, mask)
    np.testing.assert_array_equal(ink.darkness, darkness)
