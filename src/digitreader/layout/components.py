"""Connected components of ink: what they are, how to join them, and how to find them in a mask."""

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.geometry import Box
from digitreader.layout.threshold import Mask
from digitreader.settings.layout import ComponentSettings

Labels = NDArray[np.int32]
Pixels = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Component:
    """A connected piece of ink, or several that stand above each other.

    box: where it is on the picture. mask: bool (height, width), the ink inside the box.
    """

    box: Box
    mask: Mask

    def __post_init__(self) -> None:
        """Refuse a mask that does not fill its box."""
        if self.mask.shape != (self.box.height, self.box.width):
            raise ValueError(f"mask {self.mask.shape} does not fill the box {self.box}")

    @cached_property
    def middle(self) -> tuple[float, float]:
        """(x, y) of the box's middle."""
        return self.box.middle

    @cached_property
    def thickness(self) -> float:
        """The thickness of its strokes in pixels, at least 1.

        It follows from the mean distance of the ink to the nearest paper, which in a bar is a quarter of the bar's
        thickness and half a pixel.
        """
        picture = bordered(self.mask, 1)
        inside = cv2.distanceTransform(picture, cv2.DIST_L2, 3)
        return max(1.0, 4 * (cv2.mean(inside, mask=picture)[0] - 0.5))


def bordered(mask: Mask, border: int) -> Pixels:
    """Turn a mask into a picture of 0 and 1 with paper on all sides; np.pad takes ten times as long."""
    picture = np.zeros((mask.shape[0] + 2 * border, mask.shape[1] + 2 * border), np.uint8)
    picture[border : border + mask.shape[0], border : border + mask.shape[1]] = mask
    return picture


def join(components: list[Component] | tuple[Component, ...]) -> Component:
    """Join one or more components into one."""
    if len(components) == 1:
        return components[0]
    around = Box.union(component.box for component in components)
    mask = np.zeros((around.height, around.width), bool)
    for component in components:
        mask[component.box.moved(-around.x, -around.y).slices] |= component.mask
    return Component(around, mask)


def connected_components(mask: Mask, smallest: float, settings: ComponentSettings) -> list[Component]:
    """Find the connected components of a mask that are no specks, from top to bottom.

    The boxes come from the outer contours, because OpenCV's statistics of all pixels take six times as long as its
    labels; but a picture of a million holes would hold the contours up for half a minute.

    Args:
        mask: bool (H, W), True on ink.
        smallest: pixels; what is shorter on its longer side is a speck.
        settings: the fewest pixels, and how busy a picture may be.
    """
    picture = np.ascontiguousarray(mask).view(np.uint8)
    busy = np.count_nonzero(picture[:, 1:] != picture[:, :-1]) > settings.busy
    labels, boxes = _counted_boxes(picture) if busy else _contour_boxes(picture)
    found: list[Component] = []
    for label, box in sorted(boxes.items()):
        if max(box.width, box.height) >= smallest:
            own = labels[box.slices] == label
            if np.count_nonzero(own) >= settings.min_pixels:
                found.append(Component(box, own))
    return found


def _counted_boxes(picture: Pixels) -> tuple[Labels, dict[int, Box]]:
    """The label of each pixel and the box of each label, by counting pixels."""
    _, labels, found, _ = cv2.connectedComponentsWithStats(picture, connectivity=8)
    boxes = {label: Box(*map(int, row[:4])) for label, row in enumerate(np.asarray(found)) if label}
    return np.asarray(labels, np.int32), boxes


def _contour_boxes(picture: Pixels) -> tuple[Labels, dict[int, Box]]:
    """The label of each pixel and the box of each label, by outer contours."""
    _, found = cv2.connectedComponents(picture, connectivity=8)
    labels = np.asarray(found, np.int32)
    boxes: dict[int, Box] = {}
    for contour in _outer_contours(picture):
        boxes[int(labels[contour[0, 0, 1], contour[0, 0, 0]])] = Box(*cv2.boundingRect(contour))
    return labels, boxes


def _outer_contours(picture: Pixels) -> list[NDArray[np.int32]]:
    """The outer contour of every component, those inside others too."""
    contours, hierarchy = cv2.findContours(picture, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return []
    parents = np.asarray(hierarchy)[0, :, 3]
    return [np.asarray(c, np.int32) for c, parent in zip(contours, parents, strict=True) if parent < 0]
