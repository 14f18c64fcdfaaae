"""A table as a Parquet file."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from digitreader.output.table import Row, Table

LIST = "list"  # the type of a column of lists of strings
ROWS_PER_GROUP = 50_000  # held in memory at once: about 10 MB


def write_parquet(table: Table, path: Path, types: Sequence[str]) -> None:
    """Write a table as Parquet; a missing value is null, and texts stay as they are.

    Args:
        table: the rows.
        path: where the file goes.
        types: the columns' types in Arrow's names, "string", "int32", "float64", or LIST.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = [pa.list_(pa.string()) if name == LIST else pa.type_for_alias(name) for name in types]
    schema = pa.schema(list(zip(table.columns, kinds, strict=True)))
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for group in _groups(iter(table.rows)):
            columns = zip(*group, strict=True)
            file.write_table(pa.Table.from_arrays([*map(pa.array, columns, kinds)], schema=schema))


def _groups(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Yield the rows in groups that fit into memory."""
    while group := list(islice(rows, ROWS_PER_GROUP)):
        yield group
