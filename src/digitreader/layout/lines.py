"""From strokes to lines of writing in reading order: chains, roofs, strokes above each other, wide gaps."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from digitreader.layout.combs import comb_of
from digitreader.layout.components import Component, find_components, join
from digitreader.layout.ink import Ink
from digitreader.settings import Settings


@dataclass(frozen=True, eq=False)
class TextLine:
    """One line of writing: strokes from left to right; never empty. printed: bars between them that are no writing."""

    components: tuple[Component, ...]
    printed: tuple[Component, ...] = ()

    @cached_property
    def height(self) -> float:
        """The height of its writing in pixels: the median of its strokes that are no points or dashes."""
        heights = np.array([stroke.box.height for stroke in self.components])
        return float(np.median(heights[heights >= heights.max() / 3]))


def find_lines(ink: Ink, settings: Settings | None = None) -> tuple[TextLine, ...]:
    """Return the lines of writing from top to bottom.

    Strokes are linked to their right neighbours into lines; those above each other in a line become one stroke.
    """
    settings = settings or Settings()
    lines = [_stacked(line, settings) for line in _chains(find_components(ink, settings), settings)]
    lines = [_stacked(line, settings) for line in _side_by_side([line for line in lines if line], settings)]
    known = [(line, TextLine(tuple(line)).height) for line in lines]
    lines = [line for line in lines if not _is_scrap(line, known, ink.mask.shape[0], settings)]
    return tuple(_written(line, settings) for line in sorted(lines, key=_top))


def _written(strokes: list[Component], settings: Settings) -> TextLine:
    """Return a line without the bars of the cells it is written in."""
    bars = comb_of(strokes, settings)
    return TextLine(tuple(stroke for stroke in strokes if stroke not in bars), tuple(bars))


def _chains(strokes: list[Component], settings: Settings) -> list[list[Component]]:
    """Return the strokes linked to their nearest right neighbours on the same line, and roofs to what is under them."""
    line_of = list(range(len(strokes)))
    tallest_roof = settings.lines.size * max((s.box.height for s in strokes), default=0)
    boxes = np.array([stroke.box for stroke in strokes], float).reshape(-1, 4)
    for i, stroke in enumerate(strokes):
        right = _right_neighbour(i, boxes, settings)
        linked = [] if right is None else [right]
        if stroke.box.height <= tallest_roof:
            linked += [j for j, other in enumerate(strokes) if _roofs(stroke, other, settings)]
        for j in linked:
            old, new = line_of[j], line_of[i]
            line_of = [new if line == old else line for line in line_of]
    chains: dict[int, list[Component]] = {}
    for line, stroke in zip(line_of, strokes, strict=True):
        chains.setdefault(line, []).append(stroke)
    return [sorted(chain, key=lambda s: s.middle[0]) for chain in chains.values()]


def _roofs(flat: Component, body: Component, settings: Settings) -> bool:
    """Return whether a flat stroke stands close above a tall one, as the roof of a 5 or 7 drawn for itself does."""
    gap = body.box.y - (flat.box.y + flat.box.height)
    if (
        not -flat.box.height < gap < settings.lines.roof_gap * body.box.height
        or flat.box.height > settings.lines.size * body.box.height
    ):
        return False
    return _overlap(flat, body) > settings.lines.stack_overlap * min(flat.box.width, body.box.width)


def _right_neighbour(i: int, boxes: NDArray[np.float64], settings: Settings) -> int | None:
    """Return the index of the nearest stroke that goes on to the right on the same line, if there is one.

    boxes: float64 (strokes, 4), of all strokes.
    """
    x, y, width, height = boxes[i]
    left, top, widths, heights = boxes.T
    gap, right_of = left - (x + width), left + widths / 2 > x + width / 2
    small, tall = np.minimum(heights, height), np.maximum(heights, height)
    overlap = np.minimum(top + heights, y + height) - np.maximum(top, y)
    linked = right_of & (gap <= settings.lines.gap * tall) & (overlap > settings.lines.row_overlap * small)
    linked &= (gap <= small / 2) | (small >= settings.lines.size * tall)
    linked[i] = False
    if not linked.any():
        return None
    shift = np.abs(top + heights / 2 - (y + height / 2))
    return int(np.where(linked, np.maximum(gap, 0) + settings.lines.shift * shift, np.inf).argmin())


def _same_row(a: Component, b: Component, settings: Settings) -> bool:
    """Return whether two strokes overlap in height by a good part of the smaller one."""
    overlap = min(a.box.y + a.box.height, b.box.y + b.box.height) - max(a.box.y, b.box.y)
    return overlap > settings.lines.row_overlap * min(a.box.height, b.box.height)


def _stacked(chain: list[Component], settings: Settings) -> list[Component]:
    """Return a line's strokes with those that stand above each other joined into one."""
    joined: list[Component] = []
    for stroke in sorted(chain, key=lambda s: s.box.x):
        if joined and _overlap(joined[-1], stroke) > settings.lines.stack_overlap * min(
            joined[-1].box.width, stroke.box.width
        ):
            joined[-1] = join([joined[-1], stroke])
        else:
            joined.append(stroke)
    return joined


def _overlap(a: Component, b: Component) -> int:
    """Return by how many columns two strokes overlap."""
    return min(a.box.x + a.box.width, b.box.x + b.box.width) - max(a.box.x, b.box.x)


def _side_by_side(lines: list[list[Component]], settings: Settings) -> list[list[Component]]:
    """Return the lines with those joined that go on at the same height after a wide gap."""
    merged: list[list[Component]] = []
    for line in sorted(lines, key=lambda strokes: strokes[0].box.x):
        before = next((m for m in merged if _continues(m, line, settings)), None)
        if before is None:
            merged.append(list(line))
        else:
            before.extend(line)
    return merged


def _continues(before: list[Component], line: list[Component], settings: Settings) -> bool:
    """Return whether a line begins right of another's end, at the same height and of much the same size.

    Where a point, a dash or a piece of a broken digit stands at the end, the taller strokes next to it tell.
    """
    pairs = (before[-1], line[0]), (max(before[-3:], key=_height), max(line[:3], key=_height))
    return any(
        start.box.x > end.box.x + end.box.width and _alike(end, start, settings) and _same_row(end, start, settings)
        for end, start in pairs
    )


def _alike(a: Component, b: Component, settings: Settings) -> bool:
    """Return whether two strokes are of much the same height."""
    return min(a.box.height, b.box.height) > settings.lines.likeness * max(a.box.height, b.box.height)


def _is_scrap(
    line: list[Component], lines: list[tuple[list[Component], float]], bottom: int, settings: Settings
) -> bool:
    """Return whether a line is no writing but a scrap beside a longer line, one of at least twice as many strokes.

    What is left of printed boxes and rules is far smaller than the writing near it; so is what is seen of a line that
    the picture's edge cuts off. A stroke or two amidst the strokes of another line are none of their own.

    lines: all lines, each with its height.
    """
    tall = max(map(_height, line))
    cut = all(stroke.box.y <= 1 or stroke.box.y + stroke.box.height >= bottom - 1 for stroke in line)
    for other, height in lines:
        if other is line or len(other) < max(2 * len(line), 3):
            continue
        if tall < (settings.lines.cut_scrap if cut else settings.lines.scrap) * height and _near(
            line, other, height, settings
        ):
            return True
        if len(line) <= 2 and all(_amidst(stroke, other, height) for stroke in line):
            return True
    return False


def _near(line: list[Component], other: list[Component], height: float, settings: Settings) -> bool:
    """Return whether a line lies in the rows of another, or not far above or below them."""
    reach = settings.lines.scrap_reach * height
    top, bottom = min(s.box.y for s in other) - reach, max(s.box.y + s.box.height for s in other) + reach
    return all(top < stroke.middle[1] < bottom for stroke in line)


def _amidst(stroke: Component, other: list[Component], height: float) -> bool:
    """Return whether a stroke stands between strokes of a line, or above one within its rows."""
    around = [s for s in other if abs(s.middle[0] - stroke.middle[0]) < 2 * height and s.box.height > height / 2]
    if len(around) < 2:
        return False
    return min(s.box.y for s in around) < stroke.middle[1] < max(s.box.y + s.box.height for s in around)


def _height(stroke: Component) -> int:
    """Return a stroke's height in pixels."""
    return stroke.box.height


def _top(line: list[Component]) -> float:
    """Return the height of a line's middle on the page."""
    return float(np.mean([stroke.middle[1] for stroke in line]))
