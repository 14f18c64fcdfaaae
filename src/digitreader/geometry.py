"""Boxes: where on a picture something stands."""

from collections.abc import Iterable
from typing import NamedTuple


class Box(NamedTuple):
    """An upright rectangle in whole pixels; x counts to the right, y down.

    >>> box = Box(10, 20, 30, 40)
    >>> box.right, box.bottom, box.area
    (40, 60, 1200)
    >>> box.overlap(Box(30, 50, 30, 40))
    100
    >>> Box.union([box, Box(0, 50, 5, 20)])
    Box(x=0, y=20, width=40, height=50)
    """

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column to the right of it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first row below it."""
        return self.y + self.height

    @property
    def area(self) -> int:
        """How many pixels it holds."""
        return self.width * self.height

    @property
    def slices(self) -> tuple[slice, slice]:
        """Its rows and columns in an array: `picture[box.slices]`."""
        return slice(self.y, self.bottom), slice(self.x, self.right)

    def moved(self, right: int, down: int) -> "Box":
        """Return a box of the same size somewhere else."""
        return Box(self.x + right, self.y + down, self.width, self.height)

    def overlap(self, other: "Box") -> int:
        """Return how many pixels two boxes share."""
        width = min(self.right, other.right) - max(self.x, other.x)
        height = min(self.bottom, other.bottom) - max(self.y, other.y)
        return max(width, 0) * max(height, 0)

    @classmethod
    def union(cls, boxes: "Iterable[Box]") -> "Box":
        """Return the smallest box around several boxes, of which there must be one at least."""
        found = tuple(boxes)
        left, top = min(box.x for box in found), min(box.y for box in found)
        return cls(left, top, max(box.right for box in found) - left, max(box.bottom for box in found) - top)
