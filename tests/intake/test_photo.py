import io
import struct
import zlib

import numpy as np
import odd_jpegs
import odd_pngs
import pytest
from fuzz.seeds import png_chunk
from handwriting import as_file
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from digitreader.errors import (
    Busy,
    DamagedPhoto,
    EmptyUpload,
    ReadError,
    TooLarge,
    TooSmall,
    UnknownFormat,
)
from digitreader.intake import photo as photo_module
from digitreader.intake.file_type import JPEG, PNG
from digitreader.intake.header import ORIENTATION
from digitreader.intake.jpeg import jpeg_header
from digitreader.intake.photo import Photo, open_photo
from digitreader.settings import PhotoSettings, Settings

AS_IT_IS = Settings(photo=PhotoSettings(small_height=1, small_width=1))  # tiny test pictures are not enlarged
unhurried = settings(deadline=None, max_examples=60)  # a busy machine is no failure
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def file_of(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def quarters() -> Image.Image:
    """A picture 64 wide and 32 high: red and green above, blue and white below."""
    corners = np.array([[RED, GREEN], [BLUE, WHITE]], np.uint8)
    return Image.fromarray(corners.repeat(16, axis=0).repeat(32, axis=1))


def corners(photo: Photo) -> list[tuple[int, ...]]:
    """The colours of the four quarters: above left, above right, below left, below right."""
    height, width = photo.grey.shape
    at = [(y, x) for y in (height // 4, 3 * height // 4) for x in (width // 4, 3 * width // 4)]
    return [tuple(int(v) for v in photo.rgb[y, x]) for y, x in at]


def with_orientation(value: int) -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION] = value
    return exif


def png_header(width: int, height: int, bits: int = 8, colour: int = 0) -> bytes:
    """A PNG that claims a size and holds no pixels."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return PNG + struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body)) + b"\0\0\0\0IDAT"


@pytest.mark.parametrize(
    ("orientation", "expected"),
    [
        (1, [RED, GREEN, BLUE, WHITE]),
        (2, [GREEN, RED, WHITE, BLUE]),
        (3, [WHITE, BLUE, GREEN, RED]),
        (4, [BLUE, WHITE, RED, GREEN]),
        (5, [RED, BLUE, GREEN, WHITE]),
        (6, [BLUE, RED, WHITE, GREEN]),
        (7, [WHITE, GREEN, BLUE, RED]),
        (8, [GREEN, WHITE, RED, BLUE]),
    ],
)
def test_a_photo_is_turned_upright_as_the_camera_noted(orientation: int, expected: list[tuple[int, ...]]) -> None:
    photo = open_photo(file_of(quarters(), exif=with_orientation(orientation)), AS_IT_IS)
    assert corners(photo) == expected
    assert photo.size == ((32, 64) if orientation >= 5 else (64, 32))
    assert photo.grey.shape == photo.size[::-1]


def test_an_unknown_orientation_leaves_the_photo_as_it_is() -> None:
    photo = open_photo(file_of(quarters(), exif=with_orientation(9)), AS_IT_IS)
    assert corners(photo) == [RED, GREEN, BLUE, WHITE]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_broken_exif_does_not_make_a_sound_photo_damaged(kind: str) -> None:
    photo = open_photo(file_of(quarters(), kind, exif=b"Exif\0\0no such thing"), AS_IT_IS)
    assert photo.size == (64, 32)


def test_a_jpeg_is_turned_too() -> None:
    photo = open_photo(file_of(quarters(), "JPEG", quality=95, exif=with_orientation(6)), AS_IT_IS)
    assert np.abs(np.array(corners(photo)) - [BLUE, RED, WHITE, GREEN]).max() < 12


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


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_photo_cut_short_is_called_damaged(kind: str, share: float) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (64, 64), np.uint8)
    data = as_file(noise, kind)
    with pytest.raises(DamagedPhoto, match="cut short"):
        open_photo(data[: int(len(data) * share)])


@unhurried
@given(st.sampled_from([JPEG, PNG, png_header(60, 40)]), st.binary(max_size=200))
def test_any_bytes_give_a_photo_or_a_sentence_for_the_visitor(start: bytes, rest: bytes) -> None:
    with pytest.raises(ReadError, match=r"\."):
        open_photo(start + rest)


@unhurried
@given(st.integers(2, 600), st.integers(0, 255), st.sampled_from(["JPEG", "PNG"]))
def test_a_changed_byte_gives_a_photo_or_a_sentence(at: int, value: int, kind: str) -> None:
    data = bytearray(file_of(quarters(), kind, exif=with_orientation(6)))
    data[at % len(data)] = value
    try:
        assert open_photo(bytes(data)).grey.ndim == 2
    except ReadError as error:
        assert str(error)  # noqa: PT017 - both outcomes are right


def test_too_many_pixels_are_refused_before_they_are_decoded() -> None:
    with pytest.raises(TooLarge, match=r"10000 x 9000.*89 million"):
        open_photo(png_header(10_000, 9_000))


def test_a_large_picture_with_alpha_is_refused_by_its_header() -> None:
    with pytest.raises(TooLarge, match=r"7071 x 7071.*more than can be read in its format"):
        open_photo(png_header(7_071, 7_071, 8, 6))


def test_a_decompression_bomb_is_called_too_large_not_damaged() -> None:
    with pytest.raises(TooLarge, match="Save it smaller"):
        open_photo(png_header(30_000, 30_000))


def test_too_long_a_side_is_refused() -> None:
    with pytest.raises(TooLarge, match="20000 x 100"):
        open_photo(png_header(20_000, 100))


def test_too_many_bytes_are_refused_with_both_sizes() -> None:
    with pytest.raises(TooLarge, match="21 MB; at most 20 MB"):
        open_photo(JPEG + bytes(21_000_000))


def test_too_small_a_picture_is_refused_with_the_size_it_needs() -> None:
    with pytest.raises(TooSmall, match=r"only 64 x 7.*at least 8"):
        open_photo(as_file(np.zeros((7, 64), np.uint8)))


@pytest.mark.parametrize("shape", [(8, 16_000), (16_000, 8)])
def test_a_strip_too_narrow_to_be_read_is_refused(shape: tuple[int, int]) -> None:
    with pytest.raises(TooSmall, match="long and narrow"):
        open_photo(as_file(np.full(shape, 255, np.uint8)))


def test_the_smallest_picture_is_accepted() -> None:
    assert open_photo(as_file(np.zeros((8, 8), np.uint8))).size == (8, 8)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_large_photo_is_reduced_to_the_working_side(kind: str) -> None:
    photo = open_photo(as_file(np.full((1_500, 5_000), 255, np.uint8), kind))
    assert photo.grey.shape == (614, 2_048)
    assert photo.size == (5_000, 1_500)
    assert photo.scale == pytest.approx(2_048 / 5_000)


def test_a_large_jpeg_is_decoded_at_a_fraction_of_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[tuple[int, int]] = []
    keep = photo_module.in_rgb
    monkeypatch.setattr(photo_module, "in_rgb", lambda image, side: (decoded.append(image.size), keep(image, side))[1])
    open_photo(as_file(np.full((1_500, 5_000), 255, np.uint8), "JPEG"))
    assert decoded == [(2_500, 750)]


def test_a_small_crop_is_enlarged_but_not_beyond_its_limits() -> None:
    settings = Settings()
    assert open_photo(as_file(np.zeros((80, 300), np.uint8))).scale == 2.0
    assert open_photo(as_file(np.zeros((80, 800), np.uint8))).scale == settings.photo.small_width / 800
    assert open_photo(as_file(np.zeros((10, 20), np.uint8))).scale == settings.photo.max_enlargement


def test_a_photo_of_a_useful_size_keeps_every_pixel() -> None:
    picture = np.random.default_rng(1).integers(0, 256, (200, 1_000), np.uint8)
    np.testing.assert_array_equal(open_photo(as_file(picture)).grey, picture)


@pytest.mark.parametrize(("orientation", "kind"), [(1, "PNG"), (1, "JPEG"), (6, "PNG"), (6, "JPEG"), (8, "JPEG")])
def test_a_box_is_found_again_in_the_original_upright_photo(orientation: int, kind: str) -> None:
    page = np.full((1_200, 3_600), 255, np.uint8)
    page[300:600, 900:1_500] = 0
    data = as_file(page, kind, exif=with_orientation(orientation))
    photo = open_photo(data)
    rows, columns = np.nonzero(photo.grey < 128)
    box = (int(columns.min()), int(rows.min()), int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1)
    expected = {1: (900, 300, 600, 300), 6: (600, 900, 300, 600), 8: (300, 2_100, 300, 600)}[orientation]
    assert photo.scale < 1
    assert photo.to_original(box) == pytest.approx(expected, abs=4)


def test_a_box_of_an_enlarged_crop_is_found_again() -> None:
    photo = open_photo(as_file(np.zeros((40, 100), np.uint8)))
    assert photo.scale == 4.0
    assert photo.to_original((40, 80, 20, 8)) == (10, 20, 5, 2)


def test_a_box_never_vanishes_in_the_original() -> None:
    photo = open_photo(as_file(np.zeros((40, 100), np.uint8)))
    assert photo.to_original((4, 4, 1, 1))[2:] == (1, 1)


def test_colour_and_grey_must_be_one_picture() -> None:
    with pytest.raises(ValueError, match="not one picture"):
        Photo(np.zeros((4, 5, 3), np.uint8), np.zeros((4, 4), np.uint8), 1.0, (5, 4))


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


@pytest.mark.parametrize(("bits", "clear"), [(1, 1), (2, 3), (4, 15), (8, 255), (16, 65535)])
def test_a_transparent_grey_of_any_depth_is_seen_as_paper(bits: int, clear: int) -> None:
    white, black = zlib.compress((b"\0" + b"\xff" * 2 * bits) * 16), zlib.compress((b"\0" + b"\0" * 2 * bits) * 16)
    for pixels, other in ((white, clear), (black, 0)):
        extra = png_chunk(b"tRNS", struct.pack(">H", other))
        data = PNG + odd_pngs.header(16, 16, bits, 0) + extra + png_chunk(b"IDAT", pixels) + odd_pngs.END
        assert open_photo(data, AS_IT_IS).grey.min() == 255


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


def test_who_finds_no_free_decoder_is_told_to_come_again() -> None:
    hurried = Settings(photo=PhotoSettings(decoding_wait=0.01))
    for _ in range(PhotoSettings().max_decoders):
        photo_module.decoders.acquire()
    try:
        with pytest.raises(Busy, match="Try again in a moment"):
            open_photo(file_of(quarters()), hurried)
    finally:
        photo_module.decoders.release(PhotoSettings().max_decoders)
    assert open_photo(file_of(quarters()), hurried).size == (64, 32)


def test_a_decoder_is_free_again_after_a_bad_file() -> None:
    noise = bytearray(as_file(np.random.default_rng(0).integers(0, 256, (64, 64), np.uint8), "JPEG"))
    for _ in range(PhotoSettings().max_decoders + 1):
        with pytest.raises(DamagedPhoto):
            open_photo(
                PNG + odd_pngs.header(40, 40) + png_chunk(b"IDAT", b"no zlib") + odd_pngs.END,
                Settings(photo=PhotoSettings(decoding_wait=0)),
            )
    assert open_photo(bytes(noise)).size == (64, 64)


def test_where_memory_ends_the_visitor_is_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(photo_module, "in_rgb", none_left)
    with pytest.raises(Busy, match="Try again"):
        open_photo(file_of(quarters()))


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
