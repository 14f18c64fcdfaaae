"""What may be one digit of a line: its pieces, and the runs of them that are candidates."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitreader.layout.components import Component
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.tile import Tile
from digitreader.settings.recognition import LatticeSettings


@dataclass(frozen=True, eq=False)
class Piece:
    """The smallest part of a line, never divided: a whole component, or what one was cut into.

    of: the component it is a part of. first, last: whether it is the first and the last part of that.
    """

    component: Component
    of: Component
    first: bool
    last: bool


@dataclass(frozen=True, eq=False)
class Candidate:
    """A run of neighbouring pieces that may be one digit: pieces start to end - 1 of its line."""

    start: int
    end: int
    component: Component
    tile: Tile


@dataclass(frozen=True, eq=False)
class Step:
    """A candidate on a path, with the classifier's probabilities: float32 (11,)."""

    candidate: Candidate
    probabilities: NDArray[np.float32]

    @staticmethod
    def unseen(component: Component, tile: Tile) -> "Step":
        """A step that the classifier was not asked about."""
        return Step(Candidate(0, 0, component, tile), np.zeros(NOT_A_DIGIT + 1, np.float32))

    @property
    def value(self) -> int:
        """The digit that the classifier takes it for."""
        return int(self.probabilities[:NOT_A_DIGIT].argmax())


def is_bar(component: Component, settings: LatticeSettings) -> bool:
    """Whether a component is flat and nearly solid: left of a ruled line or a frame, not touching digits."""
    _, _, width, height = component.box
    return width > settings.bar_length * height and bool(component.mask.mean() > settings.bar_fill)
