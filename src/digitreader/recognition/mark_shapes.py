"""What small ink beside digits looks like: a blot, a stroke that falls, or a nearly level one."""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

import numpy as np

from digitreader.layout.components import Component
from digitreader.settings.recognition import MarkSettings


class Shape(Enum):
    """What a mark looks like, named by the sign that it most likely is."""

    POINT = "."
    HIGH_POINT = "'"  # no sign unless there is another point below
    TAIL = ","  # a stroke that falls
    BAR = "-"
    HIGH_BAR = "¯"  # no sign unless there is another bar below
    LOW_BAR = "_"  # at the digits' feet: a point drawn out, or a minus
    TWO_BARS = "="
    TWO_POINTS = ":"
    BAR_AND_POINTS = "÷"


@dataclass(frozen=True, eq=False)
class Writing:
    """The digits of a line, by which marks are measured.

    digits: at least one, from left to right.
    """

    digits: tuple[Component, ...]

    @cached_property
    def height(self) -> float:
        """The median height of the digits, in pixels."""
        return float(np.median([digit.box.height for digit in self.digits]))

    @cached_property
    def pen(self) -> float:
        """The median thickness of their strokes, in pixels."""
        return float(np.median([digit.thickness for digit in self.digits]))

    def depth(self, mark: Component) -> float:
        """Where a mark's middle stands: 0 at the tops of the two digits nearest to it, 1 at their feet."""
        near = sorted(self.digits, key=lambda digit: abs(digit.middle[0] - mark.middle[0]))[:2]
        top, foot = (float(np.mean(ends)) for ends in zip(*((d.box.y, d.box.bottom) for d in near), strict=True))
        return (mark.middle[1] - top) / max(foot - top, 1.0)

    def place(self, mark: Component, *, low: bool) -> int:
        """How many digits stand left of a mark.

        low: by the lower halves of the digits, because a 7 may reach over a point.
        """
        return sum((_foot(digit) if low else digit.middle[0]) < mark.middle[0] for digit in self.digits)


def shape_of(mark: Component, depth: float, writing: Writing, settings: MarkSettings) -> Shape | None:
    """What a single mark looks like; None if like no sign.

    depth: where its middle stands, 0 at the digits' tops, 1 at their feet.
    """
    box, height = mark.box, writing.height
    length, breadth, slope = _axes(mark)
    long = length >= settings.flat * breadth
    if long and abs(slope) <= settings.slope:
        fits = _within(box.width / height, settings.bar) and _within(depth, settings.bar_depth)
        low = depth > settings.low and box.width < settings.low_bar * height
        shape = Shape.HIGH_BAR if depth < settings.high else Shape.LOW_BAR if low else Shape.BAR
        return shape if fits else None
    widest = max(settings.point * height, settings.point_pens * writing.pen)
    if box.width > widest:
        return None
    low = settings.point_depth <= depth <= (settings.tail_depth if long else settings.lowest_point)
    if not long and depth <= settings.lowest_point and box.height <= widest and mark.mask.mean() > settings.fill:
        return Shape.POINT if low else Shape.HIGH_POINT
    falls = long and (slope > 0 or slope < -settings.upright)
    return Shape.TAIL if falls and low and box.height <= settings.tail * height else None


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def _axes(mark: Component) -> tuple[float, float, float]:
    """The length and breadth of a mark along and across its main axis, and that axis' rise by run to the right."""
    rows, columns = np.nonzero(mark.mask)
    spread, axes = np.linalg.eigh(np.cov(columns, rows) + np.eye(2) / 12)  # a pixel's own spread
    right, down = axes[:, 1]
    return float(np.sqrt(spread[1])), float(np.sqrt(spread[0])), float(-down / (right or 1e-9))


def _foot(digit: Component) -> float:
    """The mean column of a digit's lower half."""
    columns = np.flatnonzero(digit.mask[digit.box.height // 2 :].any(axis=0))
    return digit.box.x + float(columns.mean()) if columns.size else digit.middle[0]
