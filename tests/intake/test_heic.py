"""HEIC: read in a process of its own, which may fall alone."""

import struct
import sys

import numpy as np
import pytest
from odd_jpegs import page
from odd_others import boxed, heic
from PIL import Image

from digitreader.errors import Busy, DamagedPhoto, TooLarge, UnknownFormat
from digitreader.intake import heic as heic_module
from digitreader.intake.photo import open_photo
from digitreader.settings.intake import ChildLimits, PhotoSettings

AS_IT_IS = PhotoSettings(small_height=1, small_width=1)
START = boxed(b"ftyp", b"heic\0\0\0\0mif1heic")


def saying(width: int, height: int) -> bytes:
    """A HEIC of nothing that says how large it is."""
    size = boxed(b"ispe", struct.pack(">III", 0, width, height))
    return START + boxed(b"meta", bytes(4) + boxed(b"iprp", boxed(b"ipco", size)))


def test_a_heic_is_read_as_the_picture_that_it_was_made_of():
    photo = open_photo(heic(page(640, 480)), AS_IT_IS)
    expected = np.asarray(page(640, 480, "L"), float)
    assert photo.size == (640, 480)
    assert np.abs(photo.grey - expected).mean() < 8


def test_transparency_is_seen_as_white_paper():
    clear = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    assert open_photo(heic(clear), AS_IT_IS).grey.min() > 245


def test_a_heic_lies_upright_as_it_says_itself():
    exif = Image.Exif()
    exif[0x0112] = 6
    data = heic(page(96, 64), exif=exif.tobytes())
    assert b"irot" in data  # HEIC's own way to say it, which counts; its EXIF does not
    photo = open_photo(data, AS_IT_IS)
    assert photo.size == (64, 96)
    assert photo.grey.shape == (96, 64)


def test_a_large_one_comes_reduced_to_the_working_side():
    photo = open_photo(heic(page(4_200, 600)))
    assert photo.size == (4_200, 600)
    assert photo.grey.shape == (293, 2_048)
    assert photo.scale == pytest.approx(2_048 / 4_200)


@pytest.mark.parametrize("size", [(9_000, 9_000), (20_000, 64), (2**32 - 1, 2**32 - 1)])
def test_too_many_pixels_are_refused_by_what_the_boxes_say(size):
    with pytest.raises(TooLarge, match=f"{size[0]} x {size[1]}"):
        open_photo(saying(*size))


def test_one_that_holds_more_than_its_boxes_say_is_refused():
    data = heic(page(640, 480))
    at = data.index(b"ispe") + 8
    lying = data[:at] + struct.pack(">II", 64, 64) + data[at + 8 :]
    with pytest.raises(DamagedPhoto):
        open_photo(lying, PhotoSettings(max_heic_pixels=100 * 100))


@pytest.mark.parametrize("data", [START, saying(64, 64), START + boxed(b"meta", bytes(4) + boxed(b"free") * 9_000)])
def test_boxes_without_a_picture_are_called_damaged(data):
    with pytest.raises(DamagedPhoto, match="cut short"):
        open_photo(data)


@pytest.fixture
def child(tmp_path, monkeypatch):
    """Puts another program in the child's place."""

    def replace(body: str) -> None:
        (tmp_path / "replaced.py").write_text(f"def main(arguments):\n    {body}\n")
        monkeypatch.setattr(heic_module, "CHILD", tmp_path / "replaced.py")

    return replace


@pytest.mark.parametrize("body", ["return 1", "import os; os.abort()", "print('no sizes')"])
def test_a_child_that_falls_takes_nothing_along(body, child):
    child(body)
    with pytest.raises(DamagedPhoto, match="cut short"):
        open_photo(saying(64, 64))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory")
def test_a_child_that_wants_too_much_memory_says_so_and_not_that_the_photo_is_damaged(child):
    child("b'x' * 10**12")
    with pytest.raises(TooLarge, match="too much memory"):
        open_photo(saying(64, 64))


def test_a_child_that_has_no_time_is_a_busy_reader(child):
    child("import time; time.sleep(60)")
    hurried = PhotoSettings(heic_limits=ChildLimits(300_000_000, 2, 0.2))
    with pytest.raises(Busy, match="Try again"):
        open_photo(saying(64, 64), hurried)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits the clock alone")
def test_a_child_that_works_for_ever_is_stopped(child):
    child("while True: pass")
    with pytest.raises(DamagedPhoto, match="takes too long"):
        open_photo(saying(64, 64), PhotoSettings(heic_limits=ChildLimits(175_000_000, 1, 60)))


def test_without_pillow_heif_the_visitor_is_told_what_to_save(monkeypatch):
    monkeypatch.setattr(heic_module, "find_spec", lambda _: None)
    with pytest.raises(UnknownFormat, match=r"HEIC is not read here.*Save it as JPG or PNG"):
        open_photo(saying(64, 64))
