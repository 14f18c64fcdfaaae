"""What is no photo, or would cost too much, is refused before it is decoded."""

import numpy as np
import pytest
from handwriting import as_file
from photo_files import file_of, png_header, quarters

from digitreader.errors import EmptyUpload, TooLarge, TooSmall, UnknownFormat
from digitreader.intake.file_type import JPEG
from digitreader.intake.photo import open_photo


def test_an_empty_upload_says_so() -> None:
    with pytest.raises(EmptyUpload, match="empty"):
        open_photo(b"")


@pytest.mark.parametrize(("kind", "name"), [("GIF", "a GIF"), ("BMP", "a BMP"), ("TIFF", "a TIFF"), ("PDF", "a PDF")])
def test_another_format_is_named_and_a_way_out_is_given(kind: str, name: str) -> None:
    with pytest.raises(UnknownFormat, match=f"This is {name}.*Save it as JPG or PNG"):
        open_photo(file_of(quarters(), kind))


def test_what_is_no_picture_is_refused_with_a_way_out() -> None:
    with pytest.raises(UnknownFormat, match=r"not a photo.*JPG or PNG"):
        open_photo(b"Dear reader, 42.")


def test_a_picture_is_known_by_its_bytes_not_its_name() -> None:
    with pytest.raises(UnknownFormat):
        open_photo(b"photo.jpg" + file_of(quarters(), "JPEG"))


def test_too_many_pixels_are_refused_before_they_are_decoded() -> None:
    with pytest.raises(TooLarge, match=r"10000 x 9000.*89 million"):
        open_photo(png_header(10_000, 9_000))


def test_a_decompression_bomb_is_called_too_large_not_damaged() -> None:
    with pytest.raises(TooLarge, match="Save it smaller"):
        open_photo(png_header(30_000, 30_000))


def test_too_long_a_side_is_refused() -> None:
    with pytest.raises(TooLarge, match="20000 x 100"):
        open_photo(png_header(20_000, 100))


def test_too_many_bytes_are_refused_with_both_sizes() -> None:
    with pytest.raises(TooLarge, match="21 MB; at most 20 MB"):
        open_photo(JPEG.magic + bytes(21_000_000))


def test_too_small_a_picture_is_refused_with_the_size_it_needs() -> None:
    with pytest.raises(TooSmall, match=r"only 64 x 7.*at least 8"):
        open_photo(as_file(np.zeros((7, 64), np.uint8)))


@pytest.mark.parametrize("shape", [(8, 16_000), (16_000, 8)])
def test_a_strip_too_narrow_to_be_read_is_refused(shape: tuple[int, int]) -> None:
    with pytest.raises(TooSmall, match="long and narrow"):
        open_photo(as_file(np.full(shape, 255, np.uint8)))


def test_the_smallest_picture_is_accepted() -> None:
    assert open_photo(as_file(np.zeros((8, 8), np.uint8))).size == (8, 8)
