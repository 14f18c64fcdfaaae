"""The sides of a box around digits that stand as evenly as in cells."""

import numpy as np

from digitreader.layout.combs import is_upright
from digitreader.layout.components import Component
from digitreader.settings.layout import CombSettings


def find_sides(components: list[Component], settings: CombSettings) -> list[Component]:
    """Find what is left of the sides of a box, if digits are written in it as evenly as in cells.

    The next digit would stand a whole step away from the last one; the box's side stands half a step away, or one and
    a half where a cell stayed empty. It is thinner than what the pen drew.

    Args:
        components: a line's, from left to right.
        settings: what even writing is, and what a bar.
    """
    sides = list[Component]()
    for inner in (components[::-1], components):
        while len(inner) > settings.even_digits and _is_side(inner[0], inner[1:], settings):
            sides.append(inner[0])
            inner = inner[1:]
    return sides


def _is_side(bar: Component, others: list[Component], settings: CombSettings) -> bool:
    """Whether a bar is the side of a box that others, from it on, are written in."""
    usual = float(np.median([component.box.height for component in others]))
    digits = [component for component in others if component.box.height > settings.low * usual]
    steps = np.abs(np.diff([component.middle[0] for component in digits]))
    if not is_upright(bar, settings) or len(digits) < settings.even_digits:
        return False
    step = float(steps.mean())
    away = abs(bar.middle[0] - digits[0].middle[0])
    thin = bar.box.width <= float(np.median([component.thickness for component in digits]))
    astray = min(abs(away - 0.5 * step), abs(away - 1.5 * step))
    return bool(thin and steps.std() < settings.even * step and astray < settings.stray * step)
