"""What was read, as plain data: a page holds lines, a line holds digits. Every format is written from this tree.

Its JSON is described in schema.json, field by field.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digitreader.errors import DataError
from digitreader.geometry import Box
from digitreader.reading import Reading
from digitreader.recognition.digit import Digit, DigitLine

SCHEMA = Path(__file__).with_name("schema.json")
VERSION = 1  # of the schema; a document that names none is of this one
DECIMALS = 4  # of a confidence; a float32 probability holds no more that means anything


@dataclass(frozen=True)
class DigitResult:
    """A digit.

    value: "0" to "9". confidence: 0 to 1. doubtful: a person should check it. alternatives: other values with their
    probabilities, likeliest first. box: in pixels of the photo as it was sent, upright.
    """

    value: str
    confidence: float
    doubtful: bool
    alternatives: tuple[tuple[str, float], ...]
    box: Box

    def to_dict(self) -> dict[str, Any]:
        """Return the digit as JSON holds it."""
        return {
            "value": self.value,
            "confidence": self.confidence,
            "doubtful": self.doubtful,
            "alternatives": [list(pair) for pair in self.alternatives],
            "box": list(self.box),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "DigitResult":
        """Return the digit that to_dict wrote."""
        others = tuple((str(value), float(share)) for value, share in data["alternatives"])
        return cls(data["value"], data["confidence"], data["doubtful"], others, Box(*data["box"]))


@dataclass(frozen=True)
class LineResult:
    """A line of digits, left to right. confidence: that the whole line is right, 0 to 1."""

    text: str
    confidence: float
    digits: tuple[DigitResult, ...]

    @property
    def doubts(self) -> int:
        """How many of its digits a person should check."""
        return sum(digit.doubtful for digit in self.digits)

    def to_dict(self) -> dict[str, Any]:
        """Return the line as JSON holds it."""
        digits = [digit.to_dict() for digit in self.digits]
        return {"text": self.text, "confidence": self.confidence, "digits": digits}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "LineResult":
        """Return the line that to_dict wrote."""
        return cls(data["text"], data["confidence"], tuple(map(DigitResult.from_dict, data["digits"])))


@dataclass(frozen=True)
class PageResult:
    """A photo: its file's name, and what was read in it or why it could not be read.

    advice: what would make the photo easier to read. error: why it could not be read; None when it was.

    >>> PageResult("a.jpg", error="Too dark.").to_dict()
    {'file': 'a.jpg', 'lines': [], 'advice': [], 'error': 'Too dark.'}
    """

    file: str
    lines: tuple[LineResult, ...] = ()
    advice: tuple[str, ...] = ()
    error: str | None = None

    @property
    def text(self) -> str:
        """The lines, one below the other."""
        return "\n".join(line.text for line in self.lines)

    def to_dict(self) -> dict[str, Any]:
        """Return the page as JSON holds it."""
        lines = [line.to_dict() for line in self.lines]
        return {"file": self.file, "lines": lines, "advice": list(self.advice), "error": self.error}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "PageResult":
        """Return the page that to_dict wrote, in this version of the program or an earlier one.

        Raises:
            DataError: the document is of a newer version, or is no page.
        """
        if data.get("schema", VERSION) != VERSION:
            raise DataError(f"This result is of version {data['schema']}; install a newer Digit Reader to open it.")
        try:
            lines = tuple(map(LineResult.from_dict, data["lines"]))
            return cls(data["file"], lines, tuple(data["advice"]), data["error"])
        except (KeyError, TypeError, ValueError) as error:
            raise DataError(f"This is not a result of `digitreader read --format json` ({error!r}).") from error


def page_result(file: str, reading: Reading) -> PageResult:
    """Return what was read in a photo, as plain data."""
    original = reading.photo.to_original
    return PageResult(file, tuple(_line(line, original) for line in reading.lines), tuple(reading.advice))


def to_json(name: str, reading: Reading | None, error: str | None = None) -> str:
    """Return one line of JSON about a photo.

    Args:
        name: the photo's file name.
        reading: what was read; None when the photo could not be read.
        error: why it could not be read.
    """
    page = page_result(name, reading) if reading else PageResult(name, error=error)
    return json.dumps(page.to_dict())


def _line(line: DigitLine, original: Callable[[Box], Sequence[int]]) -> LineResult:
    digits = tuple(_digit(digit, original) for digit in line.digits)
    return LineResult(line.text, round(line.confidence, DECIMALS), digits)


def _digit(digit: Digit, original: Callable[[Box], Sequence[int]]) -> DigitResult:
    return DigitResult(
        digit.value,
        round(float(digit.confidence), DECIMALS),
        bool(digit.doubtful),
        tuple((value, round(float(share), DECIMALS)) for value, share in digit.alternatives),
        Box(*map(int, original(digit.box))),
    )
