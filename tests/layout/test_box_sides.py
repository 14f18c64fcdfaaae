import pytest
from forms import COMBS, PITCH, bar, cells, zero

from digitreader.layout.box_sides import find_sides
from digitreader.layout.components import Component
from digitreader.layout.printed_bars import without_bars


@pytest.mark.parametrize("x", [60, 80 + 6 * PITCH - 20, 80 + 7 * PITCH - 20])
def test_a_thin_bar_where_the_side_of_a_box_would_be_is_no_one(x: int) -> None:
    side = bar(x, height=44, width=4)
    assert find_sides(cells(6, side), COMBS) == [side]
    writing, bars = without_bars(cells(6, side), COMBS)
    assert (len(writing), bars) == (6, [side])


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (cells(6, bar(80 + 6 * PITCH + 9, 44, 4)), "it stands where the next digit would"),
        (cells(6, bar(80 + 6 * PITCH - 20, 44, 9)), "the pen drew it"),
        (cells(5, bar(80 + 5 * PITCH - 20, 44, 4)), "few digits may stand evenly by chance"),
        ([*cells(5), zero(80 + 5 * PITCH + 22), bar(80 + 6 * PITCH + 2, 44, 4)], "the digits stand unevenly"),
    ],
)
def test_a_bar_elsewhere_is_writing(line: list[Component], why: str) -> None:
    assert find_sides(line, COMBS) == [], why
