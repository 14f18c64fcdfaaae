import numpy as np
import pytest
from forms import COMBS, PITCH, bar, form, zero

from digitreader.layout.combs import find_comb
from digitreader.layout.ink import Ink
from digitreader.layout.lines import TextLine, find_lines
from digitreader.recognition.strip import make_strip
from digitreader.settings.layout import CombSettings, LayoutSettings


def test_the_bars_between_cells_are_found_and_the_digits_are_not_among_them() -> None:
    line = form(6)
    found = find_comb(line, COMBS)
    assert [component.box.x for component in found] == [63 + PITCH * k for k in range(5)]


def test_a_bar_out_of_step_is_a_one() -> None:
    line = sorted([*form(6), bar(63 + 2 * PITCH + 30, 42)], key=lambda component: component.box.x)
    assert len(find_comb(line, COMBS)) == 5


@pytest.mark.parametrize("cells", [2, 4])
def test_a_few_ones_between_other_digits_are_no_comb(cells: int) -> None:
    assert find_comb(form(cells), COMBS) == []


def test_ones_as_tall_as_the_other_digits_are_no_comb() -> None:
    assert find_comb(form(6, height=40), COMBS) == []


def test_ones_in_a_row_without_anything_between_them_are_no_comb() -> None:
    line = [*(bar(20 + PITCH * k) for k in range(8)), *(zero(600 + PITCH * k) for k in range(6))]
    assert find_comb(line, COMBS) == []


def test_a_line_in_cells_is_read_without_their_bars() -> None:
    darkness = np.zeros((140, 420), np.float32)
    for component in form(6):
        darkness[component.box.moved(0, 30).slices][component.mask] = 0.8
    ink = Ink(darkness > 0.4, darkness)
    (line,) = find_lines(ink)
    assert len(line.components) == 6
    assert len(line.printed) == 5
    assert _at_the_bars(line, ink) < 0.1
    (left_in,) = find_lines(ink, LayoutSettings(combs=CombSettings(bars=99)))
    assert _at_the_bars(left_in, ink) > 0.9
    np.testing.assert_array_equal(ink.darkness, darkness)


def _at_the_bars(line: TextLine, ink: Ink) -> float:
    """How dark a line's strip is where the bars stand."""
    strip = make_strip(line, ink)
    columns = [round((67 + PITCH * k - strip.left) * strip.scale) for k in range(5)]
    return float(strip.pixels[:, columns].max())
