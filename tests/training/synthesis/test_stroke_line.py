from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from pen_strokes import ink_bank

from digitreader.training.synthesis.stroke_line import JOIN, StrokeLine
from digitreader.training.synthesis.stroke_style import StrokeStyle, draw_stroke_style

BANK = ink_bank()
CALM = replace(
    draw_stroke_style(np.random.default_rng(0)),
    **dict.fromkeys(("slant", "gap_varies", "size_varies", "drift", "climb", "turn", "joined", "even"), 0.0),
    **{"stretch": 1.0, "gap": 0.1, "zeros": 1.0},
)


def written(text: str, style: StrokeStyle = CALM, seed: int = 1) -> StrokeLine:
    line = StrokeLine(BANK, BANK.writers[0], style, np.random.default_rng(seed))
    line.write(text)
    return line


def test_what_is_written_stands_from_left_to_right() -> None:
    line = written("13.254,00")
    assert "".join(each.text for each in line.placed) == "13.254,00"
    lefts = [each.left for each in line.placed]
    assert lefts == sorted(lefts)


def test_digits_keep_the_gap_between_their_strokes() -> None:
    placed = written("1111").placed
    gaps = [b.left - a.right for a, b in pairwise(placed)]
    np.testing.assert_allclose(gaps, 0.1 + CALM.pen.widest, atol=0.12)


def test_a_new_number_stands_apart_and_is_known_as_one() -> None:
    first, second, third = written("12 3").placed
    assert (first.gapped, second.gapped, third.gapped) == (False, False, True)
    assert third.left - second.right > 0.5


def test_digits_of_a_comb_stand_in_equal_steps() -> None:
    placed = written("123456", replace(CALM, even=1.5)).placed
    middles = [(each.left + each.right) / 2 for each in placed]
    np.testing.assert_allclose(np.diff(middles), 1.5, rtol=0.25)


def test_points_and_commas_stand_at_the_baseline_and_dashes_in_the_middle() -> None:
    for sign, least, most in ((".", 0.8, 1.2), (",", 0.7, 1.5), ("-", 0.2, 0.9), ("+", 0.0, 1.2)):
        _, placed, _ = written(f"1{sign}1").placed
        assert not placed.digit
        rows = np.concatenate(placed.strokes)[:, 1]
        assert least < rows.mean() < most


def test_hurried_hands_join_neighbours_with_a_stroke() -> None:
    apart, joined = written("0000"), written("0000", replace(CALM, joined=1.0))
    assert {len(each.strokes) for each in apart.placed} == {2}
    more = [each.strokes[-1] for each in joined.placed if len(each.strokes) == 3]
    assert more
    assert all(np.hypot(*(stroke[-1] - stroke[0])) <= JOIN for stroke in more)


def test_a_text_of_its_writer_keeps_its_own_spacing() -> None:
    line = StrokeLine(BANK, BANK.writers[0], CALM, np.random.default_rng(0))
    line.write_string(BANK.writers[0].strings[0])
    (placed,) = line.placed
    assert placed.text == "47"
    assert placed.right - placed.left == pytest.approx(1.5, abs=0.3)


def test_a_digit_that_a_writer_lacks_is_taken_from_another() -> None:
    writer = replace(BANK.writers[1], digits=(*BANK.writers[1].digits[:9], ()))
    line = StrokeLine(BANK, writer, CALM, np.random.default_rng(0))
    line.write("9")
    assert line.placed[0].text == "9"
