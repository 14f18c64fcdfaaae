"""Which components are writing: no specks, no frames, no desk, no edges of shadows."""

import numpy as np

from digitreader.errors import TooMuchWriting
from digitreader.layout.components import Component, connected_components
from digitreader.layout.frames import unboxed, without_frames
from digitreader.layout.ink import Ink
from digitreader.layout.scenery import is_scenery, lies_on_paper
from digitreader.settings.layout import ComponentSettings, LayoutSettings


def find_components(ink: Ink, settings: LayoutSettings) -> list[Component]:
    """Find the components of writing, in no particular order.

    Raises:
        TooMuchWriting: there are more marks than any page of writing has.
    """
    pieces: list[Component] = []
    for component in _pieces(ink, settings.components):
        scenery = is_scenery(component, ink.mask.shape, settings.scenery)
        if not scenery and lies_on_paper(component, ink, settings.scenery):
            pieces.extend(unboxed(component, settings.frames, settings.components))
    return _without_specks(without_frames(pieces, settings.frames), settings.components)


def _pieces(ink: Ink, settings: ComponentSettings) -> list[Component]:
    """Every component that could be writing by its size."""
    height, width = ink.mask.shape
    found = connected_components(ink.mask, settings.min_side * max(height, width), settings)
    covered = sum(component.box.area for component in found)
    if len(found) > settings.max_marks or covered > settings.max_overlap * height * width:
        raise TooMuchWriting
    return [
        component
        for component in found
        if component.box.height <= settings.max_height * height or component.box.width <= settings.max_width * width
    ]


def _without_specks(components: list[Component], settings: ComponentSettings) -> list[Component]:
    """The components that are not far smaller than the writing, which is what most of the ink is in."""
    if not components:
        return []
    heights = np.array([max(c.box.height, settings.lying * c.box.width) for c in components])
    areas = np.array([c.mask.sum() for c in components], float)
    order = np.argsort(heights)
    usual = heights[order][np.searchsorted(np.cumsum(areas[order]), areas.sum() / 2)]
    return [c for c, height in zip(components, heights, strict=True) if height > settings.speck * usual]
