"""Lines of writing as rows for other programs: CSV, JSON and XLSX."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass

from digitreader.escape_formula import escape_formula
from digitreader.geometry import Box
from digitreader.output.report import DECIMALS

COLUMNS = ("file", "line", "read", "corrected", "checked", "confidence", "boxes", "model")
WIDTHS = (28, 6, 20, 20, 9, 11, 40, 14)  # of the spreadsheet's columns, in letters


@dataclass(frozen=True)
class Record:
    """One line of writing.

    file: the photo's name. line: counts from 1. read: what the networks read. corrected: what a person made of it, the
    same where nobody did; empty where a person says that it is no number. checked: whether a person looked at it.
    confidence: that what was read is right, 0 to 1. boxes: of the digits as read, (x, y, width, height) in pixels of
    the photo. model: which network read, by the start of its SHA-256.
    """

    file: str
    line: int
    read: str
    corrected: str
    checked: bool
    confidence: float
    boxes: tuple[Box, ...]
    model: str


def to_csv(records: Sequence[Record]) -> str:
    """Return records as CSV with a header; every cell is quoted, for a file's name may hold any separator."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(record) for record in records)
    return stream.getvalue()


def to_json(records: Sequence[Record]) -> str:
    """Return records as a JSON list of objects; nothing in it is changed to be harmless, for nothing is run there."""
    rows = [dict(zip(COLUMNS, _values(record), strict=True)) for record in records]
    return "[" + ",\n ".join(json.dumps(row, ensure_ascii=False) for row in rows) + "]\n"


def to_xlsx(records: Sequence[Record]) -> bytes:
    """Return records as a workbook: numbers that were read are text, so that their leading zeros live."""
    from xlsxwriter import Workbook  # 12 MB that only those who ask for a workbook need

    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Digits")
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    share = book.add_format({"num_format": "0.00%"})
    for column, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)
    for row, record in enumerate(records, 1):
        for column, cell in enumerate(_cells(record)):
            sheet.write_string(row, column, cell, text)
        sheet.write_number(row, COLUMNS.index("line"), record.line)
        sheet.write_boolean(row, COLUMNS.index("checked"), record.checked)
        sheet.write_number(row, COLUMNS.index("confidence"), round(record.confidence, DECIMALS), share)
    sheet.freeze_panes(1, 0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # they are meant to be
    book.close()
    return stream.getvalue()


def _values(record: Record) -> tuple[object, ...]:
    """Return what JSON says of a record, in the order of COLUMNS."""
    confidence = round(record.confidence, DECIMALS)
    boxes = [list(box) for box in record.boxes]
    return (record.file, record.line, record.read, record.corrected, record.checked, confidence, boxes, record.model)


def _cells(record: Record) -> list[str]:
    """Return a record as harmless texts, in the order of COLUMNS."""
    return [value if isinstance(value, str) else json.dumps(value) for value in map(_harmless, _values(record))]


def _harmless(value: object) -> object:
    """Return a value, harmless where it is a text."""
    return escape_formula(value) if isinstance(value, str) else value
