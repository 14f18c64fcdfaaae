"""Pages with their pictures."""

import io

from PIL import Image
from readings import MakeReading

from digitreader.output.encoded import LINE_HEIGHT, LINE_WIDTH, PHOTO_SIDE
from digitreader.output.pictured import pictured, unread


def size_of(jpeg: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(jpeg)) as image:
        return image.size


def test_a_page_has_a_crop_for_each_line_and_a_tile_for_each_digit(make_reading: MakeReading) -> None:
    found = pictured(make_reading("0522", "18?", scale=0.5), "4f4213f71496")
    assert [size_of(crop)[1] for crop in found.crops] == [LINE_HEIGHT] * 2
    assert [len(line) for line in found.tiles] == [4, 2]
    assert found.page.digits[0].box == (60, 120, 60, 120)  # of the photo as it was sent
    assert found.model == "4f4213f71496"
    assert len(found.lines) == 2


def test_no_picture_is_larger_than_a_screen_shows(make_reading: MakeReading) -> None:
    found = pictured(make_reading("1" * 40))
    assert size_of(found.picture)[0] == PHOTO_SIDE
    assert size_of(found.crops[0])[0] == LINE_WIDTH


def test_what_could_not_be_read_has_a_reason_and_no_pictures() -> None:
    assert unread("Too dark.").error == unread("Too dark.").page.error == "Too dark."
    assert unread("Too dark.").picture == b""
