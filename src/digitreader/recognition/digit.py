"""Digits and lines of digits as they were read."""

from dataclasses import dataclass

import numpy as np

from digitreader.geometry import Box
from digitreader.numbers.alphabet import with_signs
from digitreader.recognition.sign import Sign
from digitreader.recognition.tile import Tile


@dataclass(frozen=True, eq=False)
class Digit:
    """One digit as it was read.

    value: "0" to "9". confidence: 0 to 1. alternatives: the other likely values, likeliest first, each with its
    probability. box: (x, y, width, height) in pixels of the Photo. tile: what the classifier saw.
    doubtful: a person should look at it.
    """

    value: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...]
    box: Box
    tile: Tile
    doubtful: bool


@dataclass(frozen=True, eq=False)
class DigitLine:
    """One line of writing, left to right.

    digits: never empty. signs: what stands before, among and after them; none from a line reader that knows no signs.
    """

    digits: tuple[Digit, ...]
    signs: tuple[Sign, ...] = ()

    @property
    def text(self) -> str:
        """The digits as text, leading zeros and all."""
        return "".join(digit.value for digit in self.digits)

    @property
    def written(self) -> str:
        """The digits with the signs and gaps among them, as the line was written."""
        return with_signs(self.text, ((sign.place, sign.character) for sign in self.signs))

    @property
    def confidence(self) -> float:
        """The confidence that all digits are right, 0 to 1, as if they were independent."""
        return float(np.prod([digit.confidence for digit in self.digits]))

    @property
    def doubts(self) -> int:
        """How many of its digits and signs a person should look at."""
        return sum(digit.doubtful for digit in self.digits) + sum(sign.doubtful for sign in self.signs)

    @property
    def box(self) -> Box:
        """The box around all digits, in pixels of the Photo."""
        return Box.union(digit.box for digit in self.digits)
