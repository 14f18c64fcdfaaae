"""A drawing as the page sees it."""

import numpy as np
from drawn import drawing_of, picture_of
from numpy.typing import NDArray

from digitreader.decision.line_recognizer import LineRecognizer, load_line_recognizer
from digitreader.recognition.classifier import CLASSES, NOT_A_DIGIT, Classifier
from digitreader.ui.draw.drawing_result import OUR_FAULT, read_drawn

CROSS = picture_of([[(60, 60), (160, 160)], [(160, 60), (60, 160)]])


def networks(classifier: Classifier) -> tuple[Classifier, LineRecognizer]:
    return classifier, load_line_recognizer()


def test_digits_come_with_their_tiles_and_shares(classifier: Classifier) -> None:
    look = read_drawn(drawing_of("42"), networks(classifier))
    assert [digit.read.value for digit in look.digits] == ["4", "2"]
    assert [int(np.argmax(digit.shares)) for digit in look.digits] == [4, 2]
    assert not any(digit.read.doubtful for digit in look.digits)
    assert look.correctable == look.digits
    assert look.whole is None


def test_the_same_strokes_have_the_same_key_whatever_stands_beside_them(classifier: Classifier) -> None:
    alone = read_drawn(drawing_of("4"), networks(classifier)).digits[0]
    first = read_drawn(drawing_of("42"), networks(classifier)).digits[0]
    other = read_drawn(drawing_of("7"), networks(classifier)).digits[0]
    assert alone.key == first.key != other.key


def test_a_drawing_without_digits_is_shown_as_a_whole(classifier: Classifier) -> None:
    look = read_drawn(CROSS, networks(classifier))
    assert look.digits == ()
    assert look.whole is not None
    assert look.whole.read.value == ""
    assert look.whole.maybe_nothing


def test_blank_paper_shows_nothing(classifier: Classifier) -> None:
    look = read_drawn(picture_of([]), networks(classifier))
    assert (look.correctable, look.error) == ((), "")


def test_a_digit_whose_tile_looks_like_none_is_doubtful() -> None:
    def nothing(pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        rows = np.full((len(pixels), CLASSES), 0.001, np.float32)
        rows[:, 4], rows[:, NOT_A_DIGIT] = 0.39, 0.6
        return rows

    line_reader = load_line_recognizer()
    look = read_drawn(drawing_of("4"), (nothing, line_reader))
    assert [digit.read.doubtful for digit in look.digits] == [True]
    assert look.digits[0].maybe_nothing


def test_what_is_no_picture_is_told_in_words(classifier: Classifier) -> None:
    assert "not a photo" in read_drawn(b"no picture", networks(classifier)).error


def test_a_fault_of_ours_is_told_without_its_inner_details() -> None:
    def broken(pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        raise RuntimeError("an inner detail")

    assert read_drawn(drawing_of("4"), (broken, load_line_recognizer())).error == OUR_FAULT
