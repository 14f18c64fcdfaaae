"""From ink to strokes: connected pieces of writing, without specks, frames, scenery and shadows."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.ink import Ink
from digitreader.photo import Box
from digitreader.rules import without_border
from digitreader.settings import Settings


@dataclass(frozen=True, eq=False)
class Stroke:
    """A connected piece of writing, or several that stand above each other.

    box: (x, y, width, height) in pixels. mask: bool (height, width), the ink inside the box.
    """

    box: Box
    mask: NDArray[np.bool_]

    def __post_init__(self) -> None:
        """Refuse a mask that does not fill its box."""
        if self.mask.shape != (self.box[3], self.box[2]):
            raise ValueError(f"mask {self.mask.shape} does not fill the box {self.box}")

    @property
    def middle(self) -> tuple[float, float]:
        """(x, y) of the box's middle."""
        x, y, width, height = self.box
        return x + width / 2, y + height / 2

    @property
    def thickness(self) -> float:
        """The thickness of its lines in pixels, at least 1.

        Distances are counted from the nearest pixel of paper; in a bar they are a quarter of its thickness and half a
        pixel on average.
        """
        inside = cv2.distanceTransform(np.pad(self.mask, 1).astype(np.uint8), cv2.DIST_L2, 3)
        return max(1.0, 4 * (float(inside[inside > 0].mean()) - 0.5))


def join(strokes: list[Stroke] | tuple[Stroke, ...]) -> Stroke:
    """Return several strokes as one."""
    left, top = min(s.box[0] for s in strokes), min(s.box[1] for s in strokes)
    right = max(s.box[0] + s.box[2] for s in strokes)
    bottom = max(s.box[1] + s.box[3] for s in strokes)
    mask = np.zeros((bottom - top, right - left), bool)
    for stroke in strokes:
        x, y, w, h = stroke.box
        mask[y - top : y - top + h, x - left : x - left + w] |= stroke.mask
    return Stroke((left, top, right - left, bottom - top), mask)


def find_strokes(ink: Ink, settings: Settings) -> list[Stroke]:
    """Return the strokes of writing in no particular order: no specks, no frames, no desk, no edges of shadows."""
    return _without_specks(_without_frames(_pieces(ink, settings), settings), settings)


def _pieces(ink: Ink, settings: Settings) -> list[Stroke]:
    """Return every connected piece of ink that could be writing by its size, in no particular order."""
    height, width = ink.mask.shape
    strokes = []
    for box, mask in _components(ink.mask, settings):
        if max(box[2:]) < settings.min_stroke * max(height, width):
            continue
        if box[3] > settings.max_stroke_height * height and box[2] > settings.max_stroke_width * width:
            continue
        stroke = Stroke(box, mask)
        if not _is_scenery(stroke, ink.mask.shape, settings) and _lies_on_paper(stroke, ink, settings):
            strokes.extend(_unboxed(stroke, settings))
    return strokes


def _components(mask: NDArray[np.bool_], settings: Settings) -> list[tuple[Box, NDArray[np.bool_]]]:
    """Return the connected pieces of a mask that are no single pixels: their boxes, and the ink inside them."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    boxes = [tuple(int(v) for v in row[:4]) for row in stats]
    big = [k for k in range(1, count) if stats[k, cv2.CC_STAT_AREA] >= settings.min_ink_pixels]
    return [((x, y, w, h), labels[y : y + h, x : x + w] == k) for k in big for x, y, w, h in [boxes[k]]]


def _unboxed(stroke: Stroke, settings: Settings) -> list[Stroke]:
    """Return what stands in a printed box and touches its border, without the border; any other stroke as it is."""
    x, y, width, height = stroke.box
    if not _is_box(stroke, settings):
        return [stroke]
    margin = max(2, round(settings.box_margin * min(width, height)))
    found = _components(without_border(stroke.mask, margin, settings), settings)
    content = [(box, mask) for box, mask in found if box[3] > settings.frame_content * height]
    return [Stroke((x + u, y + v, w, h), mask) for (u, v, w, h), mask in content] or [stroke]


def _is_box(stroke: Stroke, settings: Settings) -> bool:
    """Return whether a stroke has ink nearly all along at least three sides of its box, and is hollow."""
    _, _, width, height = stroke.box
    margin = max(2, round(settings.box_margin * min(width, height)))
    mask = stroke.mask
    sides = (
        mask[:, :margin].any(axis=1),
        mask[:, -margin:].any(axis=1),
        mask[:margin].any(axis=0),
        mask[-margin:].any(axis=0),
    )
    closed = sum(bool(side.mean() > settings.box_side) for side in sides)
    return closed >= 3 and bool(mask.mean() < settings.box_fill)


def _is_scenery(stroke: Stroke, shape: tuple[int, ...], settings: Settings) -> bool:
    """Return whether a piece is the desk around the sheet: large, at the picture's edge, and it fills its box."""
    x, y, w, h = stroke.box
    sides = (x <= 1) + (y <= 1) + (x + w >= shape[1] - 1) + (y + h >= shape[0] - 1)
    big = max(w / shape[1], h / shape[0]) > settings.scenery_size
    contact = _edge_contact(stroke, shape)
    if contact > settings.edge_contact * max(w, h):
        return True
    return sides >= 1 and big and (stroke.mask.mean() > settings.scenery_fill or sides >= 2)


def _edge_contact(stroke: Stroke, shape: tuple[int, ...]) -> int:
    """Return how many pixels of a piece lie on the side of the picture that it touches most."""
    x, y, w, h = stroke.box
    mask = stroke.mask
    return max(
        int(mask[:, 0].sum()) if x == 0 else 0,
        int(mask[0].sum()) if y == 0 else 0,
        int(mask[:, -1].sum()) if x + w == shape[1] else 0,
        int(mask[-1].sum()) if y + h == shape[0] else 0,
    )


def _lies_on_paper(stroke: Stroke, ink: Ink, settings: Settings) -> bool:
    """Return whether a piece has quiet paper on all sides, as a pen's stroke has.

    The edge of a shadow or a sheet has not, nor have creases in paper and leaves on a tree. What is around it may be
    dark where another stroke is near, so darkness counts up to half of the piece's own.
    """
    inner = max(2, round(settings.halo * stroke.thickness))
    outer = inner + max(2, inner)
    x, y, w, h = stroke.box
    picture = np.pad(stroke.mask, outer).astype(np.uint8)
    ring = cv2.dilate(picture, _disc(outer)) > cv2.dilate(picture, _disc(inner))
    top, left = max(0, outer - y), max(0, outer - x)
    around = ink.darkness[max(0, y - outer) : y + h + outer, max(0, x - outer) : x + w + outer]
    ring = ring[top : top + around.shape[0], left : left + around.shape[1]]
    own = float(ink.darkness[y : y + h, x : x + w][stroke.mask].mean())
    unrest = np.minimum(around[ring] / own, 0.5)
    return not ring.any() or float(np.sqrt(np.mean(np.square(unrest)))) < settings.unrest


def _disc(radius: int) -> NDArray[np.uint8]:
    """Return a disc to dilate with."""
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)), np.uint8)


def _without_frames(strokes: list[Stroke], settings: Settings) -> list[Stroke]:
    """Return the strokes without those that are drawn or printed around others."""
    return [s for s in strokes if not any(_frames(s, other, settings) for other in strokes if other is not s)]


def _frames(outer: Stroke, inner: Stroke, settings: Settings) -> bool:
    """Return whether one stroke surrounds another that is no speck beside it, and is hollow."""
    x, y, w, h = outer.box
    u, v, m, n = inner.box
    inside = x < u and y < v and u + m < x + w and v + n < y + h
    content = inside and n > settings.frame_content * h
    return content and (bool(outer.mask.mean() < settings.frame_fill) or _is_box(outer, settings))


def _without_specks(strokes: list[Stroke], settings: Settings) -> list[Stroke]:
    """Return the strokes without those far smaller than the writing; the writing is what most of the ink is in."""
    if not strokes:
        return []
    heights = np.array([max(s.box[3], s.box[2] / 2) for s in strokes])
    areas = np.array([s.mask.sum() for s in strokes], float)
    order = np.argsort(heights)
    usual = heights[order][np.searchsorted(np.cumsum(areas[order]), areas.sum() / 2)]
    return [s for s, height in zip(strokes, heights, strict=True) if height > settings.speck * usual]
