"""A drawing of the page "Draw", and what a visitor says of a digit in it."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from digitreader.ui import budget
from digitreader.ui.draw.drawing_result import DrawingResult

NOTHING = ""  # the label for "not one digit"


@dataclass(frozen=True, eq=False)
class Drawing:
    """A state of the field.

    strokes: as the field describes them, in JSON. count: how many there are. result: what was read.
    """

    strokes: str = "[]"
    count: int = 0
    result: DrawingResult = field(default_factory=DrawingResult)

    @cached_property
    def memory(self) -> int:
        """About how many bytes it takes."""
        return len(self.strokes) + budget.weight(self.result)


@dataclass(frozen=True, eq=False)
class Correction:
    """The visitor's label for a tile: "0" to "9", or empty for "not one digit"."""

    tile: NDArray[np.float32]
    label: str
