"""From ink to lines of strokes in reading order: contours, specks, frames, broken strokes, text lines."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.ink import Ink
from digitreader.photo import Box
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
        """The thickness of its lines in pixels: a bar's pixels lie on average a quarter of it from the edge."""
        inside = cv2.distanceTransform(np.pad(self.mask, 1).astype(np.uint8), cv2.DIST_L2, 3)
        return 4 * float(inside[inside > 0].mean())


@dataclass(frozen=True, eq=False)
class Line:
    """One line of writing: strokes from left to right; never empty."""

    strokes: tuple[Stroke, ...]

    @property
    def height(self) -> float:
        """The height of its writing in pixels: the median of its strokes that are no points or dashes."""
        heights = np.array([stroke.box[3] for stroke in self.strokes])
        return float(np.median(heights[heights >= heights.max() / 3]))


def find_lines(ink: Ink, settings: Settings | None = None) -> tuple[Line, ...]:
    """Return the lines of writing from top to bottom.

    Connected pieces of ink, without specks, frames and what is no writing by its shape, are linked to their right
    neighbours into lines; pieces above each other in a line become one stroke.
    """
    settings = settings or Settings()
    strokes = _without_frames(find_strokes(ink, settings), settings)
    strokes = _without_specks(strokes, settings)
    lines = [_stacked(line, settings) for line in _chains(strokes, settings)]
    lines = _side_by_side([line for line in lines if line], settings)
    return tuple(Line(tuple(line)) for line in sorted(lines, key=_top))


def find_strokes(ink: Ink, settings: Settings) -> list[Stroke]:
    """Return every connected piece of ink that could be writing by its size, in no particular order."""
    height, width = ink.mask.shape
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink.mask.astype(np.uint8), connectivity=8)
    strokes = []
    for label in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[label])
        if area < settings.min_ink_pixels or max(w, h) < settings.min_stroke * max(height, width):
            continue
        if h > settings.max_stroke_height * height and w > settings.max_stroke_width * width:
            continue
        stroke = Stroke((x, y, w, h), labels[y : y + h, x : x + w] == label)
        if not _is_scenery(stroke, ink.mask.shape, settings) and _lies_on_paper(stroke, ink, settings):
            strokes.append(stroke)
    return strokes


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
    return content and bool(outer.mask.mean() < settings.frame_fill)


def _without_specks(strokes: list[Stroke], settings: Settings) -> list[Stroke]:
    """Return the strokes without those far smaller than the writing; the writing is what most of the ink is in."""
    if not strokes:
        return []
    heights = np.array([max(s.box[3], s.box[2] / 2) for s in strokes])
    areas = np.array([s.mask.sum() for s in strokes], float)
    order = np.argsort(heights)
    usual = heights[order][np.searchsorted(np.cumsum(areas[order]), areas.sum() / 2)]
    return [s for s, height in zip(strokes, heights, strict=True) if height > settings.speck * usual]


def _chains(strokes: list[Stroke], settings: Settings) -> list[list[Stroke]]:
    """Return the strokes linked to their nearest right neighbours on the same line, and roofs to what is under them."""
    line_of = list(range(len(strokes)))
    for i, stroke in enumerate(strokes):
        right = _right_neighbour(stroke, strokes, settings)
        linked = [] if right is None else [right]
        linked += [j for j, other in enumerate(strokes) if _roofs(stroke, other, settings)]
        for j in linked:
            old, new = line_of[j], line_of[i]
            line_of = [new if line == old else line for line in line_of]
    chains: dict[int, list[Stroke]] = {}
    for line, stroke in zip(line_of, strokes, strict=True):
        chains.setdefault(line, []).append(stroke)
    return [sorted(chain, key=lambda s: s.middle[0]) for chain in chains.values()]


def _roofs(flat: Stroke, body: Stroke, settings: Settings) -> bool:
    """Return whether a flat stroke stands close above a tall one, as the roof of a 5 or 7 drawn for itself does."""
    gap = body.box[1] - (flat.box[1] + flat.box[3])
    if not -flat.box[3] < gap < settings.roof_gap * body.box[3] or flat.box[3] > settings.line_size * body.box[3]:
        return False
    return _overlap(flat, body) > settings.stack_overlap * min(flat.box[2], body.box[2])


def _right_neighbour(stroke: Stroke, strokes: list[Stroke], settings: Settings) -> int | None:
    """Return the index of the nearest stroke that goes on to the right on the same line, if there is one."""
    best, nearest = None, np.inf
    for i, other in enumerate(strokes):
        if other is stroke or other.middle[0] <= stroke.middle[0]:
            continue
        small, tall = sorted((stroke.box[3], other.box[3]))
        gap = other.box[0] - (stroke.box[0] + stroke.box[2])
        shift = abs(other.middle[1] - stroke.middle[1])
        if gap > settings.line_gap * tall or not _same_row(stroke, other, settings):
            continue
        if gap > small / 2 and small < settings.line_size * tall:
            continue
        distance = max(gap, 0) + settings.line_shift * shift
        if distance < nearest:
            best, nearest = i, distance
    return best


def _same_row(a: Stroke, b: Stroke, settings: Settings) -> bool:
    """Return whether two strokes overlap in height by a good part of the smaller one."""
    overlap = min(a.box[1] + a.box[3], b.box[1] + b.box[3]) - max(a.box[1], b.box[1])
    return overlap > settings.row_overlap * min(a.box[3], b.box[3])


def _stacked(chain: list[Stroke], settings: Settings) -> list[Stroke]:
    """Return a line's strokes with those that stand above each other joined into one."""
    joined: list[Stroke] = []
    for stroke in sorted(chain, key=lambda s: s.box[0]):
        if joined and _overlap(joined[-1], stroke) > settings.stack_overlap * min(joined[-1].box[2], stroke.box[2]):
            joined[-1] = join([joined[-1], stroke])
        else:
            joined.append(stroke)
    return joined


def _overlap(a: Stroke, b: Stroke) -> int:
    """Return by how many columns two strokes overlap."""
    return min(a.box[0] + a.box[2], b.box[0] + b.box[2]) - max(a.box[0], b.box[0])


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


def _side_by_side(lines: list[list[Stroke]], settings: Settings) -> list[list[Stroke]]:
    """Return the lines with those joined that go on at the same height after a wide gap."""
    merged: list[list[Stroke]] = []
    for line in sorted(lines, key=lambda strokes: strokes[0].box[0]):
        before = next((m for m in merged if _continues(m, line, settings)), None)
        if before is None:
            merged.append(list(line))
        else:
            before.extend(line)
    return merged


def _continues(before: list[Stroke], line: list[Stroke], settings: Settings) -> bool:
    """Return whether a line begins right of another's end, at the same height and of much the same size."""
    end, start = before[-1], line[0]
    alike = min(end.box[3], start.box[3]) > settings.line_likeness * max(end.box[3], start.box[3])
    return alike and start.box[0] > end.box[0] + end.box[2] and _same_row(end, start, settings)


def _top(line: list[Stroke]) -> float:
    """Return the height of a line's middle on the page."""
    return float(np.mean([stroke.middle[1] for stroke in line]))
