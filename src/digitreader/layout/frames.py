"""Frames and printed boxes: what is drawn around writing, taken away from it."""

import numpy as np

from digitreader.layout.components import Component, connected_components
from digitreader.layout.threshold import Mask
from digitreader.settings.layout import ComponentSettings, FrameSettings


def unboxed(component: Component, settings: FrameSettings, sizes: ComponentSettings) -> list[Component]:
    """Take the border off a printed box that the writing in it touches; leave any other component as it is.

    Args:
        component: any piece of ink.
        settings: what a box is.
        sizes: what a component is.
    """
    if not _is_box(component, settings):
        return [component]
    box, tall = component.box, settings.content * component.box.height
    inside = remove_border(component.mask, _margin(component, settings), settings)
    content = [part for part in connected_components(inside, tall, sizes) if part.box.height > tall]
    return [Component(part.box.moved(box.x, box.y), part.mask) for part in content] or [component]


def remove_border(mask: Mask, margin: int, settings: FrameSettings) -> Mask:
    """Take the border off the picture of a printed box; strokes that touch or cross the border stay.

    The first run of ink from each side goes, where it is no thicker than that side usually is.

    Args:
        mask: bool (H, W), True on ink, tight around the box.
        margin: pixels; how far from its edge the border may run.
        settings: what is too thick for a border.
    """
    for turn in range(4):
        mask = np.rot90(_without_left_border(np.rot90(mask, turn), margin, settings), -turn)
    return mask


def _without_left_border(mask: Mask, margin: int, settings: FrameSettings) -> Mask:
    """A mask without the border on its left."""
    padded = np.pad(mask, ((0, 0), (0, 1)))
    start = padded.argmax(axis=1)
    columns = np.arange(padded.shape[1])
    end = (~padded & (columns >= start[:, None])).argmax(axis=1)
    near = padded.any(axis=1) & (start < margin)
    if not near.any():
        return mask
    thickness = end - start
    thin = near & (thickness <= settings.border_thickness * float(np.median(thickness[near])) + 1)
    border = thin[:, None] & (columns[:-1] >= start[:, None]) & (columns[:-1] < end[:, None])
    return np.asarray(mask & ~border, bool)


def without_frames(components: list[Component], settings: FrameSettings) -> list[Component]:
    """Leave out the components drawn or printed around others, unless those are specks beside them."""
    left, top, width, height = np.array([c.box for c in components], int).reshape(-1, 4).T
    right, bottom = left + width, top + height
    inside = (left[:, None] < left) & (top[:, None] < top) & (right < right[:, None]) & (bottom < bottom[:, None])
    content = inside & (height > settings.content * height[:, None])
    return [
        component
        for component, row in zip(components, content, strict=True)
        if not _is_frame(component, [components[k] for k in np.flatnonzero(row)], settings)
    ]


def _is_frame(component: Component, inside: list[Component], settings: FrameSettings) -> bool:
    """Whether a component is hollow and has its ink around one of those that lie in its box.

    A digit's box may well hold a piece of its neighbour, or of itself where it is broken: they stand beside its ink.
    """
    if not inside:
        return False
    if _is_box(component, settings):
        return True
    hollow = component.mask.mean() < settings.fill
    return bool(hollow) and any(_sides_around(component, other) >= settings.sides for other in inside)


def _is_box(component: Component, settings: FrameSettings) -> bool:
    """Whether a component has ink nearly all along at least three sides of its box, and is hollow."""
    mask, margin = component.mask, _margin(component, settings)
    sides = (
        mask[:, :margin].any(axis=1),
        mask[:, -margin:].any(axis=1),
        mask[:margin].any(axis=0),
        mask[-margin:].any(axis=0),
    )
    closed = sum(bool(side.mean() > settings.box_side) for side in sides)
    return closed >= settings.sides and bool(mask.mean() < settings.box_fill)


def _margin(component: Component, settings: FrameSettings) -> int:
    """How far from its edge, in pixels, the border of a box may run."""
    return max(settings.min_margin, round(settings.margin * min(component.box.width, component.box.height)))


def _sides_around(component: Component, other: Component) -> int:
    """On how many sides a component is in the way, looking straight out from the middle of another."""
    x, y = round(other.middle[0] - component.box.x), round(other.middle[1] - component.box.y)
    row, column = component.mask[y], component.mask[:, x]
    return sum(bool(part.any()) for part in (row[:x], row[x:], column[:y], column[y:]))
