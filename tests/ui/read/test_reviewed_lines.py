"""Lines as read and as corrected."""

import io
import json
import zipfile
from dataclasses import replace

from handwriting import glyph
from results import digit, line

from digitreader.geometry import Box
from digitreader.output.encoded import enlarged_tile
from digitreader.output.pictured import PicturedPage, unread
from digitreader.output.result import PageResult
from digitreader.recognition.tile import normalise
from digitreader.ui.read import downloads
from digitreader.ui.read.reviewed_lines import lines_of, records
from digitreader.ui.read.session_files import Entry, SessionFiles

TILES = [normalise(glyph(number, 60)) for number in range(10)]


def entry(*lines: str, name: str = "a.jpg", corrections: dict[int, str] | None = None) -> Entry:
    """A photo that was read."""
    read = tuple(
        line(*(digit(value, box=Box(10 * place, 5, 8, 12)) for place, value in enumerate(text, 1))) for text in lines
    )
    tiles = tuple(tuple(enlarged_tile(TILES[int(value)]) for value in text) for text in lines)
    plain = tuple(f"line {text}".encode() for text in lines)
    photo = PicturedPage(PageResult("", read), b"jpeg", 1.0, (b"crop",) * len(lines), tiles, "4f4213f71496", plain)
    return Entry("key", (name,), 1, result=photo, corrections=corrections or {})


def test_a_photo_that_waits_or_was_refused_has_no_lines() -> None:
    assert lines_of(Entry("key", ("a.jpg",), 1, b"data")) == []
    assert lines_of(Entry("key", ("a.jpg",), 1, result=unread("no"))) == []
    assert Entry("key", ("a.jpg",), 1, result=unread("no")).page.error == "no"


def test_rows_name_boxes_and_model() -> None:
    row = records([entry("05")])[0]
    assert [each.box for each in row.line.line.digits] == [(10, 5, 8, 12), (20, 5, 8, 12)]
    assert row.model == "4f4213f71496"


def test_a_photo_that_came_twice_has_rows_under_both_names() -> None:
    twice = replace(entry("05"), names=("a.jpg", "b.jpg"))
    assert [row.file for row in records([twice])] == ["a.jpg", "b.jpg"]


def test_a_line_knows_its_photo_and_its_pictures_and_an_added_one_has_none() -> None:
    first, second = lines_of(entry("05", corrections={2: "7"}))
    assert (first.at, first.of, first.crop, first.plain) == (("key", 1), 2, b"crop", b"line 05")
    assert (second.at, second.of, second.crop, second.plain) == (("key", 2), 2, b"", b"")


def test_the_corrections_hold_each_line_that_a_person_checked_and_that_has_a_picture() -> None:
    photo = entry("05", "72", "8", corrections={1: "06", 2: "721", 4: "added"})
    with zipfile.ZipFile(io.BytesIO(downloads.as_corrections([photo]))) as archive:
        rows = archive.read("labels.csv").decode().splitlines()
        assert rows[1:] == ["lines/0001.png,06,05,key,a.jpg", "lines/0002.png,721,72,key,a.jpg"]
        assert archive.read("lines/0002.png") == b"line 72"


def test_everything_holds_every_format_and_the_pictures() -> None:
    photos = [entry("05", corrections={1: "06"}), entry("7", name="A.png")]
    with zipfile.ZipFile(io.BytesIO(downloads.as_everything(photos))) as archive:
        names = archive.namelist()
        assert archive.read("digits.txt").decode() == "== a.jpg ==\n06\n== A.png ==\n7\n"
        assert archive.read("texts/a.txt").decode() == "06\n"
        assert archive.read("texts/A (2).txt").decode() == "7\n"
        assert [row["corrected"] for row in json.loads(archive.read("digits.json"))] == ["06", "7"]
        assert archive.read("corrections.zip") == downloads.as_corrections(photos)
    assert {"digits.csv", "digits.xlsx", "pictures/a.jpg", "pictures/A (2).jpg"} <= set(names)


def test_without_a_checked_line_everything_holds_no_corrections() -> None:
    with zipfile.ZipFile(io.BytesIO(downloads.as_everything([entry("05")]))) as archive:
        assert "corrections.zip" not in archive.namelist()


def test_a_session_keeps_the_last_word_about_a_line() -> None:
    session = SessionFiles({"key": entry("05", "72")})
    session.correct("key", 2, "12")
    session.correct("key", 2, "13")
    assert session.entries["key"].page.text == "05\n13"
    assert (session.says("key", 2, "72"), session.says("key", 1, "05")) == ("13", "05")


def test_an_answer_for_a_photo_that_has_left_the_session_harms_nothing() -> None:
    session = SessionFiles()
    session.correct("gone", 1, "12")
    assert session.entries == {}
    assert session.says("gone", 1, "05") == "05"
