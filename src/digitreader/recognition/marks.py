"""Marks: the small ink beside a line's digits that is part of none, such as points and dashes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from digitreader.geometry import Box
from digitreader.layout.components import Component
from digitreader.layout.ink import Ink
from digitreader.recognition.mark_shapes import Shape, Writing, shape_of
from digitreader.settings.recognition import MarkSettings


@dataclass(frozen=True)
class Mark:
    """A mark beside digits.

    place: how many digits stand before it. box: in pixels of the Photo. level: it stands at half the digits' height or
    so. part: it belongs to what was read as a digit.
    """

    place: int
    shape: Shape
    box: Box
    level: bool = True
    part: bool = False


def find_marks(
    digits: Sequence[Component], ink: Ink, settings: MarkSettings, printed: Sequence[Component] = ()
) -> tuple[Mark, ...]:
    """Find the marks before, between and after the digits of a line, from left to right.

    Args:
        digits: the ink of each, from left to right; at least one.
        ink: what they were found in.
        settings: what a mark looks like.
        printed: bars between the digits; what stands in their columns is left of them.
    """
    writing = Writing(tuple(digits))
    dark = settings.darkness * float(np.median([_darkness(digit, ink) for digit in digits]))
    found = []
    for component, part in _small_ink(writing, ink, settings):
        left_of_bar = any(component.box.shared_columns(bar.box) > 0 for bar in printed)
        if not left_of_bar and _darkness(component, ink) >= dark:
            depth = writing.depth(component)
            shape = shape_of(component, depth, writing, settings)
            if shape is not None:
                place = writing.place(component, low=shape not in (Shape.BAR, Shape.HIGH_BAR, Shape.LOW_BAR))
                level = settings.level[0] <= depth <= settings.level[1]
                found.append(Mark(place, shape, component.box, level, part))
    return _stacked(sorted(found, key=lambda mark: mark.box.middle[0]), settings)


def _darkness(component: Component, ink: Ink) -> float:
    """How dark a component's ink is on average; 0 where a cut through noise left it none."""
    dark = ink.darkness[component.box.slices][component.mask]
    return float(dark.mean()) if dark.size else 0.0


def _small_ink(writing: Writing, ink: Ink, settings: MarkSettings) -> Iterator[tuple[Component, bool]]:
    """The connected ink around digits that is small enough for a mark, and whether it is part of one of them."""
    around = Box.union(digit.box for digit in writing.digits)
    reach, rise = round(settings.reach * writing.height), round(settings.rise * writing.height)
    left, top = max(0, around.x - reach), max(0, around.y - rise)
    window = np.ascontiguousarray(ink.mask[top : around.bottom + rise, left : around.right + reach])
    taken = np.zeros(window.shape, bool)
    for digit in writing.digits:
        taken[digit.box.moved(-left, -top).slices] |= digit.mask
    _, labels, rows, _ = cv2.connectedComponentsWithStats(window.view(np.uint8), connectivity=8)
    labels, rows = np.asarray(labels), np.asarray(rows)
    sides = rows[:, 2:4].max(axis=1)
    small = (settings.least * writing.height <= sides) & (sides <= settings.bar[1] * writing.height)
    small &= rows[:, 4] >= (settings.blot * writing.pen) ** 2
    for label in (np.flatnonzero(small[1:]) + 1).tolist():
        box = Box(*map(int, rows[label, :4]))
        mask = labels[box.slices] == label
        mark = Component(box.moved(left, top), mask)
        part = bool(taken[box.slices][mask].mean() > settings.part)
        if not (part and _is_digit(mark.box, writing)):
            yield mark, part


def _is_digit(box: Box, writing: Writing) -> bool:
    """Whether a box takes up the better part of a digit's."""
    return any(2 * box.overlap(digit.box) > digit.box.area for digit in writing.digits)


def _stacked(marks: list[Mark], settings: MarkSettings) -> tuple[Mark, ...]:
    """Make one of two bars above each other, of two points, and of a bar between two points."""
    groups: list[list[Mark]] = []
    for mark in marks:
        if groups and any(_above(mark, other, settings) for other in groups[-1]):
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return tuple(mark for group in groups for mark in _joined(group))


def _above(a: Mark, b: Mark, settings: MarkSettings) -> bool:
    return a.box.shared_columns(b.box) > settings.stacked * min(a.box.width, b.box.width)


def _joined(group: list[Mark]) -> list[Mark]:
    """The one mark that a group of marks above each other makes, or all of them; a high point alone is none."""
    shapes = sorted(mark.shape.name for mark in group)
    joined = STACKS.get(tuple(shapes))
    if joined is None:
        return [mark for mark in group if mark.shape not in (Shape.HIGH_POINT, Shape.HIGH_BAR)]
    return [Mark(group[0].place, joined, Box.union(mark.box for mark in group), True, any(m.part for m in group))]


STACKS = {
    ("BAR", "BAR"): Shape.TWO_BARS,
    ("BAR", "HIGH_BAR"): Shape.TWO_BARS,
    ("BAR", "LOW_BAR"): Shape.TWO_BARS,
    ("HIGH_POINT", "POINT"): Shape.TWO_POINTS,
    ("BAR", "HIGH_POINT", "POINT"): Shape.BAR_AND_POINTS,
}
