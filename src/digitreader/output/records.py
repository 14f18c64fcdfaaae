"""Lines as read and as corrected, as a table for the app's downloads."""

from collections.abc import Iterable
from typing import NamedTuple

from digitreader.output.corrected import CorrectedLine
from digitreader.output.line import LineResult
from digitreader.output.marks import rounded
from digitreader.output.table import Row, Table

COLUMNS = ("file", "line", "read", "corrected", "checked", "confidence", "boxes", "model", "values", "doubts")
WIDTHS = (28, 6, 20, 20, 9, 11, 40, 14, 20, 8)  # of a workbook's columns, in characters


class Record(NamedTuple):
    """A line of a photo.

    file: the photo's name. result: the line as corrected, with its numbers. model: which network read, the start of its
    SHA-256.
    """

    file: str
    line: CorrectedLine
    result: LineResult
    model: str


def record_table(records: Iterable[Record]) -> Table:
    """Make a row of each record.

    Columns read and corrected hold lines as they were written; corrected repeats what was read where nobody changed it,
    and is empty where there is no number. boxes are those of the digits as read, in pixels of the photo. values are
    what the numbers of the line are worth, doubts how many digits and signs are left to check. CSV quotes every cell:
    spreadsheets disagree about separators.
    """
    rows: list[Row] = []
    for file, line, result, model in records:
        boxes = [list(digit.box) for digit in line.line.digits]
        confidence = rounded(line.line.confidence)
        values = [number.value for number in result.numbers]
        said = (line.read, line.written, line.checked, confidence)
        rows.append((file, line.number, *said, boxes, model, values, result.doubts))
    return Table(COLUMNS, rows, quoted=True)
