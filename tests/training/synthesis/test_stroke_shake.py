from dataclasses import replace

import numpy as np
from pen_strokes import ink_bank

from digitreader.training.synthesis.stroke_shake import shake, trimmed
from digitreader.training.synthesis.stroke_style import draw_stroke_style

GLYPH = ink_bank().writers[0].digits[4][0]
STYLE = replace(draw_stroke_style(np.random.default_rng(0)), slant=0.0, stretch=1.0, turn=0.0)


def test_a_calm_hand_repeats_itself() -> None:
    for seed in range(5):
        np.testing.assert_allclose(shake(GLYPH, STYLE, np.random.default_rng(seed)), GLYPH.points, atol=0.25)


def test_a_hurried_hand_strays_but_keeps_its_size() -> None:
    shaken = [shake(GLYPH, replace(STYLE, turn=0.4), np.random.default_rng(seed)) for seed in range(20)]
    assert np.std(shaken, axis=0).mean() > 0.03
    assert all(0.7 < np.ptp(points, axis=0).max() < 1.4 for points in shaken)
    assert all(np.isfinite(points).all() and np.abs(points.min(axis=0)).max() < 1e-6 for points in shaken)


def test_writing_leans_to_the_right_at_the_top() -> None:
    leaning = shake(GLYPH, replace(STYLE, slant=0.6), np.random.default_rng(1))
    upper, lower = leaning[leaning[:, 1] < 0.1], leaning[leaning[:, 1] > 0.9]
    calm = shake(GLYPH, STYLE, np.random.default_rng(1))
    moved = (
        upper[:, 0].mean()
        - lower[:, 0].mean()
        - (calm[calm[:, 1] < 0.1][:, 0].mean() - calm[calm[:, 1] > 0.9][:, 0].mean())
    )
    assert 0.3 < moved < 0.9


def test_strokes_lose_little_at_their_ends() -> None:
    starts = (0, 100, 104)
    found = [trimmed(starts, np.random.default_rng(seed)) for seed in range(40)]
    assert all(0 <= a <= 12 and 88 <= b <= 100 and (c, d) == (100, 104) for (a, b), (c, d) in found)
    assert len({bounds[0] for bounds in found}) > 1
