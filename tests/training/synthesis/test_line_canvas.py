import numpy as np

from digitreader.training.synthesis.line_canvas import LineCanvas
from digitreader.training.synthesis.symbols import TALL


def test_signs_between_digits_are_drawn_but_not_said() -> None:
    line = LineCanvas(200, 10.0)
    square = np.full((30, 20), 255, np.uint8)
    assert line.add(square, 10, 2.0, False, 7)
    assert line.add(square, 10, 2.0, False, None)
    assert line.add(square, 10, 2.0, False, 3)
    assert [digit for digit, _, _ in line.marks] == [7, 3]
    assert (line.ink.any(axis=0).astype(int)).sum() == 60


def test_a_sign_that_has_no_room_is_left_out() -> None:
    line = LineCanvas(60, 10.0)
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
        line = LineCanvas(200, 10.0)
        line.add(np.tril(np.full((30, 30), 255, np.uint8)), 10, 0.0, False, 1)
        line.add(triangle, 10, 5.0, upright, 2)
        assert line.marks[1][1] <= begins
    assert line.marks[1][1] < 40  # beside its neighbour's slanting edge, inside its box


def test_every_pixel_knows_which_digit_it_belongs_to() -> None:
    line = LineCanvas(200, 10.0)
    square = np.full((30, 20), 255, np.uint8)
    line.add(square, 10, 2.0, False, 7)
    line.add(square, 10, 2.0, False, None)
    line.add(square, 10, 2.0, False, 7)
    (_, a, b), (_, c, d) = line.marks
    assert (line.owners[10:40, a:b] == 1).all()
    assert (line.owners[10:40, c:d] == 2).all()
    assert np.count_nonzero(line.owners) == 2 * square.size
