"""A line as it was read, and the numbers in it, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from digitreader.geometry import Box
from digitreader.numbers.alphabet import among, with_signs
from digitreader.output.marks import DigitResult, SignResult, rounded


@dataclass(frozen=True)
class NumberResult:
    """A number of a line.

    written: with the signs that belong to it. value: what it is worth, as a decimal string with a point; None if it is
    no single number but a date, a time, a fraction or a telephone number. ambiguous: its signs can be understood in
    two ways. confidence: that its digits and the signs in and beside it are right, 0 to 1. doubtful: a person should
    check one of them. box: around it, in pixels of the photo as it was sent, upright.
    """

    written: str
    value: str | None
    ambiguous: bool
    confidence: float
    doubtful: bool
    box: Box

    def to_dict(self) -> dict[str, Any]:
        """The number as JSON holds it."""
        return {**vars(self), "confidence": rounded(self.confidence), "box": list(self.box)}


@dataclass(frozen=True)
class LineResult:
    """A line of digits, left to right, and the signs among them.

    confidence: that all digits are right, 0 to 1. numbers: those of the line; its page makes them, by the decimal mark
    that is used there.
    """

    text: str
    confidence: float
    digits: tuple[DigitResult, ...]
    signs: tuple[SignResult, ...] = ()
    numbers: tuple[NumberResult, ...] = ()

    @property
    def written(self) -> str:
        """The text with the signs and gaps among its digits, as the line was written."""
        return with_signs(self.text, ((sign.place, sign.character) for sign in self.signs))

    @property
    def marks(self) -> tuple[DigitResult | SignResult, ...]:
        """Its digits and signs in reading order; the digits alone where a person changed how many there are."""
        signs = self.signs if len(self.digits) == len(self.text) else ()
        return tuple(among(self.digits, ((sign.place, sign) for sign in signs)))

    @property
    def doubtful(self) -> list[tuple[int, DigitResult | SignResult]]:
        """The digits and signs to check, with places: a digit's own, from 1; of a sign that of the digit before it."""
        places = enumerate(self.digits, 1)
        digits = [(place, digit) for place, digit in places if digit.doubtful]
        signs = [(sign.place, sign) for sign in self.signs if sign.doubtful]
        return sorted([*digits, *signs], key=lambda found: found[0])

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
            "numbers": [number.to_dict() for number in self.numbers],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "LineResult":
        """Make the line that to_dict wrote; earlier versions of the program wrote no signs."""
        digits = tuple(map(DigitResult.from_dict, data["digits"]))
        signs = tuple(map(SignResult.from_dict, data.get("signs", ())))
        return cls(data["text"], data["confidence"], digits, signs)
