import pytest
from forms import COMBS, PITCH, bar, form

from digitreader.layout.combs import find_comb
from digitreader.layout.components import join
from digitreader.layout.printed_bars import without_bars


def test_bars_that_touch_the_writing_are_cut_out_of_it_where_others_stand_free() -> None:
    line = form(9)
    touched = join([line[4], line[5], line[6]])
    assert find_comb([*line[:4], touched, *line[7:]], COMBS) == [line[k] for k in range(1, 17, 2) if k != 5]
    writing, bars = without_bars([*line[:4], touched, *line[7:]], COMBS)
    assert [c.middle[0] for c in writing] == pytest.approx([zero.middle[0] for zero in form(9)[::2]], abs=1)
    assert len(bars) == 8


def test_a_broken_bar_in_its_place_is_no_writing() -> None:
    line = form(8)
    line[5] = bar(63 + 2 * PITCH, height=12)
    writing, bars = without_bars(line, COMBS)
    assert (len(writing), len(bars)) == (8, 7)
    line[5] = bar(63 + 2 * PITCH + 30, height=12)
    assert len(without_bars(line, COMBS)[0]) == 9


def test_a_line_is_never_without_writing() -> None:
    specks = [bar(66 + PITCH * k, height=12, width=10) for k in range(7)]
    line = sorted([*(each for each in form(9) if each.mask.all()), *specks], key=lambda each: each.box.x)
    assert find_comb(line, COMBS)
    assert without_bars(line, COMBS) == (line, [])
