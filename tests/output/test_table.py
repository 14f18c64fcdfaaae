"""Tables as CSV, JSON, XLSX and Parquet: no text of theirs ever runs in a spreadsheet."""

import csv
import io
import json
import re
import zipfile

import pytest

from digitreader.escape_formula import FORMULA
from digitreader.output import parquet
from digitreader.output.digit_table import digit_table
from digitreader.output.from_reading import page_result
from digitreader.output.result import PageResult
from digitreader.output.table import Table, to_csv, to_json_list, write_csv
from digitreader.output.with_errors import with_errors
from digitreader.output.workbook import Sheet, to_xlsx

DANGEROUS = ["=1+1", "+A1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\N{FULLWIDTH EQUALS SIGN}1", '=HYPERLINK("x")']


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_writes_each_type_of_cell_in_its_own_way():
    table = Table(("a", "b", "c", "d", "e"), [("x,y", 1, 0.5, True, None), ("", 2, 1.0, False, [[1, 2]])])
    assert to_csv(table) == 'a,b,c,d,e\n"x,y",1,0.5,true,\n,2,1.0,false,"[[1, 2]]"\n'
    assert to_csv(table, header=False) == to_csv(table).partition("\n")[2]


def test_a_line_break_in_a_name_starts_no_row():
    for name in ("a\r=1", "a\n=1", "a\r\n=1"):
        assert to_csv(Table(("file", "line"), [(name, 1)])) == f'file,line\n"{name}",1\n'


@pytest.mark.parametrize("quoted", [True, False])
@pytest.mark.parametrize("name", DANGEROUS)
def test_no_cell_of_a_csv_is_a_formula(name, quoted):
    table = Table(("file",), [(name,)], quoted)
    stream = io.StringIO(newline="")
    write_csv(table, stream)
    for text in (to_csv(table), stream.getvalue()):
        assert rows_of(text) == [{"file": f"'{name}"}]


@pytest.mark.parametrize("name", DANGEROUS)
def test_no_cell_of_a_workbook_is_a_formula(name):
    with zipfile.ZipFile(io.BytesIO(to_xlsx(Sheet("Lines", Table(("file",), [(name,)]), (10,))))) as archive:
        texts = re.findall(r"<t[^>]*>(.*?)</t>", archive.read("xl/sharedStrings.xml").decode(), re.DOTALL)
        assert not [text for text in texts if text.startswith(FORMULA)]
        assert "<f>" not in archive.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("name", DANGEROUS)
def test_no_name_of_a_file_is_a_formula_in_a_table_of_digits(make_reading, name):
    read, refused = page_result(name, make_reading("1")), PageResult(name, error="=Too dark.")
    assert {row["file"] for row in rows_of(to_csv(digit_table([read])))} == {f"'{name}"}
    good, bad = rows_of(to_csv(with_errors([read, refused], digit_table)))
    assert {good["file"], bad["file"]} == {f"'{name}"}
    assert (good["error"], bad["digit"], bad["error"]) == ("", "", "'=Too dark.")


def test_json_keeps_texts_as_they_are():
    assert json.loads(to_json_list(Table(("file",), [("=1",), ("ä",)]))) == [{"file": "=1"}, {"file": "ä"}]


def test_parquet_keeps_texts_as_they_are(tmp_path, monkeypatch):
    pyarrow = pytest.importorskip("pyarrow.parquet", reason="the extra bulk is not installed")
    monkeypatch.setattr(parquet, "ROWS_PER_GROUP", 1)
    parquet.write_parquet(Table(("a", "b"), [("=1", 1), ("007", None)]), tmp_path / "t", ("string", "int32"))
    assert pyarrow.read_table(tmp_path / "t").to_pylist() == [{"a": "=1", "b": 1}, {"a": "007", "b": None}]


def test_a_table_of_digits_has_a_row_for_each_that_reads_back(make_reading):
    rows = rows_of(to_csv(digit_table([page_result('a "b", c.jpg', make_reading("12", "3?"))])))
    assert [(row["line"], row["position"], row["digit"]) for row in rows] == [
        ("1", "1", "1"),
        ("1", "2", "2"),
        ("2", "1", "3"),
    ]
    assert {row["file"] for row in rows} == {'a "b", c.jpg'}
    assert [row["doubtful"] for row in rows] == ["false", "false", "true"]
    assert (rows[2]["next_best"], rows[2]["next_best_confidence"]) == ("6", "0.48")
    assert [rows[0][side] for side in ("x", "y", "width", "height")] == ["30", "60", "30", "60"]
