"""PDFs, friendly and hostile; each page is drawn in a process of its own."""

import io
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from packed import pdf, pdf_of, pdf_with_password
from PIL import Image

from digitreader.errors import Busy, DamagedPhoto, Locked, TooLarge, UnknownFormat
from digitreader.intake import pdf as pages
from digitreader.intake.pdf import count_pages, draw_page
from digitreader.settings.intake import ChildLimits, PdfSettings

USUAL = PdfSettings()
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows limits the clock alone")


def test_each_page_becomes_a_picture_of_its_own() -> None:
    data = pdf(2)
    assert count_pages(data) == 2
    drawn = [np.asarray(Image.open(io.BytesIO(draw_page(data, page)))) for page in range(2)]
    assert drawn[0].shape == (USUAL.page_side, USUAL.page_side * 120 // 200, 3)
    assert [round(page.mean()) for page in drawn] == [240, 220]


@pytest.mark.parametrize("data", [b"%PDF-1.4 nothing", pdf()[:300], b"%PDF-", pdf_of(b"<< /Type /Catalog >>")])
def test_a_broken_pdf_ends_in_a_sentence(data: bytes) -> None:
    with pytest.raises(DamagedPhoto, match="damaged or was cut short"):
        count_pages(data)


def test_a_pdf_with_a_password_says_what_to_do() -> None:
    with pytest.raises(Locked, match="Save a copy without one"):
        count_pages(pdf_with_password())


def test_a_page_that_is_not_there_ends_in_a_sentence() -> None:
    with pytest.raises(DamagedPhoto):
        draw_page(pdf(), 7)


@pytest.mark.parametrize("box", [b"0 0 1 100000", b"0 0 0 0", b"0 0 14400 14400", b"-1e9 -1e9 1e9 1e9"])
def test_a_page_of_an_absurd_size_takes_no_more_room_than_others(box: bytes) -> None:
    odd = pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [" + box + b"] >>",
    )
    with suppress(DamagedPhoto):
        assert max(Image.open(io.BytesIO(draw_page(odd, 0))).size) <= USUAL.page_side + 1


@posix
def test_a_page_that_is_late_by_the_clock_alone_finds_the_machine_busy() -> None:
    with pytest.raises(Busy, match="Try again"):
        draw_page(pdf(), 0, replace(USUAL, limits=ChildLimits(450_000_000, 10, 0.001)))


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts another program in the child's place."""

    def replace(body: str) -> None:
        (tmp_path / "replaced.py").write_text(f"def main(arguments):\n    {body}\n")
        monkeypatch.setattr(pages, "CHILD", tmp_path / "replaced.py")

    return replace


def test_pdfium_may_crash_alone(child: Callable[[str], None]) -> None:
    child("import os; os.abort()")
    with pytest.raises(TooLarge, match=r"damaged or too large.*Upload it as a photo"):
        draw_page(pdf(), 0)


def test_without_pypdfium2_the_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "find_spec", lambda _: None)
    with pytest.raises(UnknownFormat, match=r"digitreader\[app\]"):
        count_pages(pdf())
