"""What was read, as plain data: a page holds lines, a line holds numbers, digits and signs.

Every format is written from this tree. Its JSON is described in schema.json, field by field.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from digitreader.errors import DataError
from digitreader.geometry import Box
from digitreader.numbers.decimal_mark import Convention, Mark
from digitreader.output.line import LineResult, NumberResult
from digitreader.output.line_numbers import numbered
from digitreader.output.marks import DigitResult

SCHEMA = Path(__file__).with_name("schema.json")
VERSIONS = 1, 2  # of the schema that can be opened; a document that names none is of the first
VERSION = VERSIONS[-1]


@dataclass(frozen=True)
class PageResult:
    """A photo: its file's name, and what was read in it or why it could not be read.

    advice: what would make the photo easier to read. error: why it could not be read; None when it was. decimal: the
    decimal mark of its numbers: "point", "comma", or "auto", which asks the numbers themselves. mark: the one by which
    their values were found; None where nothing says it. crossed_out: where something is crossed out and was left out.

    >>> PageResult("a.jpg", error="Too dark.").to_dict()
    {'schema': 2, 'file': 'a.jpg', 'lines': [], 'crossed_out': [], 'decimal': None, 'advice': [], 'error': 'Too dark.'}
    """

    file: str
    lines: tuple[LineResult, ...] = ()
    advice: tuple[str, ...] = ()
    error: str | None = None
    decimal: Convention = "auto"
    crossed_out: tuple[Box, ...] = ()
    mark: Mark | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Find the numbers of the lines: a line's alone cannot tell what 1.234 is."""
        lines, mark = numbered(self.lines, self.decimal)
        object.__setattr__(self, "lines", lines)
        object.__setattr__(self, "mark", mark)

    @property
    def text(self) -> str:
        """The lines, one below the other."""
        return "\n".join(self.texts)

    @property
    def written(self) -> str:
        """The lines as they were written, one below the other."""
        return "\n".join(line.written for line in self.lines if line.text)

    @property
    def numbers(self) -> list[NumberResult]:
        """All numbers in reading order."""
        return [number for line in self.lines for number in line.numbers]

    @property
    def texts(self) -> list[str]:
        """The text of each line, without lines that a person found to be no number."""
        return [line.text for line in self.lines if line.text]

    @property
    def without_signs(self) -> "PageResult":
        """The page with the digits of each line alone, all of a line as one number."""
        return replace(self, lines=tuple(replace(line, signs=()) for line in self.lines))

    @property
    def doubts(self) -> int:
        """How many digits and signs a person should check."""
        return sum(line.doubts for line in self.lines)

    @property
    def to_check(self) -> int:
        """How many numbers a person should check: those with a doubtful digit or sign in or beside them."""
        return sum(number.doubtful for number in self.numbers)

    @property
    def digits(self) -> list[DigitResult]:
        """All digits in reading order."""
        return [digit for line in self.lines for digit in line.digits]

    @property
    def placed(self) -> list[tuple[int, int, DigitResult]]:
        """All digits as (line, place in that line, digit); lines and places count from 1."""
        return [
            (number, place, digit)
            for number, line in enumerate(self.lines, 1)
            for place, digit in enumerate(line.digits, 1)
        ]

    def to_dict(self) -> dict[str, Any]:
        """The page as JSON holds it: probabilities are rounded to 4 decimals."""
        return {
            "schema": VERSION,
            "file": self.file,
            "lines": [line.to_dict() for line in self.lines],
            "crossed_out": [list(box) for box in self.crossed_out],
            "decimal": self.mark,
            "advice": list(self.advice),
            "error": self.error,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "PageResult":
        """Make the page that to_dict wrote, in this version of the program or an earlier one.

        Raises:
            DataError: the document is of a newer version, or is no page.
        """
        if data.get("schema", 1) not in VERSIONS:
            raise DataError(f"This result is of version {data['schema']}; install a newer Digit Reader to open it.")
        try:
            lines = tuple(map(LineResult.from_dict, data["lines"]))
            crossed_out = tuple(Box(*box) for box in data.get("crossed_out", ()))
            advice, error = tuple(data["advice"]), data["error"]
            return cls(data["file"], lines, advice, error, data.get("decimal") or "auto", crossed_out)
        except (KeyError, TypeError, ValueError) as error:
            raise DataError(f"This is not a result of `digitreader read --format json` ({error!r}).") from error
