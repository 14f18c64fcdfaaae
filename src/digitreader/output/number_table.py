"""Pages as a table with a row for each number."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from digitreader.output.marks import rounded
from digitreader.output.result import PageResult
from digitreader.output.table import Row, Table

COLUMNS = (
    *("file", "line", "number", "written", "value", "ambiguous", "confidence", "doubtful"),
    *("x", "y", "width", "height"),
)
WIDTHS = (28, 6, 9, 20, 20, 11, 11, 9, 7, 7, 7, 7)  # of a workbook's columns, in characters


def number_table(pages: Iterable[PageResult]) -> Table:
    """Make a row of each number; lines and numbers count from 1. Texts keep leading zeros, values can be added up."""
    return Table(COLUMNS, (row for page in pages for row in _rows(page)))


def _rows(page: PageResult) -> Iterator[Row]:
    """Yield a row for each number of a page."""
    for line, read in enumerate(page.lines, 1):
        for number, each in enumerate(read.numbers, 1):
            value = None if each.value is None else Decimal(each.value)
            yield (page.file, line, number, each.written, value, each.ambiguous, rounded(each.confidence),
                   each.doubtful, *each.box)  # fmt: skip
