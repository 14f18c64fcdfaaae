"""Lines of writing as a person left them, for the app's downloads."""

from collections.abc import Sequence
from dataclasses import dataclass

from digitreader.geometry import Box
from digitreader.output.result import DECIMALS
from digitreader.output.table import Row, Table

COLUMNS = ("file", "line", "read", "corrected", "checked", "confidence", "boxes", "model")
WIDTHS = (28, 6, 20, 20, 9, 11, 40, 14)  # of a workbook's columns, in characters


@dataclass(frozen=True)
class Record:
    """One line of writing.

    file: the photo's name. line: counts from 1. read: what the reader read. corrected: what a person made of it; the
    same if nobody changed it, empty if it is no number. checked: whether a person looked at it. confidence: that what
    was read is right, 0 to 1. boxes: of the digits as read, in pixels of the photo. model: which network read, the
    start of its SHA-256.
    """

    file: str
    line: int
    read: str
    corrected: str
    checked: bool
    confidence: float
    boxes: tuple[Box, ...]
    model: str


def record_table(records: Sequence[Record]) -> Table:
    """Return a row for each record. CSV quotes every cell: spreadsheets disagree about separators."""
    return Table(COLUMNS, [_row(record) for record in records], quoted=True)


def _row(record: Record) -> Row:
    """Return a record in the order of COLUMNS."""
    confidence = round(record.confidence, DECIMALS)
    boxes = [list(box) for box in record.boxes]
    return (record.file, record.line, record.read, record.corrected, record.checked, confidence, boxes, record.model)
