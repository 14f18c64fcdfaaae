import numpy as np

from digitreader.training.synthesis.symbols import TALL
from digitreader.training.synthesis.writer_style import Hand, draw_hand


def test_a_hand_is_drawn_within_what_fits_the_line() -> None:
    hands = [draw_hand(3, np.random.default_rng(seed)) for seed in range(200)]
    assert all(isinstance(hand, Hand) and 26 <= hand.height <= 60 < TALL for hand in hands)
    assert {hand.library for hand in hands} == {0, 1, 2}
    assert all(0 <= hand.drawn <= 1 and hand.gap >= -0.09 * hand.height for hand in hands)
    assert {hand.drawn for hand in hands} == {0.0, 0.2, 1.0}


def test_no_hand_has_two_kinds_of_boxes_around_its_digits() -> None:
    hands = [draw_hand(1, np.random.default_rng(seed)) for seed in range(400)]
    assert all(hand.bars + hand.cells + hand.comb <= 1 for hand in hands)
    for kind in ("bars", "cells", "comb"):
        assert any(getattr(hand, kind) for hand in hands)
