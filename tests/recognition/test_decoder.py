import numpy as np
import pytest

from digitreader.geometry import Box
from digitreader.layout.components import Component
from digitreader.layout.ink import Ink
from digitreader.layout.lines import TextLine
from digitreader.recognition.classifier import CLASSES, NOT_A_DIGIT, Classify
from digitreader.recognition.decoder import build_lattices, decode_line
from digitreader.recognition.digit import Digit
from digitreader.settings.decision import DoubtSettings

SHAPE = (200, 500)


def rows_of(*beliefs: dict[int, float]) -> np.ndarray:
    """One row of probabilities for each {class: probability}; what is left over goes evenly to the others."""
    rows = np.empty((len(beliefs), CLASSES), np.float32)
    for row, belief in zip(rows, beliefs, strict=True):
        row[:] = (1 - sum(belief.values())) / (CLASSES - len(belief))
        row[list(belief)] = list(belief.values())
    return rows


def always(value: int, belief: float = 0.97) -> Classify:
    return lambda tiles: rows_of(*[{value: belief}] * len(tiles))


def by_width(tiles: np.ndarray) -> np.ndarray:
    """A classifier that takes narrow tiles for a 1, wide ones for a 0."""
    widths = [(tile.max(axis=0) > 0.3).sum() for tile in tiles]
    return rows_of(*[{1 if width < 8 else 0: 0.97} for width in widths])


def whole_only(tiles: np.ndarray) -> np.ndarray:
    """A classifier that knows an 8 when it sees two bars beside each other, and takes one bar for no digit."""
    return rows_of(*[{8: 0.95} if gap_in(tile) else {NOT_A_DIGIT: 0.9} for tile in tiles])


def gap_in(tile: np.ndarray) -> bool:
    columns = tile.max(axis=0) > 0.3
    return bool((np.diff(columns.astype(int)) == 1).sum() > 1)


def sheet(*lines: list[Box]) -> tuple[tuple[TextLine, ...], Ink]:
    """Lines of solid bars, and their ink."""
    darkness = np.zeros(SHAPE, np.float32)
    for x, y, width, height in (box for line in lines for box in line):
        darkness[y : y + height, x : x + width] = 0.8
    made = tuple(
        TextLine(tuple(Component(Box(*box), np.ones((box[3], box[2]), bool)) for box in line)) for line in lines
    )
    return made, Ink(darkness > 0.4, darkness)


def decode(lines: tuple[TextLine, ...], ink: Ink, classifier: Classify) -> list[tuple[Digit, ...]]:
    return [decode_line(lattice, DoubtSettings()) for lattice in build_lattices(lines, ink, classifier)]


def text(digits: tuple[Digit, ...]) -> str:
    return "".join(digit.value for digit in digits)


def bars(*xs: int, y: int = 20, width: int = 10, height: int = 50) -> list[Box]:
    return [(x, y, width, height) for x in xs]


def test_every_stroke_of_a_line_becomes_a_digit_in_its_place() -> None:
    lines, ink = sheet([*bars(20), *bars(80, width=40), *bars(180)])
    (digits,) = decode(lines, ink, by_width)
    assert text(digits) == "101"
    assert [digit.box for digit in digits] == [stroke.box for stroke in lines[0].components]


def test_each_line_gets_its_own_digits() -> None:
    lines, ink = sheet(bars(20, 100), [*bars(20, y=110, width=40), *bars(120, 200, y=110)])
    assert [text(digits) for digits in decode(lines, ink, by_width)] == ["11", "011"]


def test_what_is_no_digit_is_left_out() -> None:
    lines, ink = sheet(bars(20, 120, 220))
    assert decode(lines, ink, always(NOT_A_DIGIT)) == [()]


def test_no_digit_is_left_out_from_among_digits() -> None:
    def reads_all_but_wide_ones(tiles: np.ndarray) -> np.ndarray:
        rows = by_width(tiles)
        return np.where(rows[:, :1] > 0.5, rows_of({NOT_A_DIGIT: 0.97}), rows)

    lines, ink = sheet([*bars(20), *bars(100, width=40), *bars(220)])
    (digits,) = decode(lines, ink, reads_all_but_wide_ones)
    assert [digit.box.x for digit in digits] == [20, 220]


def test_a_broken_digit_is_put_together() -> None:
    lines, ink = sheet([*bars(20, 36), *bars(150, 166)])
    (digits,) = decode(lines, ink, whole_only)
    assert text(digits) == "88"
    assert [digit.box for digit in digits] == [(20, 20, 26, 50), (150, 20, 26, 50)]


def test_strokes_too_far_apart_are_not_put_together() -> None:
    lines, ink = sheet(bars(20, 150))
    assert decode(lines, ink, whole_only) == [()]


def test_two_sure_digits_beside_each_other_stay_two() -> None:
    def both(tiles: np.ndarray) -> np.ndarray:
        return rows_of(*[{8: 0.6} if gap_in(tile) else {1: 0.97} for tile in tiles])

    lines, ink = sheet(bars(20, 36))
    (digits,) = decode(lines, ink, both)
    assert text(digits) == "11"


def test_points_and_commas_are_no_digits() -> None:
    lines, ink = sheet([*bars(20), (60, 62, 8, 8), *bars(100)])
    (digits,) = decode(lines, ink, always(1))
    assert [digit.box.x for digit in digits] == [20, 100]


def test_what_towers_over_its_line_is_no_digit() -> None:
    lines, ink = sheet([*bars(20), (90, 5, 10, 120), *bars(160, 230)])
    (digits,) = decode(lines, ink, always(1))
    assert [digit.box.x for digit in digits] == [20, 160, 230]


def test_a_digit_carries_its_confidence_and_what_else_it_may_be() -> None:
    lines, ink = sheet(bars(20))
    ((digit,),) = decode(lines, ink, lambda tiles: rows_of(*[{7: 0.9, 1: 0.06, 4: 0.02}] * len(tiles)))
    assert (digit.value, digit.confidence, digit.doubtful) == ("7", pytest.approx(0.9), False)
    assert [value for value, _ in digit.alternatives[:2]] == ["1", "4"]
    assert [belief for _, belief in digit.alternatives[:2]] == pytest.approx([0.06, 0.02])


def test_not_one_digit_is_never_an_alternative() -> None:
    lines, ink = sheet(bars(20))
    ((digit,),) = decode(lines, ink, lambda tiles: rows_of(*[{7: 0.7, NOT_A_DIGIT: 0.25}] * len(tiles)))
    assert all(value in "0123456789" and len(value) == 1 for value, _ in digit.alternatives)


@pytest.mark.parametrize(("belief", "doubtful"), [(0.97, False), (0.6, True)])
def test_an_unsure_digit_is_doubtful(belief: float, doubtful: bool) -> None:
    lines, ink = sheet(bars(20))
    ((digit,),) = decode(lines, ink, always(3, belief))
    assert digit.doubtful is doubtful


def test_a_digit_carries_the_tile_the_network_saw() -> None:
    seen: list[np.ndarray] = []

    def remember(tiles: np.ndarray) -> np.ndarray:
        seen.extend(tiles)
        return by_width(tiles)

    lines, ink = sheet(bars(20))
    ((digit,),) = decode(lines, ink, remember)
    assert any(np.array_equal(digit.tile.pixels, tile) for tile in seen)


def test_no_lines_and_a_network_that_is_never_asked() -> None:
    def fail(tiles: np.ndarray) -> np.ndarray:
        raise AssertionError("there is nothing to classify")

    assert decode((), Ink(np.zeros(SHAPE, bool), np.zeros(SHAPE, np.float32)), fail) == []


def test_a_page_goes_through_the_network_in_a_few_batches() -> None:
    sizes: list[int] = []

    def count(tiles: np.ndarray) -> np.ndarray:
        sizes.append(len(tiles))
        return by_width(tiles)

    lines, ink = sheet(bars(*range(20, 480, 40)), bars(*range(20, 480, 40), y=110))
    decode(lines, ink, count)
    assert len(sizes) <= 2
    assert sum(sizes) >= 24


def test_the_network_is_asked_once_for_each_stroke_that_is_not_cut() -> None:
    seen: list[np.ndarray] = []

    def remember(tiles: np.ndarray) -> np.ndarray:
        seen.extend(tiles)
        return by_width(tiles)

    lines, ink = sheet(bars(20, 120, 220))
    (digits,) = decode(lines, ink, remember)
    assert text(digits) == "111"
    assert len(seen) == 3


def test_a_flat_solid_bar_is_no_row_of_touching_digits() -> None:
    """Even where the network would take each part for a digit: a rule that was left over, nibbled by strokes."""

    def parts_are_ones(tiles: np.ndarray) -> np.ndarray:
        flat = [(tile.max(axis=1) > 0.3).sum() < 8 for tile in tiles]
        return rows_of(*[{NOT_A_DIGIT: 0.9} if is_flat else {1: 0.97} for is_flat in flat])

    mask = np.ones((20, 300), bool)
    mask[:15, 10::20] = False
    darkness = np.zeros(SHAPE, np.float32)
    darkness[50:70, 40:340] = mask
    lines = (TextLine((Component(Box(40, 50, 300, 20), mask),)),)
    assert decode(lines, Ink(darkness > 0.4, darkness), parts_are_ones) == [()]


def test_decoding_writes_to_nothing() -> None:
    lines, ink = sheet([*bars(20, 36), *bars(80, width=40)])
    before = [ink.mask.copy(), ink.darkness.copy(), *(s.mask.copy() for s in lines[0].components)]
    decode(lines, ink, by_width)
    for was, now in zip(before, [ink.mask, ink.darkness, *(s.mask for s in lines[0].components)], strict=True):
        np.testing.assert_array_equal(now, was)
