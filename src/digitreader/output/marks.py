"""Digits and signs as they were read, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from digitreader.geometry import Box

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
        return {"value": self.value, **_doubt(self)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "DigitResult":
        """Make the digit that to_dict wrote."""
        return cls(data["value"], data["confidence"], data["doubtful"], _alternatives(data), Box(*data["box"]))


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

    @property
    def value(self) -> str:
        """The sign; a digit's value by the same name."""
        return self.character

    def to_dict(self) -> dict[str, Any]:
        """The sign as JSON holds it."""
        return {"character": self.character, "place": self.place, **_doubt(self)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "SignResult":
        """Make the sign that to_dict wrote."""
        read = data["confidence"], data["doubtful"], _alternatives(data), Box(*data["box"])
        return cls(data["character"], data["place"], *read)


def _doubt(mark: DigitResult | SignResult) -> dict[str, Any]:
    """What JSON holds of a digit and of a sign alike."""
    return {
        "confidence": rounded(mark.confidence),
        "doubtful": mark.doubtful,
        "alternatives": [[value, rounded(share)] for value, share in mark.alternatives],
        "box": list(mark.box),
    }


def _alternatives(data: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
    """The alternatives that JSON holds."""
    return tuple((str(value), float(share)) for value, share in data["alternatives"])


def rounded(share: float) -> float:
    """A probability, rounded as in files."""
    return round(share, DECIMALS)
