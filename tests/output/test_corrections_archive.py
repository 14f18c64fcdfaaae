"""Corrected lines as an archive to adapt with."""

import csv
import io
import json
from zipfile import ZipFile

import pytest

from digitreader.output.corrections_archive import LabelledLine, corrections_zip

LINES = [
    LabelledLine(b"png 1", "0532", "0582", "4f42", "a.jpg"),
    LabelledLine(b"png 2", "", "11", "4f42", "a.jpg"),
    LabelledLine(b"png 3", "-3", "3", "77aa", "=b.jpg"),
]


@pytest.fixture
def archive() -> ZipFile:
    return ZipFile(io.BytesIO(corrections_zip(LINES)))


def test_each_line_has_its_picture_and_a_row_that_says_what_it_says(archive: ZipFile) -> None:
    rows = list(csv.DictReader(io.StringIO(archive.read("labels.csv").decode())))
    assert [(row["file"], row["text"], row["read"], row["page"]) for row in rows[:2]] == [
        ("lines/0001.png", "0532", "0582", "4f42"),
        ("lines/0002.png", "", "11", "4f42"),
    ]
    assert [archive.read(row["file"]) for row in rows] == [b"png 1", b"png 2", b"png 3"]


def test_no_cell_becomes_a_formula(archive: ZipFile) -> None:
    rows = list(csv.DictReader(io.StringIO(archive.read("labels.csv").decode())))
    assert (rows[2]["text"], rows[2]["photo"]) == ("-3", "'=b.jpg")


def test_it_says_which_version_of_the_format_it_is(archive: ZipFile) -> None:
    assert json.loads(archive.read("format.json")) == {"format": "digitreader corrections", "version": 2}


def test_the_same_lines_give_the_same_bytes() -> None:
    assert corrections_zip(LINES) == corrections_zip(iter(LINES))
