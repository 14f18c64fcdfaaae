"""What was read, as plain data: a page holds lines, a line holds digits. Every format is written from this tree.

Its JSON is described in schema.json, field by field.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digitreader.errors import DataError
from digitreader.geometry import Box
from digitreader.numbers.alphabet import with_signs

SCHEMA = Path(__file__).with_name("schema.json")
VERSION = 1  # of the schema; a document that names none is of this one
DECIMALS = 4  # of a confidence; a float32 probability holds no more that means anything


@dataclass(frozen=True)
class DigitResult:
    """A digit.

    value: "0" to "9". confidence: 0 to 1, not rounded. doubtful: a person should check it. alternatives: other values
    with their probabilities, likeliest first. box: in pixels of the photo as it was sent, upright.
    """

    value: str
    confidence: float
    doubtful: bool
    alternatives: tuple[tuple[str, float], ...]
    box: Box

    def to_dict(self) -> dict[str, Any]:
        """The digit as JSON holds it."""
        return {
            "value": self.value,
            "confidence": rounded(self.confidence),
            "doubtful": self.doubtful,
            "alternatives": [[value, rounded(share)] for value, share in self.alternatives],
            "box": list(self.box),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "DigitResult":
        """Make the digit that to_dict wrote."""
        others = tuple((str(value), float(share)) for value, share in data["alternatives"])
        return cls(data["value"], data["confidence"], data["doubtful"], others, Box(*data["box"]))


@dataclass(frozen=True)
class SignResult:
    """A sign among the digits of a line, or a place where there may be one.

    character: one of `numbers.alphabet.SIGNS`; " " for a gap between two numbers; "" where none was read but one may
    stand. place: how many digits of the line stand before it. confidence, doubtful, alternatives, box: as of a digit;
    among the alternatives "" is none.
    """

    character: str
    place: int
    confidence: float
    doubtful: bool
    alternatives: tuple[tuple[str, float], ...]
    box: Box

    def to_dict(self) -> dict[str, Any]:
        """The sign as JSON holds it."""
        return {
            "character": self.character,
            "place": self.place,
            "confidence": rounded(self.confidence),
            "doubtful": self.doubtful,
            "alternatives": [[sign, rounded(share)] for sign, share in self.alternatives],
            "box": list(self.box),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "SignResult":
        """Make the sign that to_dict wrote."""
        others = tuple((str(sign), float(share)) for sign, share in data["alternatives"])
        return cls(data["character"], data["place"], data["confidence"], data["doubtful"], others, Box(*data["box"]))


@dataclass(frozen=True)
class LineResult:
    """A line of digits, left to right, and the signs among them. confidence: that all digits are right, 0 to 1."""

    text: str
    confidence: float
    digits: tuple[DigitResult, ...]
    signs: tuple[SignResult, ...] = ()

    @property
    def written(self) -> str:
        """The text with the signs and gaps among its digits, as the line was written."""
        return with_signs(self.text, ((sign.place, sign.character) for sign in self.signs))

    @property
    def doubts(self) -> int:
        """How many of its digits and signs a person should check."""
        return sum(digit.doubtful for digit in self.digits) + sum(sign.doubtful for sign in self.signs)

    def to_dict(self) -> dict[str, Any]:
        """The line as JSON holds it."""
        return {
            "text": self.text,
            "written": self.written,
            "confidence": rounded(self.confidence),
            "digits": [digit.to_dict() for digit in self.digits],
            "signs": [sign.to_dict() for sign in self.signs],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "LineResult":
        """Make the line that to_dict wrote; earlier versions of the program wrote no signs."""
        digits = tuple(map(DigitResult.from_dict, data["digits"]))
        signs = tuple(map(SignResult.from_dict, data.get("signs", ())))
        return cls(data["text"], data["confidence"], digits, signs)


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
        return "\n".join(self.texts)

    @property
    def texts(self) -> list[str]:
        """The text of each line, without lines that a person found to be no number."""
        return [line.text for line in self.lines if line.text]

    @property
    def doubts(self) -> int:
        """How many digits and signs a person should check."""
        return sum(line.doubts for line in self.lines)

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
        lines = [line.to_dict() for line in self.lines]
        return {"file": self.file, "lines": lines, "advice": list(self.advice), "error": self.error}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "PageResult":
        """Make the page that to_dict wrote, in this version of the program or an earlier one.

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


def rounded(share: float) -> float:
    """A probability, rounded as in files."""
    return round(share, DECIMALS)
