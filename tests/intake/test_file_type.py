"""What a file is, its first bytes say."""

import pytest

from digitreader.errors import UnknownFormat
from digitreader.intake.before_decoding import READERS
from digitreader.intake.file_type import PHOTO_FORMATS, PHOTO_LABELS, PHOTO_SUFFIXES, detect_file_type
from digitreader.intake.photo import open_photo


@pytest.mark.parametrize(
    ("start", "name"),
    [
        (b"RIFF\0\0\0\0WEBPVP8 ", "a WebP picture"),
        (b"\0\0\0\x1cftypavif\0\0\0\0mif1avif", "an AVIF picture"),
        (b"<?xml version='1.0'?><svg width='3'>", "an SVG drawing"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "a video"),
        (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", "a raw photo"),
        (b"PK\3\4", "a ZIP file"),
        (b"8BPS", "a Photoshop file"),
    ],
)
def test_what_else_is_sent_is_called_by_its_name(start: bytes, name: str) -> None:
    with pytest.raises(UnknownFormat, match=f"This is {name}, not a photo we can read. Save it as JPG or PNG"):
        open_photo(start + bytes(40))


def test_every_format_that_is_read_has_its_decoder_and_its_first_bytes() -> None:
    assert set(READERS) == {kind.name for kind in PHOTO_FORMATS}
    starts = {kind: kind.magic or b"\0\0\0\x18ftypheic" for kind in PHOTO_FORMATS}
    assert all(detect_file_type(start) == kind.name for kind, start in starts.items())


def test_the_formats_are_named_from_one_list() -> None:
    assert PHOTO_LABELS == "JPG, PNG or HEIC"
    assert PHOTO_SUFFIXES == ("jpg", "jpeg", "png", "heic", "heif")
