"""Rows for other programs."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitreader.escape_formula import FORMULA, SIGNED, escape_formula
from digitreader.geometry import Box
from digitreader.output.corrected import CorrectedLine
from digitreader.output.line import LineResult, NumberResult
from digitreader.output.marks import DigitResult
from digitreader.output.records import COLUMNS, WIDTHS, Record, record_table
from digitreader.output.table import to_csv, to_json_list
from digitreader.output.workbook import Sheet, to_xlsx

BOXES = Box(1, 2, 3, 4), Box(5, 6, 7, 8)
LINE = LineResult("0057", 0.61234567, tuple(DigitResult("5", 0.9, False, (), box) for box in BOXES))
NUMBER = NumberResult("0051", "51", False, 0.6, False, BOXES[0])
RECORD = Record("a.jpg", CorrectedLine(2, LINE, "0051"), replace(LINE, numbers=(NUMBER,)), "4f4213f71496")
DANGEROUS = ["=1+1", "+A1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\N{FULLWIDTH EQUALS SIGN}1"]
SIGNS = [*FORMULA, " ", "\N{IDEOGRAPHIC SPACE}", "'", "a", "1"]  # all of Unicode takes seconds to be listed


def named(file: str) -> Record:
    line = LineResult("1", 1.0, ())
    return Record(file, CorrectedLine(1, line), line, "")


def cells(workbook: bytes) -> list[str]:
    """All texts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        shared = archive.read("xl/sharedStrings.xml").decode()
    return re.findall(r"<t[^>]*>(.*?)</t>", shared, re.DOTALL)


def sheet(workbook: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def test_csv_reads_back_with_both_texts():
    row = next(csv.DictReader(io.StringIO(to_csv(record_table([RECORD])))))
    assert list(row) == list(COLUMNS)
    assert (row["read"], row["corrected"], row["checked"]) == ("0057", "0051", "true")
    assert (row["confidence"], row["model"]) == ("0.6123", "4f4213f71496")
    assert json.loads(row["boxes"]) == [[1, 2, 3, 4], [5, 6, 7, 8]]


def test_json_holds_the_same_as_numbers_and_lists():
    assert json.loads(to_json_list(record_table([RECORD, RECORD])))[1] == {
        "file": "a.jpg",
        "line": 2,
        "read": "0057",
        "corrected": "0051",
        "checked": True,
        "confidence": 0.6123,
        "boxes": [[1, 2, 3, 4], [5, 6, 7, 8]],
        "model": "4f4213f71496",
        "values": ["51"],
        "doubts": 0,
    }


@pytest.mark.parametrize("records", [[], [RECORD]])
def test_no_records_are_valid_too(records):
    assert len(json.loads(to_json_list(record_table(records)))) == len(records)
    assert len(list(csv.reader(io.StringIO(to_csv(record_table(records)))))) == 1 + len(records)
    assert sheet(to_xlsx(Sheet("Lines", record_table(records), WIDTHS))).count("<row ") == 1 + len(records)


def test_numbers_in_a_workbook_are_text_and_keep_their_leading_zeros():
    workbook = to_xlsx(Sheet("Lines", record_table([RECORD]), WIDTHS))
    assert {"0057", "0051"} <= set(cells(workbook))
    assert 't="s"' in re.search(r'<c r="C2"[^>]*>', sheet(workbook)).group()
    assert '<ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/>' in sheet(workbook)


@pytest.mark.parametrize("file", DANGEROUS)
def test_no_spreadsheet_takes_a_name_for_a_formula(file):
    assert next(csv.DictReader(io.StringIO(to_csv(record_table([named(file)])), newline="")))["file"] == f"'{file}"
    workbook = to_xlsx(Sheet("Lines", record_table([named(file)]), WIDTHS))
    assert not [cell for cell in cells(workbook) if cell.startswith(FORMULA)]
    assert "<f>" not in sheet(workbook)


def test_a_name_with_another_separator_stays_in_its_cell():
    assert '"a;=1+1,b.jpg"' in to_csv(record_table([named("a;=1+1,b.jpg")]))


@given(st.text(SIGNS, max_size=20))
def test_a_harmless_text_starts_no_formula_and_is_made_harmless_once(text):
    safe = escape_formula(text)
    assert not safe.startswith(FORMULA) or SIGNED.fullmatch(safe)
    assert safe in (text, f"'{text}")
    assert escape_formula(safe) == safe


def test_an_ordinary_name_stays_as_it_is():
    assert escape_formula("IMG-2041 (2).jpg") == "IMG-2041 (2).jpg"


@pytest.mark.parametrize(
    ("text", "safe"), [("-3", "-3"), ("+1.234,50", "+1.234,50"), ("-3-4", "'-3-4"), ("-A1", "'-A1")]
)
def test_a_negative_number_is_no_formula(text, safe):
    assert escape_formula(text) == safe
