"""How badly signs explain the marks that are seen between two digits: a weighed edit distance."""

from collections.abc import Sequence

import numpy as np

from digitreader.numbers.alphabet import GAP
from digitreader.recognition.mark_shapes import Shape
from digitreader.recognition.marks import Mark
from digitreader.settings.decision import SignSettings

SMALL = ".,-=:÷"  # signs that are marks; others are as large as digits and may count as a part of one
CLOSING = "-="  # what flourishes end in, as ".-" and ",="


def likenesses(shape: Shape, settings: SignSettings) -> dict[str, float]:
    """The signs that a mark may be, each with what it costs to take it for that, the likeliest first."""
    return {
        Shape.POINT: {".": 0.0, ",": settings.point_as_comma},
        Shape.TAIL: {",": 0.0, ".": settings.comma_as_point},
        Shape.BAR: {"-": 0.0, "=": settings.bar_as_equals},
        Shape.LOW_BAR: {".": settings.low_bar_as_any, "-": settings.low_bar_as_any},
        Shape.TWO_BARS: {"=": 0.0, "-": settings.equals_as_minus},
        Shape.TWO_POINTS: {":": 0.0},
        Shape.BAR_AND_POINTS: {"÷": 0.0},
    }[shape]


def cost(signs: str, marks: Sequence[Mark], at_end: bool, settings: SignSettings) -> float:
    """What it costs to say that the marks between two digits are these signs: 0 if they are what they look like.

    at_end: they stand before all digits or after them.

    Source: Wagner & Fischer 1974, doi:10.1145/321796.321811.
    """
    costs = np.full((len(signs) + 1, len(marks) + 1), np.inf)
    costs[0, 0] = 0.0
    for i, j in np.ndindex(costs.shape):
        if i:
            unseen = settings.no_mark if signs[i - 1] in SMALL else 0.0
            costs[i, j] = min(costs[i, j], costs[i - 1, j] + unseen)
        if j:
            costs[i, j] = min(costs[i, j], costs[i, j - 1] + _ignored(marks[j - 1], at_end, settings))
        if i and j:
            alike = likenesses(marks[j - 1].shape, settings).get(signs[i - 1], np.inf)
            costs[i, j] = min(costs[i, j], costs[i - 1, j - 1] + alike)
    return float(costs[-1, -1]) + _oddity(signs, settings)


def _ignored(mark: Mark, at_end: bool, settings: SignSettings) -> float:
    """What it costs to say that a mark is no sign."""
    if mark.part:
        return settings.part_ignored
    return {
        Shape.POINT: settings.point_ignored,
        Shape.TAIL: settings.tail_ignored,
        Shape.BAR: settings.end_bar_ignored if at_end and mark.level else settings.bar_ignored,
        Shape.LOW_BAR: settings.low_bar_ignored,
        Shape.TWO_BARS: settings.two_bars_ignored,
        Shape.TWO_POINTS: settings.two_points_ignored,
        Shape.BAR_AND_POINTS: settings.two_bars_ignored,
    }[mark.shape]


def _oddity(signs: str, settings: SignSettings) -> float:
    """What several signs in one place cost."""
    if len(signs) < 2:
        return 0.0
    return settings.usual_pair if signs[-1] in CLOSING or GAP in signs else settings.odd_pair
