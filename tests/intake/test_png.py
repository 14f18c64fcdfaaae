"""PNGs are read without what a decoder does not need."""

import pytest
from photo_files import AS_IT_IS, BLUE, GREEN, RED, WHITE, corners, file_of, png_header, quarters
from PIL import Image

from digitreader.errors import DamagedPhoto, TooLarge
from digitreader.intake.photo import open_photo


def test_a_large_picture_with_alpha_is_refused_by_its_header() -> None:
    with pytest.raises(TooLarge, match=r"7071 x 7071.*more than can be read in its format"):
        open_photo(png_header(7_071, 7_071, 8, 6))


def test_a_bad_colour_profile_does_not_make_a_sound_png_damaged() -> None:
    data = file_of(quarters(), icc_profile=b"no profile at all")
    at = data.index(b"iCCP") + 4
    spoilt = data[:at] + b"\0\0\x09" + data[at + 3 :]
    assert corners(open_photo(spoilt, AS_IT_IS)) == [RED, GREEN, BLUE, WHITE]


def test_a_png_whose_pixels_were_changed_on_the_way_is_called_damaged() -> None:
    data = bytearray(file_of(quarters()))
    data[data.index(b"IDAT") + 12] ^= 1
    with pytest.raises(DamagedPhoto):
        open_photo(bytes(data))


def test_an_animations_first_picture_is_read() -> None:
    data = file_of(quarters(), save_all=True, append_images=[Image.new("RGB", (64, 32), "black")])
    assert corners(open_photo(data, AS_IT_IS)) == [RED, GREEN, BLUE, WHITE]
