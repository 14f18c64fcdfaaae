"""What cameras write as a JPEG is read, and rare kinds are refused by name."""

import numpy as np
import odd_jpegs
import pytest
from photo_files import AS_IT_IS, BLUE, GREEN, RED, WHITE, corners, file_of, quarters, with_orientation
from PIL import Image

from digitreader.errors import TooLarge, UnknownFormat
from digitreader.intake.jpeg import jpeg_header
from digitreader.intake.photo import open_photo


def test_a_cmyk_jpeg_is_not_read_inverted() -> None:
    image = Image.new("CMYK", (32, 32), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (8, 8, 24, 24))
    photo = open_photo(file_of(image, "JPEG", quality=95), AS_IT_IS)
    assert photo.grey[2, 2] > 240
    assert photo.grey[16, 16] < 15


def test_the_two_pictures_in_a_phones_mpo_are_read_as_the_first() -> None:
    first, second = quarters(), Image.new("RGB", (64, 32), "black")
    data = file_of(first, "MPO", save_all=True, append_images=[second], quality=95)
    assert np.abs(np.array(corners(open_photo(data, AS_IT_IS))) - [RED, GREEN, BLUE, WHITE]).max() < 12


def test_a_jpeg_of_too_many_scans_is_refused_with_their_number() -> None:
    scans = odd_jpegs.scan((1,), 1, 63) * 65
    data = odd_jpegs.SOI + odd_jpegs.frame(0xC2, 64, 64) + scans + odd_jpegs.EOI
    with pytest.raises(TooLarge, match="goes over its picture 65 times"):
        open_photo(data)


@pytest.mark.parametrize(
    ("marker", "bits", "said"), [(0xC1, 12, "12 bits"), (0xC3, 8, "lossless"), (0xF7, 8, "lossless")]
)
def test_a_rare_kind_of_jpeg_is_told_what_it_is(marker: int, bits: int, said: str) -> None:
    data = odd_jpegs.SOI + odd_jpegs.frame(marker, 64, 64, bits=bits) + odd_jpegs.scan() + bytes(9) + odd_jpegs.EOI
    with pytest.raises(UnknownFormat, match=rf"rare kind of JPEG \({said}.*save it as an ordinary JPG"):
        open_photo(data)


def test_nothing_but_what_a_decoder_needs_reaches_it() -> None:
    data = file_of(quarters(), "JPEG", exif=with_orientation(6), comment=b"secret", icc_profile=b"secret")
    assert b"secret" in data
    assert b"secret" not in jpeg_header(data + b"secret").sanitized
