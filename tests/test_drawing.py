"""Drawings: what the screen drew is read as it is."""

import numpy as np
import pytest
from drawn import drawing_of, picture_of, strokes_of

from digitreader.drawing import Drawn, drawn_ink, read_drawing
from digitreader.errors import ReadError
from digitreader.intake.photo import open_photo
from digitreader.recognition.classifier import NOT_A_DIGIT, Classifier
from digitreader.settings.ink import InkSettings

BLANK = picture_of([])


@pytest.mark.parametrize("value", list("0123456789"))
def test_every_digit_is_read_alone_and_its_tile_looks_like_it(classifier: Classifier, value: str) -> None:
    found = read_drawing(drawing_of(value), classifier)
    assert found.reading.text == value
    assert found.shares[0].argmax() == int(value)


def test_several_digits_are_read_as_a_line_with_a_row_of_shares_each(classifier: Classifier) -> None:
    found = read_drawing(drawing_of("712"), classifier)
    assert found.reading.text == "712"
    assert found.shares.argmax(axis=1).tolist() == [7, 1, 2]
    assert np.allclose(found.shares.sum(axis=1), 1, atol=1e-4)
    assert [tile.pixels.shape for tile in found.tiles] == [(28, 28)] * 3


def test_two_lines_are_read_one_below_the_other(classifier: Classifier) -> None:
    strokes = strokes_of("42", top=20, height=80) + strokes_of("17", top=140, height=80)
    assert read_drawing(picture_of(strokes), classifier).reading.text == "42\n17"


def test_transparent_paper_reads_like_white_paper(classifier: Classifier) -> None:
    on_white = read_drawing(picture_of(strokes_of("63")), classifier)
    on_nothing = read_drawing(picture_of(strokes_of("63"), clear=True), classifier)
    assert on_nothing.reading.text == on_white.reading.text == "63"
    assert np.abs(on_nothing.shares - on_white.shares).max() < 0.01


@pytest.mark.parametrize("clear", [True, False])
def test_blank_paper_reads_as_nothing(classifier: Classifier, clear: bool) -> None:
    found = read_drawing(picture_of([], clear=clear), classifier)
    assert found.reading.text == ""
    assert found.tiles == ()
    assert found.shares.shape == (0, 11)


def test_a_drawing_without_digits_is_one_tile_that_is_no_digit(classifier: Classifier) -> None:
    cross = [[(60.0, 60.0), (160.0, 160.0)], [(160.0, 60.0), (60.0, 160.0)]]
    found = read_drawing(picture_of(cross), classifier)
    assert found.reading.text == ""
    assert len(found.tiles) == 1
    assert found.shares[0].argmax() == NOT_A_DIGIT


def test_ink_is_what_is_at_least_half_as_dark_as_the_darkest() -> None:
    ink = drawn_ink(open_photo(drawing_of("1")), InkSettings())
    assert ink.darkness.min() == 0
    assert ink.darkness[ink.mask].min() > 0.5 * ink.darkness.max()
    assert 0.01 < ink.mask.mean() < 0.05


def test_bytes_that_are_no_picture_are_refused_in_words(classifier: Classifier) -> None:
    with pytest.raises(ReadError, match="not a photo"):
        read_drawing(b"no picture", classifier)


def test_shares_belong_to_the_tiles(classifier: Classifier) -> None:
    found = read_drawing(BLANK, classifier)
    with pytest.raises(ValueError, match="for 0 tiles"):
        Drawn(found.reading, (), np.zeros((1, 11), np.float32))
