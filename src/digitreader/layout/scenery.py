"""What a photo shows beside the paper: the desk, the edges of sheets and shadows, leaves and creases."""

import cv2
import numpy as np

from digitreader.layout.components import Component, bordered
from digitreader.layout.ink import Ink
from digitreader.settings.layout import ScenerySettings


def is_scenery(component: Component, shape: tuple[int, ...], settings: ScenerySettings) -> bool:
    """Whether a component is the desk around the sheet: large, at the picture's edge, and it fills its box.

    Args:
        component: any piece of ink.
        shape: (height, width) of the picture.
        settings: how large, and how much of it may lie along the edge.
    """
    sides = _sides_touched(component, shape, settings)
    if not sides:
        return False
    box = component.box
    contact = _edge_contact(component, shape) / max(box.width, box.height)
    if _may_be_cut_digits(component, shape, settings):
        digits = sides <= settings.crop_sides and min(box.width, box.height) > settings.crop_room * component.thickness
        return contact > (settings.crop_contact if digits else settings.crop_bar_contact)
    if contact > settings.contact:
        return True
    big = max(box.width / shape[1], box.height / shape[0]) > settings.size
    return big and (sides >= settings.sides or bool(component.mask.mean() > settings.fill))


def _sides_touched(component: Component, shape: tuple[int, ...], settings: ScenerySettings) -> int:
    """How many sides of the picture a component touches or nearly touches."""
    box, near = component.box, settings.near_edge
    return (box.x <= near) + (box.y <= near) + (box.right >= shape[1] - near) + (box.bottom >= shape[0] - near)


def _may_be_cut_digits(component: Component, shape: tuple[int, ...], settings: ScenerySettings) -> bool:
    """Whether a component is tall and drawn with a pen, in a crop of one line so tight that it may cut digits."""
    crop = shape[0] <= settings.crop_height and component.box.height > settings.size * shape[0]
    return crop and component.thickness < settings.crop_pen * shape[0]


def _edge_contact(component: Component, shape: tuple[int, ...]) -> int:
    """How many pixels of a component lie on the side of the picture that it touches most."""
    box, mask = component.box, component.mask
    return max(
        int(mask[:, 0].sum()) if box.x == 0 else 0,
        int(mask[0].sum()) if box.y == 0 else 0,
        int(mask[:, -1].sum()) if box.right == shape[1] else 0,
        int(mask[-1].sum()) if box.bottom == shape[0] else 0,
    )


def lies_on_paper(component: Component, ink: Ink, settings: ScenerySettings) -> bool:
    """Whether a component has quiet paper on all sides, as a pen's stroke has.

    The edge of a shadow or a sheet has not, nor have creases in paper and leaves on a tree. Another stroke may be near,
    so darkness around the component counts only up to a share of its own.
    """
    inner = max(settings.min_halo, round(settings.halo * component.thickness))
    outer = inner + max(settings.min_halo, inner)
    box = component.box
    away = np.asarray(cv2.distanceTransform(1 - bordered(component.mask, outer), cv2.DIST_L2, 5))  # pixels from its ink
    top, left = max(0, outer - box.y), max(0, outer - box.x)
    around = ink.darkness[max(0, box.y - outer) : box.bottom + outer, max(0, box.x - outer) : box.right + outer]
    away = away[top : top + around.shape[0], left : left + around.shape[1]]
    own = float(ink.darkness[box.slices][component.mask].mean())
    unrest = np.minimum(around[(away > inner) & (away <= outer)] / own, settings.neighbour)
    return not unrest.size or float(np.sqrt(np.mean(np.square(unrest)))) < settings.unrest
