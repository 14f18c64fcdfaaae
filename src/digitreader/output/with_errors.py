"""A table of pages that tells which of them could not be read."""

from collections.abc import Callable, Iterable, Iterator

from digitreader.output.result import PageResult
from digitreader.output.table import Row, Table


def with_errors(pages: Iterable[PageResult], table_of: Callable[[Iterable[PageResult]], Table]) -> Table:
    """Make a table of pages with a last column "error", and a row for each page that could not be read.

    table_of: makes the table without that column; its first column is the file.
    """
    columns = table_of(()).columns

    def rows() -> Iterator[Row]:
        for page in pages:
            if page.error is not None:
                yield (page.file, *[""] * (len(columns) - 1), page.error)
            yield from ((*row, "") for row in table_of([page]).rows)

    return Table((*columns, "error"), rows())
