"""Small ink beside digits: what it looks like, and between which digits it stands."""

import cv2
import numpy as np
import pytest

from digitreader.geometry import Box
from digitreader.layout.components import Component
from digitreader.layout.ink import Ink
from digitreader.recognition.mark_shapes import Shape
from digitreader.recognition.marks import Mark, find_marks
from digitreader.settings.recognition import MarkSettings

TOP, FOOT, PEN = 60, 160, 10  # of the digits
XS = (200, 300, 400)


def sheet() -> np.ndarray:
    """A sheet with three strokes for digits."""
    darkness = np.zeros((240, 700), np.float32)
    for x in XS:
        cv2.line(darkness, (x, TOP), (x, FOOT), 1.0, PEN)
    return darkness


def marks(darkness: np.ndarray) -> list[tuple[int, Shape]]:
    return [(mark.place, mark.shape) for mark in every_mark(darkness)]


def every_mark(darkness: np.ndarray, *printed: Component) -> tuple[Mark, ...]:
    ink = Ink(darkness > 0.2, darkness)
    half = PEN // 2 + 1
    boxes = [Box(x - half, TOP - half, 2 * half + 1, FOOT - TOP + 2 * half + 1) for x in XS]
    return find_marks([Component(box, ink.mask[box.slices]) for box in boxes], ink, MarkSettings(), printed)


def stroke(*ends: tuple[int, int], pen: int = PEN, dark: float = 1.0) -> np.ndarray:
    darkness = sheet()
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        cv2.line(darkness, start, end, dark, pen)
    return darkness


def test_digits_alone_have_no_marks() -> None:
    assert marks(sheet()) == []


def test_a_digit_to_which_a_cut_left_no_ink_has_none_either() -> None:
    empty = Component(Box(300, 60, 20, 100), np.zeros((100, 20), bool))
    darkness = sheet()
    assert find_marks([empty], Ink(darkness > 2, darkness), MarkSettings()) == ()


def test_a_blot_at_the_digits_feet_is_a_point() -> None:
    darkness = sheet()
    cv2.circle(darkness, (350, FOOT - 5), 7, 1.0, -1)
    assert marks(darkness) == [(2, Shape.POINT)]
    assert every_mark(darkness)[0].box == (343, FOOT - 12, 15, 15)


def test_a_stroke_that_falls_below_the_digits_is_a_comma() -> None:
    assert marks(stroke((355, FOOT - 10), (343, FOOT + 25))) == [(2, Shape.TAIL)]


@pytest.mark.parametrize(("ends", "place"), [(((100, 110), (150, 112)), 0), (((440, 108), (500, 105)), 3)])
def test_a_level_stroke_is_a_bar_before_and_after_the_digits(ends: tuple, place: int) -> None:
    assert marks(stroke(*ends)) == [(place, Shape.BAR)]


def test_a_bar_above_the_digits_is_left_of_a_frame() -> None:
    assert marks(stroke((330, TOP - 20), (370, TOP - 20))) == []


def test_two_bars_above_each_other_are_one_mark() -> None:
    assert marks(stroke((440, 95), (500, 95), (442, 120), (498, 122))) == [(3, Shape.TWO_BARS)]
    assert marks(stroke((440, TOP - 15), (500, TOP - 15), (442, 75), (498, 77))) == [(3, Shape.TWO_BARS)]


def test_two_points_above_each_other_are_one_mark_and_a_high_one_alone_is_none() -> None:
    darkness = sheet()
    cv2.circle(darkness, (350, 85), 7, 1.0, -1)
    assert marks(darkness) == []
    cv2.circle(darkness, (351, 145), 7, 1.0, -1)
    assert marks(darkness) == [(2, Shape.TWO_POINTS)]


def test_a_short_dash_at_the_digits_feet_may_be_a_point() -> None:
    assert marks(stroke((335, FOOT - 12), (365, FOOT - 12))) == [(2, Shape.LOW_BAR)]


@pytest.mark.parametrize("darkness", [stroke((440, 108), (500, 105), dark=0.4), stroke((350, 150), (350, 152), pen=2)])
def test_the_pattern_of_the_paper_and_specks_are_no_marks(darkness: np.ndarray) -> None:
    assert marks(darkness) == []


def test_what_is_left_of_printed_bars_and_below_the_line_is_no_mark() -> None:
    darkness = sheet()
    cv2.circle(darkness, (350, FOOT - 5), 7, 1.0, -1)
    cv2.circle(darkness, (250, FOOT + 40), 7, 1.0, -1)
    bar = Component(Box(345, TOP, 6, 50), np.ones((50, 6), bool))
    assert every_mark(darkness, bar) == ()


def test_a_point_under_the_arm_of_a_seven_stands_after_it() -> None:
    darkness = np.zeros((240, 700), np.float32)
    cv2.polylines(darkness, [np.array([(200, TOP), (290, TOP), (220, FOOT)])], False, 1.0, PEN)
    cv2.circle(darkness, (262, FOOT - 5), 7, 1.0, -1)
    ink = Ink(darkness > 0.2, darkness)
    seven = Box(190, TOP - 6, 108, FOOT - TOP + 12)
    mask = ink.mask[seven.slices].copy()
    mask[-25:, 55:] = False
    assert [mark.place for mark in find_marks([Component(seven, mask)], ink, MarkSettings())] == [1]
