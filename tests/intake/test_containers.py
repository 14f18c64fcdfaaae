"""What was uploaded, and the photos in it."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st
from packed import pdf, picture, zipped

from digitreader.errors import ReadError
from digitreader.intake.containers import NAMES, Part, container_of, list_parts, printable, take_out
from digitreader.settings.intake import PdfSettings
from digitreader.ui.words import download_name


def test_a_photo_is_itself() -> None:
    assert list_parts("a.jpg", picture()) == (Part("a.jpg"),)
    assert take_out(picture(), Part("a.jpg")) == picture()


def test_what_is_nothing_known_is_left_to_the_gate() -> None:
    assert list_parts("a.zip", b"hello") == (Part("a.zip"),)
    assert take_out(b"", Part("a.jpg")) == b""


def test_a_kind_is_told_by_the_first_bytes() -> None:
    assert [container_of(data) for data in (zipped({}), pdf(), b"\n" + pdf(), picture())] == [
        "zip",
        "pdf",
        "pdf",
        "photo",
    ]
    assert container_of(b"\xff\xd8\xff\xe1 made from %PDF-1.4") == "photo"


def test_the_pictures_of_an_archive_keep_their_names_and_its_name() -> None:
    data = zipped({"x/1.png": picture(1), "2.png": picture(2)})
    parts = list_parts("class.zip", data)
    assert [part.name for part in parts] == ["class.zip/x/1.png", "class.zip/2.png"]
    assert [take_out(data, part) for part in parts] == [picture(1), picture(2)]


def test_the_pages_of_a_pdf_are_counted_from_one() -> None:
    assert [part.name for part in list_parts("scan.pdf", pdf(2))] == ["scan (page 1).pdf", "scan (page 2).pdf"]
    assert [part.name for part in list_parts("scan", pdf(1))] == ["scan"]


def test_each_page_has_a_download_of_its_own() -> None:
    assert [download_name(part.name) for part in list_parts("scan.pdf", pdf(2))] == [
        "scan (page 1).txt",
        "scan (page 2).txt",
    ]


def test_the_pages_beyond_the_bound_are_told_of() -> None:
    parts = list_parts("scan.pdf", pdf(3), drawing=PdfSettings(max_pages=2))
    assert [bool(part.refusal) for part in parts] == [False, False, True]
    assert "1 more page left out" in parts[-1].refusal


@settings(deadline=None, max_examples=50)
@given(st.text(), st.text())
def test_no_name_can_do_harm(outer: str, inner: str) -> None:
    name = inner.replace("\0", "").encode("utf-8", "replace").decode()
    try:
        parts = list_parts(outer, zipped({f"{name}x": picture()}))
    except ReadError:  # a folder, or a hidden file
        return
    for part in parts:
        assert part.name.isprintable()
        assert len(part.name) <= NAMES.longest
        saved = download_name(part.name)
        assert "/" not in saved
        assert not saved.startswith(".")


@settings(deadline=None, max_examples=50)
@given(st.text())
def test_a_name_that_can_be_shown_is_kept(name: str) -> None:
    if name.isprintable() and len(name) <= NAMES.longest:
        assert printable(name) == name
    assert printable(name).isprintable()


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=200))
def test_anything_ends_in_parts_or_in_a_sentence(data: bytes) -> None:
    with suppress(ReadError):
        for part in list_parts("x", b"PK\x03\x04" + data):
            take_out(data, part)
