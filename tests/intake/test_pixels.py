"""Pixels of every kind become RGB on white paper."""

import io
import struct
import zlib

import numpy as np
import odd_pngs
import pytest
from fuzz.seeds import png_chunk
from handwriting import as_file
from photo_files import AS_IT_IS, file_of, with_orientation
from PIL import Image, ImageOps

from digitreader.intake.file_type import PNG
from digitreader.intake.photo import open_photo


def test_transparency_is_seen_as_white_paper() -> None:
    pixels = np.zeros((20, 20, 4), np.uint8)  # black ink, transparent but for one square
    pixels[5:15, 5:15, 3] = 255
    photo = open_photo(file_of(Image.fromarray(pixels)), AS_IT_IS)
    assert photo.grey[0, 0] == 255
    assert photo.grey[10, 10] == 0


def test_half_transparent_ink_is_half_as_dark() -> None:
    pixels = np.zeros((20, 20, 4), np.uint8)
    pixels[..., 3] = 128
    assert int(open_photo(file_of(Image.fromarray(pixels)), AS_IT_IS).grey[10, 10]) == pytest.approx(127, abs=2)


def test_grey_with_alpha_is_seen_on_white() -> None:
    pixels = np.zeros((20, 20, 2), np.uint8)
    pixels[5:15, 5:15, 1] = 255
    photo = open_photo(file_of(Image.fromarray(pixels)), AS_IT_IS)
    assert (photo.grey[0, 0], photo.grey[10, 10]) == (255, 0)


def test_a_transparent_palette_colour_is_seen_on_white() -> None:
    image = Image.new("P", (20, 20), 0)
    image.putpalette([0, 0, 0, 10, 20, 30])
    image.paste(1, (5, 5, 15, 15))
    photo = open_photo(file_of(image, transparency=0), AS_IT_IS)
    assert photo.grey[0, 0] == 255
    assert tuple(photo.rgb[10, 10]) == (10, 20, 30)


def test_a_palette_is_looked_up() -> None:
    image = Image.new("P", (20, 20), 1)
    image.putpalette([0, 0, 0, 200, 100, 50])
    assert tuple(open_photo(file_of(image), AS_IT_IS).rgb[3, 3]) == (200, 100, 50)


def test_sixteen_bits_are_divided_not_clipped() -> None:
    pixels = np.full((20, 20), 200 << 8, np.uint16)
    pixels[5:15, 5:15] = 40 << 8
    photo = open_photo(file_of(Image.fromarray(pixels)), AS_IT_IS)
    assert (photo.grey[0, 0], photo.grey[10, 10]) == (200, 40)


def test_sixteen_bits_are_turned_upright_too() -> None:
    pixels = np.zeros((20, 30), np.uint16)
    pixels[:, 15:] = 65535
    photo = open_photo(file_of(Image.fromarray(pixels), exif=with_orientation(6)), AS_IT_IS)
    assert photo.grey.shape == (30, 20)
    assert (photo.grey[0, 0], photo.grey[-1, -1]) == (0, 255)


def test_one_bit_becomes_black_and_white() -> None:
    pixels = np.zeros((20, 20), bool)
    pixels[5:15, 5:15] = True
    photo = open_photo(file_of(Image.fromarray(pixels)), AS_IT_IS)
    assert (photo.grey[0, 0], photo.grey[10, 10]) == (0, 255)


@pytest.mark.parametrize(("bits", "clear"), [(1, 1), (2, 3), (4, 15), (8, 255), (16, 65535)])
def test_a_transparent_grey_of_any_depth_is_seen_as_paper(bits: int, clear: int) -> None:
    white, black = zlib.compress((b"\0" + b"\xff" * 2 * bits) * 16), zlib.compress((b"\0" + b"\0" * 2 * bits) * 16)
    for pixels, other in ((white, clear), (black, 0)):
        extra = png_chunk(b"tRNS", struct.pack(">H", other))
        data = PNG.magic + odd_pngs.header(16, 16, bits, 0) + extra + png_chunk(b"IDAT", pixels) + odd_pngs.END
        assert open_photo(data, AS_IT_IS).grey.min() == 255


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_very_large_picture_is_turned_and_reduced_alike(turn: int) -> None:
    page = np.full((1_000, 4_400), 255, np.uint8)
    page[:200, :400] = 0
    photo = open_photo(as_file(page, "PNG", exif=with_orientation(turn)))
    upright = np.asarray(
        ImageOps.exif_transpose(Image.open(io.BytesIO(as_file(page, "PNG", exif=with_orientation(turn)))))
    )
    expected = np.asarray(Image.fromarray(upright).convert("L").resize(photo.grey.shape[::-1], Image.Resampling.BOX))
    assert photo.size == upright.shape[1::-1]
    assert np.mean(np.abs(photo.grey.astype(int) - expected) > 40) < 0.002
