"""Result trees made by hand."""

from digitreader.geometry import Box
from digitreader.output.line import LineResult
from digitreader.output.marks import DigitResult

SOMEWHERE = Box(0, 0, 1, 1)
SURE = 0.8  # digits made here are doubtful below


def digit(value: str, confidence: float = 0.99, next_best: float = 0.2, box: Box = SOMEWHERE) -> DigitResult:
    """A digit that may also be a 4, doubtful if its confidence is low."""
    return DigitResult(value, confidence, confidence < SURE, (("4", next_best),), box)


def line(*digits: DigitResult) -> LineResult:
    """A line of digits, as sure as all of them together."""
    confidence = 1.0
    for each in digits:
        confidence *= each.confidence
    return LineResult("".join(each.value for each in digits), confidence, digits)
