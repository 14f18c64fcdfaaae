"""Pages as a table with a row for each digit and sign."""

from collections.abc import Iterable, Iterator

from digitreader.output.marks import rounded
from digitreader.output.result import PageResult
from digitreader.output.table import Row, Table

COLUMNS = (
    *("file", "line", "position", "digit", "confidence", "doubtful", "next_best", "next_best_confidence"),
    *("x", "y", "width", "height"),
)


def digit_table(pages: Iterable[PageResult]) -> Table:
    """Make a row of each digit and sign; lines, and positions in the written line, count from 1."""
    return Table(COLUMNS, (row for page in pages for row in _rows(page)))


def _rows(page: PageResult) -> Iterator[Row]:
    """Yield a row for each digit and sign of a page."""
    for line, read in enumerate(page.lines, 1):
        for position, mark in enumerate(read.marks, 1):
            value, share = mark.alternatives[0] if mark.alternatives else ("", 0.0)
            cells = (mark.value, rounded(mark.confidence), mark.doubtful, value, rounded(share), *mark.box)
            yield (page.file, line, position, *cells)
