"""Printed bars: what is left of combs and boxes in a line of writing, taken out of it."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.geometry import Box
from digitreader.layout.box_sides import find_sides
from digitreader.layout.combs import find_comb
from digitreader.layout.components import Component
from digitreader.layout.threshold import Mask
from digitreader.settings.layout import CombSettings


def without_bars(components: list[Component], settings: CombSettings) -> tuple[list[Component], list[Component]]:
    """Part a line into its writing and the printed bars between or beside it.

    Where enough bars of a comb stand free, those that are broken or touch the writing are found by their places. What
    would be bars and nothing else stays writing.

    Args:
        components: a line's, from left to right.
        settings: what a comb is.
    """
    teeth = find_comb(components, settings)
    if not teeth:
        sides = find_sides(components, settings)
        return [component for component in components if component not in sides], sides
    pitch, start = _fitted(teeth)
    width = float(np.median([tooth.box.width for tooth in teeth]))
    height = float(np.median([tooth.box.height for tooth in teeth]))
    writing, bars = list[Component](), list(teeth)
    for component in components:
        if component in teeth:
            continue
        places = _places(component, start, pitch, settings)
        if component.box.width <= settings.thick * width:
            (bars if len(places) else writing).append(component)
        elif component.box.width > settings.cells * pitch:
            cut, rest = _cut(component, places, (width, height), settings.stray * pitch, settings)
            bars += cut
            writing += rest
        else:
            writing.append(component)
    if not writing:
        return components, []
    return sorted(writing, key=lambda component: component.box.x), bars


def _fitted(teeth: list[Component]) -> tuple[float, float]:
    """The distance between two places of a comb, and where one of them is, by all its bars."""
    middles = np.array([tooth.middle[0] for tooth in teeth])
    steps = np.diff(middles)
    places = np.concatenate([[0], np.cumsum(np.rint(steps / steps.min()))])
    pitch, start = np.polyfit(places, middles, 1)
    return float(pitch), float(start)


def _places(component: Component, start: float, pitch: float, settings: CombSettings) -> NDArray[np.float64]:
    """The columns of a comb's places within a component, or next to the middle of a narrow one."""
    reach = max(component.box.width / 2, settings.stray * pitch)
    numbers = (component.middle[0] + np.array([-reach, reach]) - start) / pitch
    return np.asarray(start + pitch * np.arange(np.ceil(numbers[0]), np.floor(numbers[1]) + 1))


def _cut(
    component: Component, places: NDArray[np.float64], bar: tuple[float, float], stray: float, settings: CombSettings
) -> tuple[list[Component], list[Component]]:
    """Cut bars of a usual width and height out of a component that they touch: the bars, and what is left of it."""
    width, height = bar
    upright = np.ones((max(2, round(settings.part * height)), 1), np.uint8)
    runs = cv2.morphologyEx(component.mask.view(np.uint8), cv2.MORPH_OPEN, upright).astype(bool)
    near = np.abs(np.arange(component.box.x, component.box.right)[:, None] + 0.5 - places) <= stray
    runs &= near.any(axis=1)
    bars = [piece for piece in _pieces(runs, component.box) if piece.box.width <= settings.thick * width]
    rest = component.mask.copy()
    for piece in bars:
        rest[piece.box.moved(-component.box.x, -component.box.y).slices] &= ~piece.mask
    least = settings.crumb * height
    return bars, [piece for piece in _pieces(rest, component.box) if max(piece.box[2:]) >= least]


def _pieces(mask: Mask, box: Box) -> Iterator[Component]:
    """The connected pieces of a mask whose corner is that of a box."""
    _, labels, rows, _ = cv2.connectedComponentsWithStats(mask.view(np.uint8), connectivity=8)
    for label, row in enumerate(np.asarray(rows)[1:, :4], 1):
        piece = Box(*map(int, row))
        yield Component(piece.moved(box.x, box.y), np.asarray(labels)[piece.slices] == label)
