"""The table: rows as CSV or Parquet, written aside and put into place when it is whole."""

import csv
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from digitreader.bulk.rows import COLUMNS, Row
from digitreader.errors import BulkError
from digitreader.escape_formula import escape_formula

ROWS_A_GROUP = 50_000  # of a Parquet file; what is in memory at once

WriteTable = Callable[[Iterable[Row], Path], None]


def writer_for(out: Path) -> WriteTable:
    """Return what writes a table of the kind that its name says.

    Raises:
        BulkError: neither .csv nor .parquet, or what writes it is not installed.
    """
    kind = out.suffix.lower()
    if kind == ".csv":
        return write_csv
    if kind != ".parquet":
        raise BulkError(f"{out}: a table is a .parquet or a .csv file. Name one with --out.")
    try:
        import pyarrow  # noqa: F401  # before anything is read, not after
    except ModuleNotFoundError as error:
        raise BulkError("Parquet needs pyarrow. Install it with: pip install 'digitreader[bulk]'") from error
    return write_parquet


def write_csv(rows: Iterable[Row], path: Path) -> None:
    """Write rows as CSV; what is not there is an empty cell, and no cell is a formula."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows([escape_formula(c) if isinstance(c, str) else c for c in row.cells] for row in rows)


def write_parquet(rows: Iterable[Row], path: Path) -> None:
    """Write rows as Parquet; what is not there is null."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = pa.string(), pa.int32(), pa.string(), pa.float64(), pa.int32(), pa.string()
    schema = pa.schema(list(zip(COLUMNS, kinds, strict=True)))
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for group in _groups(iter(rows)):
            columns = zip(*(row.cells for row in group), strict=True)
            file.write_table(pa.Table.from_arrays([*map(pa.array, columns, kinds)], schema=schema))


def _groups(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Yield the rows in groups."""
    while group := list(islice(rows, ROWS_A_GROUP)):
        yield group
