"""Lines as read and as corrected, as a table for the app's downloads."""

from collections.abc import Iterable
from typing import NamedTuple

from digitreader.output.corrected import CorrectedLine
from digitreader.output.result import rounded
from digitreader.output.table import Row, Table

COLUMNS = ("file", "line", "read", "corrected", "checked", "confidence", "boxes", "model")
WIDTHS = (28, 6, 20, 20, 9, 11, 40, 14)  # of a workbook's columns, in characters


class Record(NamedTuple):
    """A line of a photo. file: the photo's name. model: which network read, the start of its SHA-256."""

    file: str
    line: CorrectedLine
    model: str


def record_table(records: Iterable[Record]) -> Table:
    """Make a row of each record.

    Column corrected repeats what was read where nobody changed it, and is empty where there is no number. boxes are
    those of the digits as read, in pixels of the photo. CSV quotes every cell: spreadsheets disagree about separators.
    """
    rows: list[Row] = []
    for file, line, model in records:
        boxes = [list(digit.box) for digit in line.line.digits]
        confidence = rounded(line.line.confidence)
        rows.append((file, line.number, line.read, line.text, line.checked, confidence, boxes, model))
    return Table(COLUMNS, rows, quoted=True)
