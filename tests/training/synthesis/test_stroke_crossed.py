from dataclasses import replace

import numpy as np
import pytest
from pen_strokes import ink_bank

from digitreader.training.synthesis import stroke_strip
from digitreader.training.synthesis.stroke_crossed import CROSSED, cross_out
from digitreader.training.synthesis.stroke_line import Placed, StrokeLine
from digitreader.training.synthesis.stroke_style import draw_stroke_style

BANK = ink_bank()
STYLE = replace(draw_stroke_style(np.random.default_rng(0)), joined=0.0, even=0.0)
CHANCES = [np.random.default_rng(seed) for seed in range(60)]


def written(text: str) -> list[Placed]:
    line = StrokeLine(BANK, BANK.writers[0], STYLE, np.random.default_rng(1))
    line.write(text)
    return line.placed


def length(placed: list[Placed]) -> float:
    strokes = [stroke for each in placed for stroke in each.strokes]
    return sum(float(np.hypot(*np.diff(stroke, axis=0).T).sum()) for stroke in strokes)


def test_a_crossed_out_digit_leaves_the_text_and_the_ink_over_it_grows() -> None:
    before = written("4711")
    for rng in CHANCES:
        after = cross_out(before, rng)
        gone = [a.text for a, b in zip(before, after, strict=False) if a.text != b.text]
        assert gone
        assert length(after) > length(before) + 0.9


def test_a_number_leaves_the_text_with_its_signs_and_its_gap() -> None:
    said = {stroke_strip.said(cross_out(written("12 -34 5"), rng)) for rng in CHANCES}
    assert {"-34 5", "12 5", "12 -34"} <= said
    assert {"1 -34 5", "2 -34 5", "12 -3 5", "12 -4 5"} & said
    assert not any(text != text.strip() or "  " in text or "- " in text for text in said)


def test_signs_alone_are_never_crossed_out() -> None:
    assert {stroke_strip.said(cross_out(written("7 + ="), rng)) for rng in CHANCES[:20]} == {"+ ="}
    signs = written("+ =")
    assert cross_out(signs, CHANCES[0]) is signs


def test_a_digit_written_above_is_read_where_it_stands() -> None:
    texts = [stroke_strip.said(cross_out(written("4711"), rng)) for rng in CHANCES]
    assert any(len(text) == 4 for text in texts)


def test_few_lines_hold_something_crossed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []
    monkeypatch.setattr(stroke_strip, "cross_out", lambda placed, rng: counted.append(1) or placed)
    for seed in range(400):
        stroke_strip.write_stroke_line(64, 96, BANK, np.random.default_rng(seed))
    assert 0.5 * CROSSED < len(counted) / 400 < 2 * CROSSED
