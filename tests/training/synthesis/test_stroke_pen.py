from dataclasses import replace

import numpy as np
import pytest

from digitreader.training.synthesis.stroke_pen import draw_strokes
from digitreader.training.synthesis.stroke_style import Pen

PEN = Pen(width=0.1, downstroke=0.0, nib=0.0, nib_angle=-0.8, taper=1.0, uneven=0.0, faint=1.0)
DOWN = np.column_stack([np.full(41, 40.0), np.linspace(10, 90, 41)]).astype(np.float32)
ACROSS = DOWN[:, ::-1]
UP = DOWN[::-1]


def drawn(stroke: np.ndarray, pen: Pen) -> np.ndarray:
    picture = np.zeros((100, 100), np.uint8)
    draw_strokes(picture, [stroke], 60.0, pen, np.random.default_rng(0))
    return picture


def ink(stroke: np.ndarray, pen: Pen) -> float:
    return float(drawn(stroke, pen).sum()) / 255 / 80  # pixels for each pixel of the stroke's length


def test_an_even_pen_is_as_wide_as_asked_for() -> None:
    assert ink(DOWN, PEN) == pytest.approx(6.5, abs=1.5)
    assert ink(DOWN, replace(PEN, width=0.2)) > 1.6 * ink(DOWN, PEN)


def test_a_soft_nib_is_wider_downwards() -> None:
    soft = replace(PEN, downstroke=1.0)
    assert ink(DOWN, soft) > 1.5 * ink(UP, soft)


def test_a_broad_nib_is_wider_across_its_edge() -> None:
    slope = np.column_stack([np.linspace(10, 90, 41), np.linspace(10, 90, 41)]).astype(np.float32)
    broad = replace(PEN, nib=0.9)
    assert ink(slope, broad) > 1.2 * ink(np.column_stack([slope[:, 0], slope[::-1, 1]]), broad)


def test_a_tapering_stroke_is_thin_at_its_ends() -> None:
    picture = drawn(DOWN, replace(PEN, width=0.2, taper=0.3)) > 128
    assert picture[12].sum() < 0.7 * picture[50].sum()


def test_strokes_upwards_may_be_faint() -> None:
    faint = replace(PEN, faint=0.3)
    assert drawn(UP, faint).max() < 160
    assert drawn(DOWN, faint).max() == 255


def test_a_dot_leaves_ink_and_a_single_point_none() -> None:
    assert drawn(np.full((2, 2), 50, np.float32), PEN).max() > 128
    assert drawn(np.full((1, 2), 50, np.float32), PEN).max() == 0
