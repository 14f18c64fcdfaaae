"""The rows of the table: one a line of writing, one for a photo that has none."""

from dataclasses import astuple, dataclass, fields

from digitreader.output.report import DECIMALS
from digitreader.reading import Reading


@dataclass(frozen=True, slots=True)
class Row:
    """A line of writing, or what became of a photo without any.

    file: its name. line: from 1; None where nothing was read. text: the digits, leading zeros and all. confidence: that
    the whole line is right, 0 to 1. doubts: how many of its digits a person should look at. error: why the photo could
    not be read.
    """

    file: str
    line: int | None = None
    text: str = ""
    confidence: float | None = None
    doubts: int = 0
    error: str | None = None

    @property
    def cells(self) -> tuple[str | int | float | None, ...]:
        """The row's values, in the order of COLUMNS."""
        return astuple(self)


COLUMNS = tuple(field.name for field in fields(Row))


def rows_of(name: str, reading: Reading) -> tuple[Row, ...]:
    """Return a photo's rows, at least one."""
    rows = tuple(
        Row(name, number, line.text, round(line.confidence, DECIMALS), sum(digit.doubtful for digit in line.digits))
        for number, line in enumerate(reading.lines, 1)
    )
    return rows or (Row(name),)


def failed(name: str, error: str) -> tuple[Row, ...]:
    """Return the row of a photo that could not be read."""
    return (Row(name, error=error),)
