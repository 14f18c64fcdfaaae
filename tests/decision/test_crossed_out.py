"""What is crossed out is left out and told; digits that look a little like it stay."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from handwriting import EDGE, as_file, ink_of, photo_of, photographed

from digitreader.decision.crossed_out import agreed, find_crossed_out, leave_out
from digitreader.decision.line_recognizer import LineRecognizer, load_line_recognizer
from digitreader.geometry import Box
from digitreader.layout.components import Component
from digitreader.layout.lines import TextLine
from digitreader.numbers.alphabet import GAP
from digitreader.reading import read_photo
from digitreader.recognition.classifier import Classifier
from digitreader.recognition.digit import Digit, DigitLine
from digitreader.recognition.sign import Sign
from digitreader.recognition.tile import Tile
from digitreader.settings import Settings
from digitreader.settings.decision import CrossedSettings, DecisionSettings
from digitreader.training.synthesis.pen import draw_shape
from digitreader.training.synthesis.stroke_scribbles import draw_scribble

HEIGHT, STEP = 72, 65  # pixels of a digit, and from one to the next, as ink_of writes them
SETTINGS = CrossedSettings()
ON, OFF = Settings(), Settings(decision=DecisionSettings(crossed=replace(SETTINGS, bias=-99.0)))
BLOT, SLANTED, HATCHING = 1, 2, 12  # chances that scribble so
TILE = Tile(np.zeros((28, 28), np.float32))


@pytest.fixture(scope="module")
def line_recognizer() -> LineRecognizer:
    return load_line_recognizer()


def crossed(text: str, place: int, chance: int) -> bytes:
    """A photo of a line with a scribble over one of its digits."""
    ink = ink_of([text])
    left, top = (EDGE + place * STEP) / HEIGHT, EDGE / HEIGHT
    for stroke in draw_scribble((left, top, left + 0.75, top + 1), 1, np.random.default_rng(chance)):
        cv2.polylines(ink, [np.rint(stroke * HEIGHT).astype(np.int32)], False, 1.0, 5, cv2.LINE_AA)
    return as_file(photographed(ink))


@pytest.mark.parametrize(("chance", "unread"), [(BLOT, False), (SLANTED, True), (HATCHING, True)])
def test_a_crossed_out_digit_is_left_out_and_told_with_its_place(
    classifier: Classifier, line_recognizer: LineRecognizer, chance: int, unread: bool
) -> None:
    photo = crossed("40281", 2, chance)
    on, off = (read_photo(photo, classifier, settings, line_recognizer) for settings in (ON, OFF))
    assert on.text == "4081"
    (box,) = on.crossed_out
    assert abs(box.middle[0] - (EDGE + 2.5 * STEP)) < STEP / 4
    assert "crossed out" in on.advice[-1]
    assert (off.crossed_out, off.advice) == ((), ())
    assert (off.text == "4081") == unread


def with_bars() -> bytes:
    """Crossed 7s, slashed zeros and an 8, drawn with a pen."""
    rng = np.random.default_rng(3)
    sheet = np.zeros((200, 560), np.uint8)
    for k, value in enumerate("70808"):
        shape = draw_shape(value, 0, 80, 1.0, 6, rng)
        y, x = 50, 50 + 95 * k
        np.maximum(
            sheet[y : y + len(shape), x : x + shape.shape[1]],
            shape,
            out=sheet[y : y + len(shape), x : x + shape.shape[1]],
        )
        if value in "70":
            cv2.line(sheet, (x + 8, y + 52), (x + 55, y + (48 if value == "7" else 20)), 255, 5, cv2.LINE_AA)
    return as_file(photographed(sheet.astype(np.float32) / 255))


def test_crossed_7s_slashed_zeros_and_plain_digits_are_not_crossed_out(
    classifier: Classifier, line_recognizer: LineRecognizer
) -> None:
    for photo in (with_bars(), photo_of(["8888", "60096"])):
        reading = read_photo(photo, classifier, ON, line_recognizer)
        assert reading.crossed_out == ()
        assert len(reading.text) > 4


def set_aside(lines: tuple[DigitLine, ...], found: tuple[TextLine, ...]) -> tuple[tuple[DigitLine, ...], list[Box]]:
    boxes = find_crossed_out(lines, found, SETTINGS)
    return leave_out(lines, boxes, SETTINGS), list(boxes)


def line_of(*confidences: float, y: int = 0) -> tuple[DigitLine, TextLine]:
    """A line of digits of one width; where a confidence is below .5 the ink is solid, elsewhere a slender stroke."""
    digits, components = [], []
    for k, confidence in enumerate(confidences):
        box = Box(80 * k, y, 40, 40)
        mask = np.zeros((40, 40), bool)
        mask[:, slice(0, 40) if confidence < 0.5 else slice(18, 22)] = True
        digits.append(Digit(str(k), confidence, (), box, TILE, False))
        components.append(Component(box, mask))
    return DigitLine(tuple(digits)), TextLine(tuple(components))


def test_signs_and_gaps_close_up_over_what_is_left_out() -> None:
    read, found = line_of(0.99, 0.99, 0.2, 0.99)
    signs = tuple(
        Sign(character, place, Box(80 * place - 8, 0, 4, 4), 0.9, False, ())
        for character, place in ((GAP, 2), (GAP, 3), (",", 3))
    )
    (line,), (box,) = set_aside((replace(read, signs=signs),), (found,))
    assert line.written == "01 ,3"
    assert box.overlap(Box(160, 0, 40, 40)) > 0.9 * 40 * 40


def test_a_gap_before_what_is_left_out_at_the_end_goes_with_it() -> None:
    read, found = line_of(0.99, 0.99, 0.2)
    gap = Sign(GAP, 2, Box(152, 0, 4, 4), 0.9, False, ())
    (line,), _ = set_aside((replace(read, signs=(gap,)),), (found,))
    assert line.written == "01"


def test_a_line_of_which_nothing_is_left_is_no_line() -> None:
    (kept, above), (gone, below) = line_of(0.99, 0.99), line_of(0.2, y=100)
    lines, boxes = set_aside((kept, gone), (above, below))
    assert lines == (kept,)
    assert [box.y for box in boxes] == [100]


def test_where_blur_fills_all_digits_nothing_is_crossed_out() -> None:
    read, found = line_of(0.2, 0.3, 0.4)
    assert set_aside((read,), (found,)) == ((read,), [])


def test_a_sure_digit_is_never_crossed_out() -> None:
    read, found = line_of(0.99, 0.2)
    sure = replace(read, digits=tuple(replace(digit, confidence=0.97) for digit in read.digits))
    assert set_aside((sure,), (found,)) == ((sure,), [])


def test_ink_much_higher_than_the_digits_is_no_crossed_out_number() -> None:
    read, _ = line_of(0.99)
    bar = TextLine((Component(Box(100, 0, 60, 200), np.ones((200, 60), bool)),))
    assert set_aside((read,), (bar,)) == ((read,), [])


def test_where_nothing_was_read_nothing_is_crossed_out() -> None:
    _, found = line_of(0.2)
    assert set_aside((), (found,)) == ((), [])


def test_only_what_all_readings_of_a_photo_find_is_crossed_out() -> None:
    here, beside, elsewhere = Box(0, 0, 40, 40), Box(20, 0, 40, 40), Box(200, 0, 40, 40)
    assert agreed([here, elsewhere], [[here, elsewhere], [beside]]) == (here,)
    assert agreed([here], [[here], []]) == ()
