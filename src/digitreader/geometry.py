"""Boxes: where on a picture something stands."""

from collections.abc import Iterable
from typing import NamedTuple


class Box(NamedTuple):
    """An upright rectangle in whole pixels; x counts to the right, y down.

    >>> box = Box(10, 20, 30, 40)
    >>> box.right, box.bottom, box.area, box.middle
    (40, 60, 1200, (25.0, 40.0))
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
        """The first column to its right."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first row below it."""
        return self.y + self.height

    @property
    def area(self) -> int:
        """The number of pixels in it."""
        return self.width * self.height

    @property
    def middle(self) -> tuple[float, float]:
        """(x, y) of its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def slices(self) -> tuple[slice, slice]:
        """Its rows and columns in an array: `picture[box.slices]`."""
        return slice(self.y, self.bottom), slice(self.x, self.right)

    def moved(self, right: int, down: int) -> "Box":
        """The same box, further right and further down."""
        return Box(self.x + right, self.y + down, self.width, self.height)

    def shared_rows(self, other: "Box") -> int:
        """How many rows two boxes share; below 0, how many lie between them."""
        return min(self.bottom, other.bottom) - max(self.y, other.y)

    def shared_columns(self, other: "Box") -> int:
        """How many columns two boxes share; below 0, how many lie between them."""
        return min(self.right, other.right) - max(self.x, other.x)

    def overlap(self, other: "Box") -> int:
        """How many pixels two boxes share."""
        return max(self.shared_columns(other), 0) * max(self.shared_rows(other), 0)

    @classmethod
    def union(cls, boxes: "Iterable[Box]") -> "Box":
        """The smallest box around one or more boxes.

        Raises:
            ValueError: there are no boxes.
        """
        found = tuple(boxes)
        if not found:
            raise ValueError("no boxes to draw a box around")
        left, top = min(box.x for box in found), min(box.y for box in found)
        return cls(left, top, max(box.right for box in found) - left, max(box.bottom for box in found) - top)
