"""Tables and their one CSV writer, which lets no cell become a formula."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO

from digitreader.escape_formula import escape_formula

Cell = str | int | float | bool | Decimal | None | Sequence[Sequence[int] | str | None]
Row = Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """Rows under named columns. quoted: whether CSV quotes every cell, also where no reader needs it."""

    columns: tuple[str, ...]
    rows: Iterable[Row]
    quoted: bool = False


def write_csv(table: Table, file: IO[str], *, header: bool = True) -> None:
    """Write a table as CSV into a file that is open with newline="".

    Texts are escaped against formulas. Numbers have a decimal point. True and false are lower case, a missing value is
    empty, lists are JSON.
    """
    writer = csv.writer(
        _LineFeeds(file), quoting=csv.QUOTE_ALL if table.quoted else csv.QUOTE_MINIMAL, lineterminator="\r\n"
    )
    if header:
        writer.writerow(table.columns)
    writer.writerows(map(_csv_cell, row) for row in table.rows)


def to_csv(table: Table, *, header: bool = True) -> str:
    """Write a table as CSV."""
    stream = io.StringIO()
    write_csv(table, stream, header=header)
    return stream.getvalue()


def to_json_list(table: Table) -> str:
    """Write a table as a JSON list with an object for each row; texts stay as they are, since JSON runs no formulas.

    Decimals are strings: what reads JSON may round numbers.
    """
    rows = [
        json.dumps(dict(zip(table.columns, row, strict=True)), ensure_ascii=False, default=str) for row in table.rows
    ]
    return "[" + ",\n ".join(rows) + "]\n"


class _LineFeeds:
    """Ends rows with a line feed. csv.writer quotes only the breaks it ends rows with, so it is told to use both."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, row: str) -> None:
        """Write a row."""
        self._file.write(row.removesuffix("\r\n") + "\n")


def _csv_cell(cell: Cell) -> str | int | float | None:
    """Make a cell one that csv.writer takes."""
    if isinstance(cell, str):
        return escape_formula(cell)
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell if (isinstance(cell, int | float) and not isinstance(cell, bool)) or cell is None else json.dumps(cell)
