"""Digits and lines of digits as they were read."""

from dataclasses import dataclass

import numpy as np

from digitreader.geometry import Box
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
    """One line of writing, left to right; never empty."""

    digits: tuple[Digit, ...]

    @property
    def text(self) -> str:
        """The digits as text, leading zeros and all."""
        return "".join(digit.value for digit in self.digits)

    @property
    def confidence(self) -> float:
        """The confidence that the whole line is right, 0 to 1, as if its digits were independent."""
        return float(np.prod([digit.confidence for digit in self.digits]))

    @property
    def box(self) -> Box:
        """The box around all digits, in pixels of the Photo."""
        return Box.union(digit.box for digit in self.digits)
