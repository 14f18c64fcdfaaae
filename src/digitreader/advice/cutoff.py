"""Whether the picture cuts writing off."""

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitreader.layout.components import Component
from digitreader.layout.ink import Ink
from digitreader.layout.lines import TextLine
from digitreader.recognition.digit import Digit
from digitreader.settings.advice import CutoffSettings

LEFT, TOP, RIGHT, BOTTOM = SIDES = ("left", "top", "right", "bottom")


def cut_side(lines: tuple[TextLine, ...], digits: tuple[Digit, ...], ink: Ink, settings: CutoffSettings) -> str | None:
    """Find the side of the picture that writing runs off, one of SIDES; None if it runs off none.

    A line of writing is read from left to right, so what leaves at its ends is cut. At the top and bottom the tail
    of a digit may just touch the edge. There writing counts as cut where two strokes of one digit leave, where half of
    the digits touch, or where what touches could not be read.

    Args:
        lines: the lines that were found; a component that stands alone may be anything.
        digits: what was read in them.
        ink: the ink they are in.
        settings: what counts as cut off.
    """
    usual = float(np.median([digit.box.height for digit in digits])) if digits else 0.0
    for line in lines:
        big = [s for s in line.components if s.box.height > settings.height * (usual or line.height)]
        for side in SIDES if len(big) > 1 else ():
            leaving = [(component, exits) for component in big if (exits := _exits(component, side, ink, settings))]
            ends = side in (LEFT, RIGHT) or len(leaving) >= max(settings.min_touching, settings.share * len(big))
            if leaving and (ends or any(exits > 1 or not _is_read(component, digits) for component, exits in leaving)):
                return side
    return None


def _exits(component: Component, side: str, ink: Ink, settings: CutoffSettings) -> int:
    """Count the strokes of a component that leave the picture at a side: those that are still dark there."""
    x, y, width, height = component.box
    bottom, right = ink.mask.shape
    if {LEFT: x > 0, TOP: y > 0, RIGHT: x + width < right, BOTTOM: y + height < bottom}[side]:
        return 0
    dark = ink.darkness[y : y + height, x : x + width]
    full = float(np.quantile(dark[component.mask], settings.full_ink))
    leaves = _at(component.mask, side) & (_at(dark, side) > settings.darkness * full)
    return int(leaves[0]) + sum(bool(b and not a) for a, b in pairwise(leaves))


def _at(plane: NDArray[Any], side: str) -> NDArray[Any]:
    """The outermost row or column of a plane at a side."""
    outermost: NDArray[Any] = {LEFT: plane[:, 0], TOP: plane[0], RIGHT: plane[:, -1], BOTTOM: plane[-1]}[side]
    return outermost


def _is_read(component: Component, digits: tuple[Digit, ...]) -> bool:
    """Whether a component is, or holds, digits that were read without a doubt."""
    x, y, width, height = component.box
    middles = [(d, d.box.x + d.box.width / 2, d.box.y + d.box.height / 2) for d in digits]
    own = [d for d, u, v in middles if x <= u <= x + width and y <= v <= y + height]
    return bool(own) and not any(digit.doubtful for digit in own)
