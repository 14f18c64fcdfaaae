"""Pages as a table with a row for each digit."""

from collections.abc import Iterable, Iterator

from digitreader.output.result import PageResult, rounded
from digitreader.output.table import Row, Table

COLUMNS = (
    *("file", "line", "position", "digit", "confidence", "doubtful", "next_best", "next_best_confidence"),
    *("x", "y", "width", "height"),
)


def digit_table(pages: Iterable[PageResult]) -> Table:
    """Make a row of each digit; lines and positions count from 1."""
    return Table(COLUMNS, (row for page in pages for row in _rows(page)))


def digit_table_with_errors(pages: Iterable[PageResult]) -> Table:
    """Make the same table with a last column "error", and a row for each page that could not be read."""
    return Table((*COLUMNS, "error"), (row for page in pages for row in _rows_or_error(page)))


def _rows_or_error(page: PageResult) -> Iterator[Row]:
    """Yield a page's rows, or the row with its error."""
    if page.error is not None:
        yield (page.file, *[""] * (len(COLUMNS) - 1), page.error)
    yield from ((*row, "") for row in _rows(page))


def _rows(page: PageResult) -> Iterator[Row]:
    """Yield a row for each digit of a page."""
    for line, position, digit in page.placed:
        value, share = digit.alternatives[0] if digit.alternatives else ("", 0.0)
        cells = (digit.value, rounded(digit.confidence), digit.doubtful, value, rounded(share), *digit.box)
        yield (page.file, line, position, *cells)
