"""The session: what was drawn, the way back, and what the visitor says of it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from results import SOMEWHERE
from results import digit as digit_of

from digitreader.output.marks import SignResult
from digitreader.output.speech_text import sentences
from digitreader.training.data.corrections import read_corrections
from digitreader.ui.draw.drawing_result import DrawingResult, DrawnDigit
from digitreader.ui.draw.drawing_session import STEPS, DrawingSession
from digitreader.ui.speech import drawn_lines


def digit(value: str, number: int = 1, line: int = 1, shade: float = 1.0) -> DrawnDigit:
    tile = np.zeros((28, 28), np.float32)
    tile[4:24, 10 + number] = shade
    shares = tuple(0.99 if str(sign) == value else 0.001 for sign in range(11))
    return DrawnDigit(number, line, number, digit_of(value), tile, shares)


def reads(text: str) -> DrawingResult:
    rows = [(value, line) for line, row in enumerate(text.split("\n"), 1) for value in row]
    return DrawingResult(tuple(digit(value, number, line) for number, (value, line) in enumerate(rows, 1)))


def read_drawn(data: bytes) -> DrawingResult:
    return reads(data.decode())


@pytest.fixture
def session() -> DrawingSession:
    """A session with two strokes, read as 7 and then as 71."""
    found = DrawingSession()
    found.take(["a"], b"7", read_drawn)
    found.take(["a", "b"], b"71", read_drawn)
    return found


def test_the_last_picture_is_what_is_read(session: DrawingSession) -> None:
    assert session.text == "71"
    assert session.drawing.count == 2


def test_the_same_picture_is_read_once(session: DrawingSession) -> None:
    seen: list[bytes] = []

    def count(data: bytes) -> DrawingResult:
        seen.append(data)
        return read_drawn(data)

    session.take(["a", "b", "c"], b"712", count)
    session.take(["a", "b", "c"], b"712", count)
    assert seen == [b"712"]


def test_undo_goes_back_stroke_by_stroke_and_has_the_field_redrawn(session: DrawingSession) -> None:
    before = session.start
    session.undo()
    assert session.text == "7"
    assert session.start["objects"] == ["a"]
    assert session.start != before
    session.undo()
    session.undo()
    assert session.text == ""
    assert len(session.past) == 1


def test_what_the_field_sends_back_after_undo_is_no_new_step(session: DrawingSession) -> None:
    session.undo()
    session.take(["a'"], b"7", read_drawn)
    assert len(session.past) == 2
    session.undo()
    assert session.text == ""


def test_what_the_field_sent_before_clear_is_not_taken_again(session: DrawingSession) -> None:
    session.clear()
    session.take(["a", "b"], b"71", read_drawn)
    assert session.text == ""
    session.undo()
    assert session.text == "71"


def test_an_empty_field_is_redrawn_when_it_is_cleared_again() -> None:
    session = DrawingSession()
    before = session.start
    session.clear()
    assert session.start != before
    assert len(session.past) == 1


def test_the_way_back_is_long_but_has_an_end() -> None:
    session = DrawingSession()
    for step in range(2 * STEPS):
        session.take([0] * (step + 1), b"%d" % step, read_drawn)
    assert len(session.past) == STEPS


def test_a_correction_changes_the_text_and_can_be_taken_back(session: DrawingSession) -> None:
    seven = session.result.digits[0]
    session.correct(seven, "1")
    assert session.text == "11"
    assert session.corrected == (seven,)
    assert seven.read.value == "7"  # what was read is kept
    session.correct(seven, None)
    assert session.text == "71"
    assert session.corrected == ()


def test_what_is_said_to_be_no_digit_leaves_the_text(session: DrawingSession) -> None:
    session.correct(session.result.digits[1], "")
    assert session.text == "7"


def test_lines_stay_lines_and_an_empty_one_goes() -> None:
    session = DrawingSession()
    session.take(["a"], b"7\n12", read_drawn)
    assert session.text == "7\n12"
    session.correct(session.result.digits[0], "")
    assert session.text == "12"


def test_corrections_outlive_the_drawing_and_a_right_answer_may_be_confirmed(
    session: DrawingSession, tmp_path: Path
) -> None:
    session.correct(session.result.digits[0], "1")
    session.correct(session.result.digits[1], "1")
    session.clear()
    session.take(["x"], b"", read_drawn)
    (tmp_path / "mine.zip").write_bytes(session.archive())
    assert read_corrections(tmp_path / "mine.zip").labels.tolist() == [1, 1]


def test_what_was_taken_for_no_digit_can_be_corrected() -> None:
    session = DrawingSession()
    whole = digit("")
    session.take(["a"], b"scribble", lambda data: DrawingResult(whole=whole))
    assert session.result.correctable == (whole,)
    session.correct(whole, "4")
    assert session.corrections[whole.key].label == "4"


def test_signs_stand_among_the_drawn_digits_and_stay_where_one_is_corrected() -> None:
    session, point = DrawingSession(), SignResult(".", 1, 0.9, False, (), SOMEWHERE)
    session.take(["a"], b"75", lambda data: replace(reads("75"), signs=((point,),)))
    assert session.text == "7.5"
    session.correct(session.result.digits[0], "1")
    assert session.text == "1.5"
    assert sentences(drawn_lines(session)) == ["One, point, five."]
    session.correct(session.result.digits[0], "")
    session.correct(session.result.digits[1], "")
    assert session.text == ""
    assert drawn_lines(session) == []
