"""The gate: bytes become a photo, or a sentence for the visitor."""

import numpy as np
import odd_pngs
import pytest
from fuzz.seeds import png_chunk
from handwriting import as_file
from hypothesis import given, settings
from hypothesis import strategies as st
from photo_files import file_of, png_header, quarters, with_orientation

from digitreader.errors import Busy, DamagedPhoto, ReadError
from digitreader.intake import photo as photo_module
from digitreader.intake.file_type import JPEG, PNG
from digitreader.intake.photo import Photo, open_photo
from digitreader.settings.intake import PhotoSettings

unhurried = settings(deadline=None, max_examples=60)  # a busy machine is no failure


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_photo_cut_short_is_called_damaged(kind: str, share: float) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (64, 64), np.uint8)
    data = as_file(noise, kind)
    with pytest.raises(DamagedPhoto, match="cut short"):
        open_photo(data[: int(len(data) * share)])


@unhurried
@given(st.sampled_from([JPEG.magic, PNG.magic, png_header(60, 40)]), st.binary(max_size=200))
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
    settings = PhotoSettings()
    assert open_photo(as_file(np.zeros((80, 300), np.uint8))).scale == 2.0
    assert open_photo(as_file(np.zeros((80, 800), np.uint8))).scale == settings.small_width / 800
    assert open_photo(as_file(np.zeros((10, 20), np.uint8))).scale == settings.max_enlargement


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


def test_who_finds_no_free_decoder_is_told_to_come_again() -> None:
    hurried = PhotoSettings(decoding_wait=0.01)
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
                PNG.magic + odd_pngs.header(40, 40) + png_chunk(b"IDAT", b"no zlib") + odd_pngs.END,
                PhotoSettings(decoding_wait=0),
            )
    assert open_photo(bytes(noise)).size == (64, 64)


def test_where_memory_ends_the_visitor_is_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(photo_module, "in_rgb", none_left)
    with pytest.raises(Busy, match="Try again"):
        open_photo(file_of(quarters()))
