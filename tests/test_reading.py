import cv2
import numpy as np
import pytest
from handwriting import (
    as_file,
    digits,
    glyph,
    ink_of,
    light_from_the_left,
    photo_of,
    photographed,
    ruled,
    with_a_shadow,
)

from digitreader.errors import ReadError
from digitreader.reading import read_photo
from digitreader.recognition.classifier import Classifier
from digitreader.recognition.tile import normalise
from digitreader.settings import Settings
from digitreader.settings.decision import DecisionSettings, DoubtSettings

LINES = ["0522", "13649", "78"]


def test_one_line_is_read(classifier: Classifier) -> None:
    assert read_photo(photo_of(["0123456789"]), classifier).text == "0123456789"


def test_several_lines_are_read_from_top_to_bottom(classifier: Classifier) -> None:
    reading = read_photo(photo_of(LINES), classifier)
    assert [line.text for line in reading.lines] == LINES
    assert reading.text == "0522\n13649\n78"
    assert reading.advice == ()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_photo_of_either_format_is_read(classifier: Classifier, kind: str) -> None:
    assert read_photo(as_file(photographed(ink_of(LINES)), kind), classifier).text == "\n".join(LINES)


@pytest.mark.parametrize("height", [32, 120, 240])
def test_small_and_large_writing_is_read(classifier: Classifier, height: int) -> None:
    assert read_photo(photo_of(["90432"], height), classifier).text == "90432"


def test_light_falling_off_by_half_is_read_through(classifier: Classifier) -> None:
    ink = ink_of(LINES)
    data = as_file(photographed(0.8 * ink, light_from_the_left(ink.shape), 0.0))
    assert read_photo(data, classifier).text == "\n".join(LINES)


def test_a_shadow_across_the_writing_is_read_through(classifier: Classifier) -> None:
    ink = ink_of(LINES)
    data = as_file(photographed(0.8 * ink, with_a_shadow(ink.shape), 0.0))
    assert read_photo(data, classifier).text == "\n".join(LINES)


def test_chalk_on_a_blackboard_is_read(classifier: Classifier) -> None:
    assert read_photo(as_file(photographed(ink_of(LINES), 30.0, 210.0)), classifier).text == "\n".join(LINES)


@pytest.mark.parametrize("slope", [0.0, 0.03])
def test_writing_on_ruled_paper_is_read(classifier: Classifier, slope: float) -> None:
    ink = ink_of(LINES)
    data = as_file(photographed(ink, ruled(ink.shape, slope=slope)))
    assert read_photo(data, classifier).text == "\n".join(LINES)


def test_transparent_paper_is_read_as_white(classifier: Classifier) -> None:
    ink = ink_of(["40281"])
    pixels = np.zeros((*ink.shape, 4), np.uint8)
    pixels[..., 3] = np.rint(ink * 255)
    assert read_photo(as_file(pixels), classifier).text == "40281"


def test_a_photo_taken_sideways_is_read_upright(classifier: Classifier) -> None:
    grey = photographed(ink_of(LINES))
    sideways = np.ascontiguousarray(np.rot90(grey))  # the camera noted 6: turn it clockwise to set it upright
    exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"
    reading = read_photo(as_file(sideways, exif=exif), classifier)
    assert reading.text == "\n".join(LINES)
    assert reading.photo.size == grey.shape[::-1]


BLANKS = {
    "white": np.full((600, 800), 255, np.uint8),
    "paper": photographed(np.zeros((600, 800), np.float32)),
    "ruled": photographed(np.zeros((600, 800), np.float32), ruled((600, 800))),
    "shadow": photographed(np.zeros((600, 800), np.float32), with_a_shadow((600, 800))),
    "black": np.zeros((600, 800), np.uint8),
}


@pytest.mark.parametrize("name", list(BLANKS))
def test_a_blank_page_reads_as_nothing_and_advice_is_given(classifier: Classifier, name: str) -> None:
    reading = read_photo(as_file(BLANKS[name]), classifier)
    assert reading.text == ""
    assert reading.lines == ()
    assert reading.digits == ()
    assert len(reading.advice) == 1
    assert "No digits were found" in reading.advice[0]


def test_specks_beside_the_writing_are_left_out(classifier: Classifier) -> None:
    ink = ink_of(LINES)
    for x, y in ((30, 30), (350, 180), (500, 330), (580, 90)):
        cv2.circle(ink, (x, y), 5, 1.0, -1, cv2.LINE_AA)
    assert read_photo(as_file(photographed(ink)), classifier).text == "\n".join(LINES)


def test_dashes_between_digits_are_left_out(classifier: Classifier) -> None:
    ink = ink_of(["046 2731"])
    x = 60 + 3 * 65
    cv2.line(ink, (x + 14, 96), (x + 52, 96), 1.0, 6, cv2.LINE_AA)
    assert read_photo(as_file(photographed(ink)), classifier).text == "0462731"


def test_a_space_within_a_line_is_no_end_of_it(classifier: Classifier) -> None:
    assert read_photo(photo_of(["046 2731"]), classifier).text == "0462731"


def test_leading_zeros_are_kept(classifier: Classifier) -> None:
    assert read_photo(photo_of(["00070"]), classifier).text == "00070"


def test_every_box_lies_where_its_digit_was_written(classifier: Classifier) -> None:
    reading = read_photo(photo_of(LINES), classifier)
    for row, line in enumerate(reading.lines):
        for column, digit in enumerate(line.digits):
            x, y, width, height = reading.photo.to_original(digit.box)
            cell_x, cell_y = 60 + column * 65, 60 + row * 144
            assert cell_x - 3 <= x < x + width <= cell_x + 75
            assert cell_y - 3 <= y < y + height <= cell_y + 75


def test_boxes_of_a_large_photo_are_given_in_its_own_pixels(classifier: Classifier) -> None:
    grey = cv2.resize(photographed(ink_of(["40281"])), None, fx=8, fy=8, interpolation=cv2.INTER_CUBIC)
    reading = read_photo(as_file(grey, "JPEG"), classifier)
    assert reading.text == "40281"
    assert reading.photo.scale < 1
    x, y, width, height = reading.photo.to_original(reading.lines[0].box)
    assert 8 * 57 <= x < x + width <= 8 * (60 + 5 * 65 + 10)
    assert 8 * 57 <= y < y + height <= 8 * 135


def test_reading_the_same_bytes_twice_gives_the_same(classifier: Classifier) -> None:
    data = photo_of(["40281"])
    first, second = (read_photo(data, classifier) for _ in range(2))
    assert [d.confidence for d in first.digits] == [d.confidence for d in second.digits]
    assert [d.box for d in first.digits] == [d.box for d in second.digits]


def test_the_settings_given_are_the_ones_used(classifier: Classifier) -> None:
    reading = read_photo(
        photo_of(["40281"]), classifier, Settings(decision=DecisionSettings(doubt=DoubtSettings(digit_below=1.01)))
    )
    assert reading.doubts == len(reading.digits) == 5


def test_a_network_that_sees_no_digit_gives_an_empty_reading() -> None:
    def never(tiles: np.ndarray) -> np.ndarray:
        return np.eye(11, dtype=np.float32)[np.full(len(tiles), 10)]

    reading = read_photo(photo_of(["40281"]), never)
    assert reading.lines == ()
    assert reading.advice


def test_what_is_no_photo_is_refused(classifier: Classifier) -> None:
    with pytest.raises(ReadError, match="JPG or PNG"):
        read_photo(b"40281", classifier)


def test_a_lines_box_surrounds_its_digits(classifier: Classifier) -> None:
    line = read_photo(photo_of(["402"]), classifier).lines[0]
    x, y, width, height = line.box
    for left, top, w, h in (digit.box for digit in line.digits):
        assert x <= left
        assert y <= top
        assert left + w <= x + width
        assert top + h <= y + height


def test_most_of_a_foreign_set_of_handwriting_is_recognised(classifier: Classifier) -> None:
    numbers = range(len(digits()[1]))
    tiles = np.stack([normalise(glyph(number, 40)) for number in numbers])
    answers = np.concatenate([classifier(tiles[i : i + 200]) for i in range(0, len(tiles), 200)]).argmax(axis=1)
    assert (answers == digits()[1]).mean() > 0.9


def test_an_empty_reading_has_no_text(classifier: Classifier) -> None:
    reading = read_photo(as_file(BLANKS["white"]), classifier)
    assert (reading.text, reading.digits, reading.doubts) == ("", (), 0)


def test_a_digit_among_mostly_other_ink_is_not_believed(classifier: Classifier) -> None:
    sheet = ink_of(["7"], height=40)
    sheet = np.pad(sheet, ((0, 400), (0, 600)))
    rng = np.random.default_rng(1)
    for _ in range(60):  # leaves
        x, y = int(rng.integers(150, sheet.shape[1] - 60)), int(rng.integers(150, sheet.shape[0] - 60))
        cv2.ellipse(sheet, (x, y), (26, 16), float(rng.uniform(0, 180)), 0, 360, 1.0, -1)
    reading = read_photo(as_file(photographed(sheet)), classifier)
    assert reading.lines == ()
    assert reading.advice
