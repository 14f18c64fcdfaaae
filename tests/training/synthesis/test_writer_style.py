import numpy as np

from digitreader.training.synthesis.symbols import TALL
from digitreader.training.synthesis.writer_style import WriterStyle, draw_style


def test_a_hand_is_drawn_within_what_fits_the_line() -> None:
    styles = [draw_style(3, np.random.default_rng(seed)) for seed in range(200)]
    assert all(isinstance(style, WriterStyle) and 26 <= style.height <= 60 < TALL for style in styles)
    assert {style.bank for style in styles} == {0, 1, 2}
    assert all(0 <= style.drawn <= 1 and style.gap >= -0.09 * style.height for style in styles)
    assert {style.drawn for style in styles} == {0.0, 0.2, 1.0}


def test_no_hand_has_two_kinds_of_boxes_around_its_digits() -> None:
    styles = [draw_style(1, np.random.default_rng(seed)) for seed in range(400)]
    assert all(style.bars + style.cells + style.comb <= 1 for style in styles)
    for kind in ("bars", "cells", "comb"):
        assert any(getattr(style, kind) for style in styles)
