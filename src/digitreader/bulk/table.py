"""The finished table of a stack, as CSV or Parquet by the name of its file."""

from collections.abc import Callable, Iterable
from pathlib import Path

from digitreader.bulk.rows import COLUMNS, TYPES, Row
from digitreader.errors import BulkError, SetupError
from digitreader.output.parquet import write_parquet
from digitreader.output.table import Table, write_csv

WriteTable = Callable[[Iterable[Row], Path], None]


def writer_for(out: Path) -> WriteTable:
    """Return the writer for a file of this name.

    Raises:
        BulkError: the name ends neither in .csv nor in .parquet.
        SetupError: pyarrow, which writes Parquet, is not installed.
    """
    kind = out.suffix.lower()
    if kind == ".csv":
        return _to_csv
    if kind != ".parquet":
        raise BulkError(f"{out}: a table is a .parquet or a .csv file. Name one with --out.")
    try:
        import pyarrow  # noqa: F401  # find out before hours of reading, not after
    except ModuleNotFoundError as error:
        raise SetupError("Parquet needs pyarrow. Install it with: pip install 'digitreader[bulk]'") from error
    return _to_parquet


def _to_csv(rows: Iterable[Row], path: Path) -> None:
    """Write rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        write_csv(_table(rows), file)


def _to_parquet(rows: Iterable[Row], path: Path) -> None:
    """Write rows as Parquet."""
    write_parquet(_table(rows), path, TYPES)


def _table(rows: Iterable[Row]) -> Table:
    """Return rows as a table."""
    return Table(COLUMNS, (row.cells for row in rows))
