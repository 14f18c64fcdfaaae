"""Which components follow each other on a line: nearest neighbours, roofs, pieces above each other, wide gaps."""

import numpy as np
from numpy.typing import NDArray

from digitreader.layout.components import Component, join
from digitreader.settings.layout import LineSettings

Chain = list[Component]


def link(components: Chain, settings: LineSettings) -> list[Chain]:
    """Link components to their nearest right neighbours on the same line, and roofs to what is under them."""
    chain_of = list(range(len(components)))
    tallest_roof = settings.size * max((c.box.height for c in components), default=0)
    boxes = np.array([c.box for c in components], float).reshape(-1, 4)
    for i, component in enumerate(components):
        right = _right_neighbour(i, boxes, settings)
        linked = [] if right is None else [right]
        if component.box.height <= tallest_roof:
            linked += [j for j, other in enumerate(components) if _is_roof(component, other, settings)]
        for j in linked:
            old, new = chain_of[j], chain_of[i]
            chain_of = [new if chain == old else chain for chain in chain_of]
    chains: dict[int, Chain] = {}
    for chain, component in zip(chain_of, components, strict=True):
        chains.setdefault(chain, []).append(component)
    return [sorted(chain, key=lambda c: c.middle[0]) for chain in chains.values()]


def _right_neighbour(i: int, boxes: NDArray[np.float64], settings: LineSettings) -> int | None:
    """The index of the nearest component that goes on to the right on the same line, if there is one.

    boxes: float64 (components, 4), of all components.
    """
    x, y, width, height = boxes[i]
    left, top, widths, heights = boxes.T
    gap, right_of = left - (x + width), left + widths / 2 > x + width / 2
    small, tall = np.minimum(heights, height), np.maximum(heights, height)
    overlap = np.minimum(top + heights, y + height) - np.maximum(top, y)
    linked = right_of & (gap <= settings.gap * tall) & (overlap > settings.row_overlap * small)
    linked &= (gap <= settings.close * small) | (small >= settings.size * tall)
    linked[i] = False
    if not linked.any():
        return None
    shift = np.abs(top + heights / 2 - (y + height / 2))
    return int(np.where(linked, np.maximum(gap, 0) + settings.shift * shift, np.inf).argmin())


def _is_roof(flat: Component, body: Component, settings: LineSettings) -> bool:
    """Whether a flat component stands close above a tall one, like the roof of a 5 or 7 drawn for itself."""
    gap = body.box.y - flat.box.bottom
    near = -flat.box.height < gap < settings.roof_gap * body.box.height
    return near and flat.box.height <= settings.size * body.box.height and _stacked(flat, body, settings)


def _stacked(a: Component, b: Component, settings: LineSettings) -> bool:
    """Whether two components share most of the narrower one's columns."""
    return a.box.shared_columns(b.box) > settings.stack_overlap * min(a.box.width, b.box.width)


def join_stacked(chain: Chain, settings: LineSettings) -> Chain:
    """Join the components of a line that stand above each other."""
    joined: Chain = []
    for component in sorted(chain, key=lambda c: c.box.x):
        if joined and _stacked(joined[-1], component, settings):
            joined[-1] = join([joined[-1], component])
        else:
            joined.append(component)
    return joined


def link_across_gaps(chains: list[Chain], settings: LineSettings) -> list[Chain]:
    """Link the chains that go on at the same height after a wide gap."""
    merged: list[Chain] = []
    for chain in sorted(chains, key=lambda components: components[0].box.x):
        before = next((m for m in merged if _continues(m, chain, settings)), None)
        if before is None:
            merged.append(list(chain))
        else:
            before.extend(chain)
    return merged


def _continues(before: Chain, chain: Chain, settings: LineSettings) -> bool:
    """Whether a chain begins right of another's end, at the same height and of much the same size.

    Where a point, a dash or a piece of a broken digit stands at the end, the tallest component near it tells.
    """
    end, start = before[-settings.ends :], chain[: settings.ends]
    pairs = (before[-1], chain[0]), (max(end, key=_height), max(start, key=_height))
    return any(b.box.x > a.box.right and _alike(a, b, settings) and _same_row(a, b, settings) for a, b in pairs)


def _alike(a: Component, b: Component, settings: LineSettings) -> bool:
    """Whether two components are of much the same height."""
    return min(a.box.height, b.box.height) > settings.likeness * max(a.box.height, b.box.height)


def _same_row(a: Component, b: Component, settings: LineSettings) -> bool:
    """Whether two components share a good part of the smaller one's rows."""
    return a.box.shared_rows(b.box) > settings.row_overlap * min(a.box.height, b.box.height)


def _height(component: Component) -> int:
    """A component's height in pixels."""
    return component.box.height
