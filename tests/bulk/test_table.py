"""Rows as CSV and Parquet."""

import csv
import sys

import pytest
import stacks

from digitreader.bulk.rows import COLUMNS, Row
from digitreader.bulk.table import writer_for
from digitreader.errors import BulkError, SetupError

ROWS = [
    Row("a.jpg", 1, "00501", 0.9876, 0, None, "00501", ["501"]),
    Row("a.jpg", 2, "71234", 0.5, 1, None, "7 1.234", ["7", "1234"], 1),
    Row("blank.jpg"),
    Row("b, c.jpg", error='It is "empty".'),
]


def test_csv_has_a_row_a_line_of_writing_and_empty_cells(tmp_path):
    writer_for(tmp_path / "t.csv")(ROWS, tmp_path / "t.csv")
    header, *cells = csv.reader((tmp_path / "t.csv").read_text(encoding="utf-8").splitlines())
    assert (
        tuple(header)
        == COLUMNS
        == ("file", "line", "text", "confidence", "doubts", "error", "written", "values", "ambiguous")
    )
    assert cells == [
        ["a.jpg", "1", "00501", "0.9876", "0", "", "00501", '["501"]', "0"],
        ["a.jpg", "2", "71234", "0.5", "1", "", "7 1.234", '["7", "1234"]', "1"],
        ["blank.jpg", "", "", "", "0", "", "", "", "0"],
        ["b, c.jpg", "", "", "", "0", 'It is "empty".', "", "", "0"],
    ]


def test_parquet_keeps_leading_zeros_and_says_null(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra bulk is not installed")
    writer_for(tmp_path / "t.PARQUET")(ROWS, tmp_path / "t.PARQUET")
    assert [Row(**row) for row in parquet.read_table(tmp_path / "t.PARQUET").to_pylist()] == ROWS


@pytest.mark.parametrize("name", ["t.xlsx", "t", "csv"])
def test_another_kind_of_table_is_refused(name, tmp_path):
    with pytest.raises(BulkError, match=r"\.parquet or a \.csv"):
        writer_for(tmp_path / name)


def test_without_pyarrow_parquet_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SetupError, match=r"digitreader\[bulk\]"):
        writer_for(tmp_path / "t.parquet")


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "\t=1"])
def test_no_name_of_a_photo_and_no_error_is_a_formula(name, tmp_path):
    writer_for(tmp_path / "t.csv")([Row(name, error=name)], tmp_path / "t.csv")
    (row,) = stacks.table(tmp_path / "t.csv")
    assert (row["file"], row["error"]) == (f"'{name}", f"'{name}")
