"""No file costs more than it may: each kind is made to, on purpose. JPEG and PNG: see test_hostile.py."""

import io
import sys
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from odd_others import heic
from packed import pdf, pdf_of_curves, pdf_within_itself, zipped
from PIL import Image
from watch_gate import measured
from zip_ways import NAME, WAYS, attempt

from digitreader.errors import DamagedPhoto, ReadError, TooLarge
from digitreader.intake import pdf as pages
from digitreader.intake.containers import list_parts, take_out
from digitreader.intake.file_type import PNG
from digitreader.intake.pdf_budget import PdfBudget
from digitreader.intake.photo import open_photo
from digitreader.intake.sandbox import Answer, ChildTimedOut, ChildTooSlow, GivenUp
from digitreader.settings.intake import ChildLimits, PdfSettings, PhotoSettings

DRAWN_SMALL = PdfSettings(page_side=500)
BOMB, MOST = 10_000_000, 1_000_000  # bytes: what a bomb unpacks to, and what may be unpacked of it
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows limits the clock alone")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits and measures memory")


@linux
def test_a_pdf_that_wants_more_memory_than_a_page_may_is_refused() -> None:
    little = replace(DRAWN_SMALL, limits=ChildLimits(40_000_000, 10, 60))
    assert pages.draw_page(pdf(), 0, little)
    with pytest.raises(TooLarge, match=r"damaged or too large to draw.*Upload it as a photo"):
        pages.draw_page(pdf_within_itself(), 0, little)


@posix
def test_a_pdf_that_works_longer_than_a_page_may_is_too_slow_and_not_called_damaged() -> None:
    hurried = PdfSettings(limits=ChildLimits(175_000_000, 1, 60))
    with pytest.raises(DamagedPhoto, match="takes too long to draw"):
        pages.draw_page(pdf_of_curves(10_000), 0, hurried)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The pages that were drawn, each of which takes 3 seconds or, below 0, runs out of its time."""
    asked: list[object] = []

    def draw(_child: Path, _data: bytes, _limits: ChildLimits, *question: int, **_: object) -> Answer:
        if not question:
            return Answer(b"40", 0.1)
        asked.append(question[0])
        if question[0] % 2:
            raise ChildTooSlow(-24)
        return Answer(b"1\n1\n4\n" + bytes(4), 3.0)

    monkeypatch.setattr(pages, "run_child", draw)
    return asked


def test_all_pages_of_a_pdf_together_take_no_more_than_a_whole_one_may(drawn: list[object]) -> None:
    parts, refusals = list_parts("heavy.pdf", pdf()), []
    for part in parts:
        try:
            take_out(b"", part)
        except ReadError as error:
            refusals.append(str(error))
    assert drawn == [0, 1, 2, 3, 4]  # 10 seconds and one for each page: the sixth would begin with nothing left
    assert len(refusals) == len(parts) - 3
    assert refusals[-1].startswith("The pages of this PDF take too long to draw.")


def test_pages_that_are_late_by_the_clock_count_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def draw(*_: object, **__: object) -> Answer:
        asked.append("a page")
        raise ChildTimedOut

    monkeypatch.setattr(pages, "run_child", draw)
    budget = PdfBudget(pages.USUAL)
    for _ in range(40):
        with pytest.raises(ReadError):
            pages.draw_page(b"", 0, budget=budget)
    assert len(asked) == 5  # otherwise a busy machine would work on a heavy file for as long as it has pages


def test_a_page_alone_is_drawn_however_many_were_before(drawn: list[object]) -> None:
    for _ in range(20):
        pages.draw_page(b"", 0)
    assert len(drawn) == 20


def test_a_pdf_whose_visitor_left_waits_no_longer_and_draws_nothing(drawn: list[object]) -> None:
    (part, *_) = list_parts("a.pdf", pdf())
    with pages._one_at_a_time, pytest.raises(GivenUp):
        take_out(b"", part, given_up=lambda: True)
    assert drawn == []
    assert take_out(b"", part)  # nothing is held


@linux
def test_a_heic_that_wants_more_memory_than_it_may_is_refused() -> None:
    data = heic(Image.new("L", (1_500, 1_200)))
    assert open_photo(data).size == (1_500, 1_200)
    with pytest.raises(ReadError):
        open_photo(data, PhotoSettings(heic_limits=ChildLimits(8_000_000, 10, 60)))


@cache
def bomb(packing: int) -> bytes:
    """A ZIP file of a few kilobytes or fewer."""
    return zipped({NAME: PNG.magic + bytes(BOMB)}, packing)


@linux
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_bomb_takes_no_more_memory_than_what_may_be_unpacked(packing: int, way: str, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(bomb(packing))
    outcome = measured(way, b"", lambda _: attempt(way, path, MOST))
    assert outcome.end == "NoneType"
    assert outcome.megabytes < 4 * MOST / 1e6


@linux
def test_a_zip_bomb_that_is_unpacked_whole_would_be_noticed() -> None:
    outcome = measured("", bomb(zipfile.ZIP_LZMA), lambda data: zipfile.ZipFile(io.BytesIO(data)).read(NAME))
    assert outcome.megabytes > 4 * MOST / 1e6
