"""The board: what was drawn, the way back, and what the visitor says of it."""

from pathlib import Path

import numpy as np
import pytest

from digitreader.training.data.corrections import read_corrections
from digitreader.ui.draw.board import STEPS, Board
from digitreader.ui.draw.drawn import DrawnDigit, Look
from digitreader.ui.reader import SeenDigit


def digit(value: str, number: int = 1, line: int = 1, shade: float = 1.0) -> DrawnDigit:
    tile = np.zeros((28, 28), np.float32)
    tile[4:24, 10 + number] = shade
    shares = tuple(0.99 if str(sign) == value else 0.001 for sign in range(11))
    return DrawnDigit(SeenDigit(number, line, number, value, 0.99, (("1", 0.01),), False, b""), tile, shares)


def reads(text: str) -> Look:
    rows = [(value, line) for line, row in enumerate(text.split("\n"), 1) for value in row]
    return Look(tuple(digit(value, number, line) for number, (value, line) in enumerate(rows, 1)))


def look_at(data: bytes) -> Look:
    return reads(data.decode())


@pytest.fixture
def board() -> Board:
    """A board with two strokes, read as 7 and then as 71."""
    found = Board()
    found.take(["a"], b"7", look_at)
    found.take(["a", "b"], b"71", look_at)
    return found


def test_the_last_picture_is_what_is_read(board: Board) -> None:
    assert board.text == "71"
    assert board.drawing.count == 2


def test_the_same_picture_is_read_once(board: Board) -> None:
    seen: list[bytes] = []

    def count(data: bytes) -> Look:
        seen.append(data)
        return look_at(data)

    board.take(["a", "b", "c"], b"712", count)
    board.take(["a", "b", "c"], b"712", count)
    assert seen == [b"712"]


def test_undo_goes_back_stroke_by_stroke_and_has_the_field_redrawn(board: Board) -> None:
    before = board.start
    board.undo()
    assert board.text == "7"
    assert board.start["objects"] == ["a"]
    assert board.start != before
    board.undo()
    board.undo()
    assert board.text == ""
    assert len(board.past) == 1


def test_what_the_field_sends_back_after_undo_is_no_new_step(board: Board) -> None:
    board.undo()
    board.take(["a'"], b"7", look_at)
    assert len(board.past) == 2
    board.undo()
    assert board.text == ""


def test_what_the_field_sent_before_clear_is_not_taken_again(board: Board) -> None:
    board.clear()
    board.take(["a", "b"], b"71", look_at)
    assert board.text == ""
    board.undo()
    assert board.text == "71"


def test_an_empty_field_is_redrawn_when_it_is_cleared_again() -> None:
    board = Board()
    before = board.start
    board.clear()
    assert board.start != before
    assert len(board.past) == 1


def test_the_way_back_is_long_but_has_an_end() -> None:
    board = Board()
    for step in range(2 * STEPS):
        board.take([0] * (step + 1), b"%d" % step, look_at)
    assert len(board.past) == STEPS


def test_a_correction_changes_the_text_and_can_be_taken_back(board: Board) -> None:
    seven = board.look.digits[0]
    board.correct(seven, "1")
    assert board.text == "11"
    assert board.corrected == (seven,)
    assert seven.seen.value == "7"  # what was read is kept
    board.correct(seven, None)
    assert board.text == "71"
    assert board.corrected == ()


def test_what_is_said_to_be_no_digit_leaves_the_text(board: Board) -> None:
    board.correct(board.look.digits[1], "")
    assert board.text == "7"


def test_lines_stay_lines_and_an_empty_one_goes() -> None:
    board = Board()
    board.take(["a"], b"7\n12", look_at)
    assert board.text == "7\n12"
    board.correct(board.look.digits[0], "")
    assert board.text == "12"


def test_corrections_outlive_the_drawing_and_a_right_answer_may_be_confirmed(board: Board, tmp_path: Path) -> None:
    board.correct(board.look.digits[0], "1")
    board.correct(board.look.digits[1], "1")
    board.clear()
    board.take(["x"], b"", look_at)
    (tmp_path / "mine.zip").write_bytes(board.archive())
    assert read_corrections(tmp_path / "mine.zip").labels.tolist() == [1, 1]


def test_what_was_taken_for_no_digit_can_be_corrected() -> None:
    board = Board()
    whole = digit("")
    board.take(["a"], b"scribble", lambda data: Look(whole=whole))
    assert board.look.correctable == (whole,)
    board.correct(whole, "4")
    assert board.corrections[whole.key].label == "4"
