"""The rows of a stack's table: one for each line of writing, and one for a photo without any."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from digitreader.output.marks import rounded
from digitreader.output.parquet import LIST
from digitreader.output.result import PageResult
from digitreader.output.table import Cell


@dataclass(frozen=True, slots=True)
class Row:
    """A line of writing, or a photo without any.

    file: the photo's name. line: counts from 1; None if nothing was read. text: the digits, with leading zeros.
    confidence: that all digits are right, 0 to 1. doubts: how many of its digits and signs a person should check.
    error: why the photo could not be read. written: the text with signs and gaps. values: what its numbers are worth,
    as decimal strings; None for what is no single number. ambiguous: how many of them can be understood in two ways.
    """

    file: str
    line: int | None = None
    text: str = ""
    confidence: float | None = None
    doubts: int = 0
    error: str | None = None
    written: str = ""
    values: Sequence[str | None] | None = None
    ambiguous: int = 0

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The values in the order of COLUMNS."""
        return tuple(getattr(self, name) for name in COLUMNS)


COLUMNS = tuple(field.name for field in fields(Row))
TYPES = ("string", "int32", "string", "float64", "int32", "string", "string", LIST, "int32")  # of Parquet's columns


def rows_of(page: PageResult) -> tuple[Row, ...]:
    """Return a photo's rows, at least one."""
    rows = tuple(
        Row(
            page.file,
            number,
            line.text,
            rounded(line.confidence),
            line.doubts,
            written=line.written,
            values=[each.value for each in line.numbers],
            ambiguous=sum(each.ambiguous for each in line.numbers),
        )
        for number, line in enumerate(page.lines, 1)
    )
    return rows or (Row(page.file, error=page.error),)
