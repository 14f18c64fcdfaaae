"""From ink to strokes: connected pieces of writing, without specks, frames, scenery and shadows."""

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.errors import TooMuchWriting
from digitreader.geometry import Box
from digitreader.layout.ink import Ink
from digitreader.layout.ruled_lines import remove_border
from digitreader.settings import Settings

TOO_MUCH = (
    "This picture holds far more marks than a page of writing, more than can be read at once. "
    "Photograph or crop a part of it, closer."
)
BUSY = 400_000  # changes between ink and paper along the rows; the fullest of 102 real pages has 23,000


@dataclass(frozen=True, eq=False)
class Component:
    """A connected piece of writing, or several that stand above each other.

    box: (x, y, width, height) in pixels. mask: bool (height, width), the ink inside the box.
    """

    box: Box
    mask: NDArray[np.bool_]

    def __post_init__(self) -> None:
        """Refuse a mask that does not fill its box."""
        if self.mask.shape != (self.box.height, self.box.width):
            raise ValueError(f"mask {self.mask.shape} does not fill the box {self.box}")

    @cached_property
    def middle(self) -> tuple[float, float]:
        """(x, y) of the box's middle."""
        x, y, width, height = self.box
        return x + width / 2, y + height / 2

    @cached_property
    def thickness(self) -> float:
        """The thickness of its lines in pixels, at least 1.

        Distances are counted from the nearest pixel of paper; in a bar they are a quarter of its thickness and half a
        pixel on average.
        """
        picture = bordered(self.mask, 1)
        inside = cv2.distanceTransform(picture, cv2.DIST_L2, 3)
        return max(1.0, 4 * (cv2.mean(inside, mask=picture)[0] - 0.5))


def bordered(mask: NDArray[np.bool_], border: int) -> NDArray[np.uint8]:
    """Return a mask as a picture of 0 and 1 with paper on all sides; np.pad takes ten times as long."""
    picture = np.zeros((mask.shape[0] + 2 * border, mask.shape[1] + 2 * border), np.uint8)
    picture[border : border + mask.shape[0], border : border + mask.shape[1]] = mask
    return picture


def join(strokes: list[Component] | tuple[Component, ...]) -> Component:
    """Return several strokes as one."""
    if len(strokes) == 1:
        return strokes[0]
    around = Box.union(stroke.box for stroke in strokes)
    mask = np.zeros((around.height, around.width), bool)
    for stroke in strokes:
        mask[stroke.box.moved(-around.x, -around.y).slices] |= stroke.mask
    return Component(around, mask)


def find_components(ink: Ink, settings: Settings) -> list[Component]:
    """Return the strokes of writing in no particular order: no specks, no frames, no desk, no edges of shadows."""
    return _without_specks(_without_frames(_pieces(ink, settings), settings), settings)


def _pieces(ink: Ink, settings: Settings) -> list[Component]:
    """Return every connected piece of ink that could be writing by its size, in no particular order."""
    height, width = ink.mask.shape
    strokes: list[Component] = []
    found = _components(ink.mask, settings.components.min_stroke * max(height, width), settings)
    if len(found) > settings.components.max_marks:
        raise TooMuchWriting(TOO_MUCH)
    if sum(w * h for (_, _, w, h), _ in found) > settings.components.max_overlap * height * width:
        raise TooMuchWriting(TOO_MUCH)
    for box, mask in found:
        if (
            box.height > settings.components.max_stroke_height * height
            and box.width > settings.components.max_stroke_width * width
        ):
            continue
        stroke = Component(box, mask)
        if not _is_scenery(stroke, ink.mask.shape, settings) and _lies_on_paper(stroke, ink, settings):
            strokes.extend(_unboxed(stroke, settings))
    return strokes


def _components(mask: NDArray[np.bool_], smallest: float, settings: Settings) -> list[tuple[Box, NDArray[np.bool_]]]:
    """Return the connected pieces of a mask that are no specks: their boxes, and the ink inside them.

    The boxes come from the outer contours: OpenCV's statistics of all pixels take six times as long as the labels. But
    a picture of a million holes would hold the contours up for half a minute.
    """
    picture = np.ascontiguousarray(mask).view(np.uint8)
    busy = np.count_nonzero(picture[:, 1:] != picture[:, :-1]) > BUSY
    labels, boxes = _counted_boxes(picture) if busy else _contour_boxes(picture)
    pieces: list[tuple[Box, NDArray[np.bool_]]] = []
    for label, box in sorted(boxes.items()):  # from top to bottom
        if max(box.width, box.height) >= smallest:
            own = labels[box.slices] == label
            if np.count_nonzero(own) >= settings.ink.min_ink_pixels:
                pieces.append((box, own))
    return pieces


def _counted_boxes(picture: NDArray[np.uint8]) -> tuple[NDArray[np.int32], dict[int, Box]]:
    """Return the label of each pixel and the box around each connected piece of ink, by counting its pixels."""
    _, labels, found, _ = cv2.connectedComponentsWithStats(picture, connectivity=8)
    boxes = {label: Box(*map(int, row[:4])) for label, row in enumerate(np.asarray(found)) if label}
    return np.asarray(labels, np.int32), boxes


def _contour_boxes(picture: NDArray[np.uint8]) -> tuple[NDArray[np.int32], dict[int, Box]]:
    """Return the label of each pixel and the box around each connected piece of ink, by its outer contour."""
    _, found = cv2.connectedComponents(picture, connectivity=8)
    labels = np.asarray(found, np.int32)
    boxes: dict[int, Box] = {}
    for contour in _outer_contours(picture):
        boxes[int(labels[contour[0, 0, 1], contour[0, 0, 0]])] = Box(*cv2.boundingRect(contour))
    return labels, boxes


def _outer_contours(picture: NDArray[np.uint8]) -> list[NDArray[np.int32]]:
    """Return the outer contour of every connected piece, those inside others too."""
    contours, hierarchy = cv2.findContours(picture, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return []
    parents = np.asarray(hierarchy)[0, :, 3]
    return [np.asarray(c, np.int32) for c, parent in zip(contours, parents, strict=True) if parent < 0]


def _unboxed(stroke: Component, settings: Settings) -> list[Component]:
    """Return what stands in a printed box and touches its border, without the border; any other stroke as it is."""
    x, y, width, height = stroke.box
    if not _is_box(stroke, settings):
        return [stroke]
    margin = max(2, round(settings.components.box_margin * min(width, height)))
    found = _components(
        remove_border(stroke.mask, margin, settings), settings.components.frame_content * height, settings
    )
    content = [(box, mask) for box, mask in found if box.height > settings.components.frame_content * height]
    return [Component(box.moved(x, y), mask) for box, mask in content] or [stroke]


def _is_box(stroke: Component, settings: Settings) -> bool:
    """Return whether a stroke has ink nearly all along at least three sides of its box, and is hollow."""
    _, _, width, height = stroke.box
    margin = max(2, round(settings.components.box_margin * min(width, height)))
    mask = stroke.mask
    sides = (
        mask[:, :margin].any(axis=1),
        mask[:, -margin:].any(axis=1),
        mask[:margin].any(axis=0),
        mask[-margin:].any(axis=0),
    )
    closed = sum(bool(side.mean() > settings.components.box_side) for side in sides)
    return closed >= 3 and bool(mask.mean() < settings.components.box_fill)


def _is_scenery(stroke: Component, shape: tuple[int, ...], settings: Settings) -> bool:
    """Return whether a piece is the desk around the sheet: large, at the picture's edge, and it fills its box."""
    x, y, w, h = stroke.box
    sides = (x <= 1) + (y <= 1) + (x + w >= shape[1] - 1) + (y + h >= shape[0] - 1)
    if not sides:
        return False
    contact = _edge_contact(stroke, shape) / max(w, h)
    if _may_be_cut_digits(stroke, shape, settings):
        digits = sides <= 2 and min(w, h) > 3 * stroke.thickness
        return contact > (settings.components.crop_contact if digits else settings.components.scenery_contact)
    big = max(w / shape[1], h / shape[0]) > settings.components.scenery_size
    return contact > settings.components.edge_contact or (
        big and (sides >= 2 or stroke.mask.mean() > settings.components.scenery_fill)
    )


def _may_be_cut_digits(stroke: Component, shape: tuple[int, ...], settings: Settings) -> bool:
    """Return whether a piece is tall and drawn with a pen, in a crop of one line so tight that it may cut digits."""
    crop = shape[0] <= settings.photo.small_height and stroke.box.height > settings.components.scenery_size * shape[0]
    return crop and stroke.thickness < settings.components.crop_pen * shape[0]


def _edge_contact(stroke: Component, shape: tuple[int, ...]) -> int:
    """Return how many pixels of a piece lie on the side of the picture that it touches most."""
    x, y, w, h = stroke.box
    mask = stroke.mask
    return max(
        int(mask[:, 0].sum()) if x == 0 else 0,
        int(mask[0].sum()) if y == 0 else 0,
        int(mask[:, -1].sum()) if x + w == shape[1] else 0,
        int(mask[-1].sum()) if y + h == shape[0] else 0,
    )


def _lies_on_paper(stroke: Component, ink: Ink, settings: Settings) -> bool:
    """Return whether a piece has quiet paper on all sides, as a pen's stroke has.

    The edge of a shadow or a sheet has not, nor have creases in paper and leaves on a tree. What is around it may be
    dark where another stroke is near, so darkness counts up to half of the piece's own.
    """
    inner = max(2, round(settings.components.halo * stroke.thickness))
    outer = inner + max(2, inner)
    x, y, w, h = stroke.box
    away = np.asarray(cv2.distanceTransform(1 - bordered(stroke.mask, outer), cv2.DIST_L2, 5))  # pixels from its ink
    top, left = max(0, outer - y), max(0, outer - x)
    around = ink.darkness[max(0, y - outer) : y + h + outer, max(0, x - outer) : x + w + outer]
    away = away[top : top + around.shape[0], left : left + around.shape[1]]
    own = float(ink.darkness[y : y + h, x : x + w][stroke.mask].mean())
    unrest = np.minimum(around[(away > inner) & (away <= outer)] / own, 0.5)
    return not unrest.size or float(np.sqrt(np.mean(np.square(unrest)))) < settings.components.unrest


def _without_frames(strokes: list[Component], settings: Settings) -> list[Component]:
    """Return the strokes without those that are drawn or printed around others that are no specks beside them."""
    left, top, width, height = np.array([s.box for s in strokes], int).reshape(-1, 4).T
    right, bottom = left + width, top + height
    inside = (left[:, None] < left) & (top[:, None] < top) & (right < right[:, None]) & (bottom < bottom[:, None])
    content = inside & (height > settings.components.frame_content * height[:, None])
    return [
        stroke for stroke, row in zip(strokes, content, strict=True) if not _is_frame(stroke, row, strokes, settings)
    ]


def _is_frame(stroke: Component, inside: NDArray[np.bool_], strokes: list[Component], settings: Settings) -> bool:
    """Return whether a stroke is hollow and has its ink around one of those that lie in its box.

    A digit's box may well hold a piece of its neighbour, or of itself where it is broken: they stand beside its ink.
    """
    if not inside.any() or not _is_hollow(stroke, settings):
        return False
    return _is_box(stroke, settings) or any(_sides_around(stroke, strokes[k]) >= 3 for k in np.flatnonzero(inside))


def _sides_around(stroke: Component, other: Component) -> int:
    """Return on how many sides, looking straight out from the middle of another stroke, a stroke is in the way."""
    x, y = (round(middle - corner) for middle, corner in zip(other.middle, stroke.box, strict=False))
    row, column = stroke.mask[y], stroke.mask[:, x]
    return sum(bool(part.any()) for part in (row[:x], row[x:], column[:y], column[y:]))


def _is_hollow(stroke: Component, settings: Settings) -> bool:
    """Return whether a stroke leaves as much paper inside as a frame does."""
    return bool(stroke.mask.mean() < settings.components.frame_fill) or _is_box(stroke, settings)


def _without_specks(strokes: list[Component], settings: Settings) -> list[Component]:
    """Return the strokes without those far smaller than the writing; the writing is what most of the ink is in."""
    if not strokes:
        return []
    heights = np.array([max(s.box.height, s.box.width / 2) for s in strokes])
    areas = np.array([s.mask.sum() for s in strokes], float)
    order = np.argsort(heights)
    usual = heights[order][np.searchsorted(np.cumsum(areas[order]), areas.sum() / 2)]
    return [s for s, height in zip(strokes, heights, strict=True) if height > settings.components.speck * usual]
