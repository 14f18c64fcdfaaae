from itertools import pairwise

import numpy as np
import pytest
from handwriting import digits, glyph

from digitreader.errors import DataError
from digitreader.tile import normalise
from digitreader.training import handwriting
from digitreader.training.dataset import Dataset
from digitreader.training.handwriting import (
    PENS,
    TALL,
    Hand,
    Library,
    Line,
    draw_hand,
    leaning,
    make_library,
    tight,
    write_line,
)

TILES = np.stack([np.rint(normalise(glyph(number, 40)) * 255).astype(np.uint8) for number in range(200)])
LABELS = digits()[1][:200].astype(np.uint8)


def chance(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.fixture(scope="module")
def library() -> Library:
    """Real digits, and a cross that is none."""
    cross = np.zeros((1, 28, 28), np.uint8)
    cross[0, 4:24, 12:16] = cross[0, 12:16, 4:24] = 255
    return make_library(Dataset(np.concatenate([TILES, cross]), np.append(LABELS, 10).astype(np.uint8)))


def test_a_library_holds_every_digit_once_by_the_thickness_of_its_pen(library: Library) -> None:
    for digit, pens in enumerate(library.digits):
        assert len(pens) == PENS
        np.testing.assert_array_equal(np.sort(np.concatenate(pens)), np.flatnonzero(digit == LABELS))
    fine, bold = (np.mean([(library.images[rows] > 100).mean() for rows in column]) for column in _ends(library))
    assert bold > 1.1 * fine
    assert library.signs.tolist() == [200]


def test_a_library_without_enough_of_a_digit_is_refused_and_the_digit_named() -> None:
    with pytest.raises(DataError, match="there are 0 of 8"):
        make_library(Dataset(TILES[LABELS != 8], LABELS[LABELS != 8]))


def _ends(library: Library) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The rows of the finest digits, and of the boldest."""
    return [pens[0] for pens in library.digits], [pens[-1] for pens in library.digits]


@pytest.mark.parametrize("seed", range(30))
def test_a_line_says_the_digits_written_in_it_from_left_to_right(
    seed: int, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[Line] = []

    class Remembered(Line):
        def __init__(self, width: int, start: float) -> None:
            super().__init__(width, start)
            lines.append(self)

    monkeypatch.setattr(handwriting, "Line", Remembered)
    ink, text = write_line(384, [library], chance(seed))
    (line,) = lines
    assert text == "".join(str(digit) for digit, _, _ in line.marks)
    assert ink.shape == (TALL, 384)
    assert ink.dtype == np.uint8
    for _, left, right in line.marks:
        assert 0 <= left < right <= 384
        assert (ink[:, left:right] > 90).any()
    middles = [left + right for _, left, right in line.marks]
    assert all(a < b for a, b in pairwise(middles))


def test_many_lines_are_full_of_digits_and_all_ten_come(library: Library) -> None:
    texts = [write_line(384, [library], chance(seed))[1] for seed in range(60)]
    assert set("".join(texts)) == set("0123456789")
    assert np.median([len(text) for text in texts]) >= 5


def test_the_same_chance_writes_the_same_and_another_differs(library: Library) -> None:
    (first, said), (again, repeated), (other, _) = (write_line(384, [library], chance(seed)) for seed in (4, 4, 5))
    assert said == repeated
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_writing_leaves_the_library_as_it_is(library: Library) -> None:
    before = library.images.copy()
    for seed in range(10):
        write_line(256, [library], chance(seed))
    np.testing.assert_array_equal(library.images, before)


def test_signs_between_digits_are_drawn_but_not_said() -> None:
    line = Line(200, 10.0)
    square = np.full((30, 20), 255, np.uint8)
    assert line.add(square, 10, 2.0, False, 7)
    assert line.add(square, 10, 2.0, False, None)
    assert line.add(square, 10, 2.0, False, 3)
    assert [digit for digit, _, _ in line.marks] == [7, 3]
    assert (line.ink.any(axis=0).astype(int)).sum() == 60


def test_a_sign_that_has_no_room_is_left_out() -> None:
    line = Line(60, 10.0)
    square = np.full((30, 20), 255, np.uint8)
    assert line.add(square, 10, 2.0, False, 7)
    assert not line.add(square, 10, 20.0, False, 3)
    assert not line.add(np.full((TALL + 1, 5), 255, np.uint8), 0, 0.0, False, 3)
    assert not line.add(np.zeros((30, 5), np.uint8), 0, 0.0, False, 3)
    assert line.marks == [(7, 12, 32)]
    assert line.ink.sum() == 30 * 20 * 255


def test_strokes_keep_their_distance_and_not_only_their_boxes() -> None:
    triangle = np.triu(np.full((30, 30), 255, np.uint8))  # its lower left is paper
    for upright, begins in ((True, 45), (False, 31)):
        line = Line(200, 10.0)
        line.add(np.tril(np.full((30, 30), 255, np.uint8)), 10, 0.0, False, 1)
        line.add(triangle, 10, 5.0, upright, 2)
        assert line.marks[1][1] <= begins
    assert line.marks[1][1] < 40  # beside its neighbour's slanting edge, inside its box


def test_a_hand_is_drawn_within_what_fits_the_line() -> None:
    hands = [draw_hand(3, chance(seed)) for seed in range(200)]
    assert all(isinstance(hand, Hand) and 26 <= hand.height <= 60 < TALL for hand in hands)
    assert {hand.library for hand in hands} == {0, 1, 2}
    assert all(0 <= hand.drawn <= 1 and hand.gap >= -0.09 * hand.height for hand in hands)
    assert {hand.drawn for hand in hands} == {0.0, 0.2, 1.0}


def test_a_sign_leans_to_the_right_at_its_top() -> None:
    bar = np.zeros((40, 10), np.uint8)
    bar[:, 3:7] = 255
    leaned = leaning(bar, 1.0, 1.0, 0.3, 0.0) > 127
    inked = np.flatnonzero(leaned.any(axis=1))
    top, bottom = (np.flatnonzero(leaned[row]).mean() for row in (inked[1], inked[-2]))
    assert top - bottom == pytest.approx(0.3 * 38, abs=2)


def test_a_tight_picture_ends_where_its_ink_does() -> None:
    picture = np.zeros((20, 30), np.uint8)
    picture[4:9, 7:20] = 200
    assert tight(picture).shape == (5, 13)
    assert tight(np.zeros((20, 30), np.uint8)).shape == (1, 1)
