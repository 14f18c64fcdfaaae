"""The rows of a stack's table: one for each line of writing, and one for a photo without any."""

from dataclasses import astuple, dataclass, fields

from digitreader.output.result import PageResult, rounded


@dataclass(frozen=True, slots=True)
class Row:
    """A line of writing, or a photo without any.

    file: the photo's name. line: counts from 1; None if nothing was read. text: the digits, with leading zeros.
    confidence: that the whole line is right, 0 to 1. doubts: how many of its digits a person should check. error: why
    the photo could not be read.
    """

    file: str
    line: int | None = None
    text: str = ""
    confidence: float | None = None
    doubts: int = 0
    error: str | None = None

    @property
    def cells(self) -> tuple[str | int | float | None, ...]:
        """The values in the order of COLUMNS."""
        return astuple(self)


COLUMNS = tuple(field.name for field in fields(Row))
TYPES = ("string", "int32", "string", "float64", "int32", "string")  # of the columns in Parquet


def rows_of(page: PageResult) -> tuple[Row, ...]:
    """Return a photo's rows, at least one."""
    rows = tuple(
        Row(page.file, number, line.text, rounded(line.confidence), line.doubts)
        for number, line in enumerate(page.lines, 1)
    )
    return rows or (Row(page.file, error=page.error),)
