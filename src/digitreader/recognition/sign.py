"""Signs as they were read: points, commas, dashes and their like among a line's digits, and gaps between numbers."""

from dataclasses import dataclass

from digitreader.geometry import Box


@dataclass(frozen=True)
class Sign:
    """One sign of a line, or a place where there may be one.

    character: one of `numbers.alphabet.SIGNS`; " " for a gap between two numbers; "" where none was read but one may
    stand, which is always doubtful. place: how many digits of the line stand before it. box: (x, y, width, height) in
    pixels of the Photo. confidence: 0 to 1. doubtful: a person should look at it. alternatives: what else may stand
    there, likeliest first, each with its probability; "" is none, and several signs may stand together, as in "=-".
    """

    character: str
    place: int
    box: Box
    confidence: float
    doubtful: bool
    alternatives: tuple[tuple[str, float], ...]
