"""What is handed to the voice: results and drawings as they were read, or as a person left them."""

from dataclasses import replace

import numpy as np
from readings import MakeReading

from digitreader.geometry import Box
from digitreader.output.marks import DigitResult
from digitreader.output.pictured import pictured
from digitreader.output.speech_text import sentences
from digitreader.ui.draw.drawing_result import DrawingResult, DrawnDigit
from digitreader.ui.draw.drawing_session import DrawingSession
from digitreader.ui.read.session_files import Entry
from digitreader.ui.speech import drawn_lines, entry_lines


def test_a_photo_is_spoken_as_read_with_its_doubts(make_reading: MakeReading) -> None:
    entry = Entry("key", ("a.jpg",), 1, result=pictured(make_reading("05", "18?")))
    assert sentences(entry_lines(entry)) == [
        "Line 1: zero, five.",
        "Line 2: one; second digit uncertain, eight or six.",
    ]


def test_a_checked_line_is_spoken_as_it_was_left_without_doubt(make_reading: MakeReading) -> None:
    entry = Entry("key", ("a.jpg",), 1, result=pictured(make_reading("05", "18?")))
    corrected = replace(entry, corrections={2: "183", 1: ""})
    assert sentences(entry_lines(corrected)) == ["Line 1: not a number.", "Line 2: one, eight, three."]


def test_a_photo_that_waits_has_nothing_to_say() -> None:
    assert sentences(entry_lines(Entry("key", ("a.jpg",), 1))) == ["No digits were found."]


def drawn(value: str, number: int) -> DrawnDigit:
    tile = np.full((28, 28), number / 10, np.float32)
    read = DigitResult(value, 0.6, True, (("1", 0.3),), Box(0, 0, 1, 1))
    return DrawnDigit(number, 1, number, read, tile, (0.0,) * 11)


def test_a_drawing_is_spoken_with_what_the_visitor_said_of_it() -> None:
    session, digits = DrawingSession(), (drawn("7", 1), drawn("4", 2), drawn("3", 3))
    session.take(["a"], b"742", lambda data: DrawingResult(digits))
    session.correct(digits[1], "9")
    session.correct(digits[2], "")  # no digit at all
    assert sentences(drawn_lines(session)) == ["First digit uncertain, seven or one; nine."]
