"""The photo with numbered boxes."""

from dataclasses import replace

import numpy as np
import pytest

from digitreader.geometry import Box
from digitreader.layout.ink import Ink
from digitreader.output.line_picture import line_picture, plain_line
from digitreader.output.picture import DOUBTFUL, SURE, annotate, label_height


def _is(picture, colour):
    return (picture == colour).all(axis=2)


def test_the_picture_has_the_photos_size_and_the_photo_stays_as_it_was(make_reading):
    reading = make_reading("123", "45?")
    before = reading.photo.rgb.copy()
    picture = annotate(reading)
    assert picture.shape == reading.photo.rgb.shape
    assert picture.dtype == np.uint8
    assert np.array_equal(reading.photo.rgb, before)
    assert not np.shares_memory(picture, reading.photo.rgb)


def test_a_photo_without_digits_is_shown_as_it_is(make_reading):
    reading = make_reading()
    assert np.array_equal(annotate(reading), reading.photo.rgb)


def test_each_digit_has_a_box_around_it_and_its_ink_stays_uncovered(make_reading):
    reading = make_reading("123")
    picture = annotate(reading)
    for digit in reading.digits:
        x, y, width, height = digit.box
        assert (picture[y : y + height, x : x + width] == reading.photo.rgb[y : y + height, x : x + width]).all()
        around = picture[y - 6 : y + height + 6, x - 6 : x + width + 6]
        assert _is(around, SURE).sum() > 2 * (width + height)


def test_a_doubtful_digit_differs_by_dashes_and_not_by_colour_alone(make_reading):
    sure, doubtful = annotate(make_reading("1", height=200)), annotate(make_reading("1?", height=200))
    x, y, _, height = make_reading("1", height=200).digits[0].box
    side = np.s_[y : y + height, x - 5 : x]
    assert _is(sure[side], SURE).any(axis=1).all()
    assert 0.3 < _is(doubtful[side], DOUBTFUL).any(axis=1).mean() < 0.8


def test_a_doubtful_digits_number_is_wider_by_a_question_mark(make_reading):
    def plate(text, colour):
        picture = annotate(make_reading(text, height=200))
        top = make_reading(text, height=200).digits[0].box.y
        return np.flatnonzero(_is(picture[: top - 6], colour).any(axis=0)).size

    assert plate("1?", DOUBTFUL) > 1.3 * plate("1", SURE)


@pytest.mark.parametrize("paper", [0, 128, 255])
def test_boxes_show_on_dark_and_on_light_paper(make_reading, paper):
    picture = annotate(make_reading("5", paper=paper)).astype(int)
    assert np.abs(picture.mean(axis=2) - paper).max() > 90


def test_labels_stay_inside_the_smallest_and_the_most_crowded_picture(make_reading):
    assert annotate(make_reading("1?", height=3)).shape == (9, 6, 3)
    assert annotate(make_reading(*["12345?67890"] * 12, height=24)).shape == (600, 264, 3)


def test_labels_grow_with_the_photo_and_with_the_digits(make_reading):
    digits = make_reading("1", height=50).digits
    assert label_height(digits, 200) < label_height(digits, 2000)
    assert label_height(digits, 1000) < label_height(make_reading("1", height=90).digits, 1000)


def test_a_line_is_cut_out_with_room_around_it_and_its_doubts_are_framed(make_reading):
    reading = make_reading("05", "18?3")
    before = reading.photo.rgb.copy()
    sure, doubtful = (line_picture(reading, line) for line in reading.lines)
    height = reading.lines[0].box.height
    assert height < sure.shape[0] < 2 * height
    assert (sure == 230).all()  # nothing but paper: sure digits are not framed
    framed = np.flatnonzero((doubtful == DOUBTFUL).all(axis=2).any(axis=0))
    x, _, _, _ = reading.lines[1].box
    left, _, width, _ = reading.lines[1].digits[1].box
    margin = (doubtful.shape[1] - reading.lines[1].box.width) // 2
    assert abs(framed.mean() - (left - x + margin + width / 2)) < width / 4
    assert (reading.photo.rgb == before).all()


def test_a_line_to_read_again_shows_no_digit_of_its_neighbours(make_reading):
    reading = make_reading("1?23", "456", height=60)
    reading.photo.grey[:] = 230
    for digit in reading.digits:
        reading.photo.grey[digit.box.slices] = 40
    near = replace(reading.lines[1].digits[0], box=reading.lines[1].digits[0].box.moved(0, -50))
    lines = (reading.lines[0], replace(reading.lines[1], digits=(near,)))
    reading.photo.grey[near.box.slices] = 40
    alone = plain_line(replace(reading, ink=Ink(reading.photo.grey < 100, reading.ink.darkness), lines=lines), lines[0])
    width, height = lines[0].box[2:]
    assert (alone == 40).sum() == sum(digit.box.width * digit.box.height for digit in lines[0].digits)
    assert alone.shape[0] > height
    assert alone.shape[1] > width


def test_a_line_is_cut_out_with_its_signs_and_doubtful_ones_are_framed(make_reading):
    reading = make_reading("75-?")
    picture = line_picture(reading, reading.lines[0])
    assert picture.shape[1] > reading.lines[0].signs[0].box.right - reading.lines[0].box.x
    assert (picture == DOUBTFUL).all(axis=2).any()
    assert (annotate(reading) == DOUBTFUL).all(axis=2).any()


def test_what_is_crossed_out_is_framed(make_reading):
    reading = replace(make_reading("75"), crossed_out=(Box(20, 90, 30, 40),))
    assert not (annotate(make_reading("75")) == DOUBTFUL).all(axis=2).any()
    assert (annotate(reading) == DOUBTFUL).all(axis=2).any()
