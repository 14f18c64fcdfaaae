"""Where touching digits may be cut apart."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from digitreader.geometry import Box
from digitreader.layout.components import Component
from digitreader.layout.ink import Ink
from digitreader.settings.recognition import CutSettings

Seams = NDArray[np.int64]  # (cuts, height): the column of each seam in each row, left to right


def cut(component: Component, ink: Ink, settings: CutSettings | None = None) -> tuple[Component, ...]:
    """Cut a component wherever two digits may touch; the pieces from left to right, one where they touch nowhere.

    A cut is a seam from top to bottom that meets as little ink as any seam near it, as a drop of water would fall.

    Source: Congedo, Dimauro, Impedovo & Pirlo 1995, doi:10.1109/ICDAR.1995.602056 (drop fall), in the form of the
    minimal seams of Avidan & Shamir 2007, doi:10.1145/1276377.1276390.
    """
    seams = find_seams(component, ink, settings or CutSettings())
    columns = np.arange(component.box.width)
    side = (columns[None, None, :] >= seams[:, :, None]).sum(axis=0)
    pieces = [_piece(component.mask & (side == k), component.box) for k in range(len(seams) + 1)]
    return tuple(piece for piece in pieces if piece is not None)


def find_seams(component: Component, ink: Ink, settings: CutSettings) -> Seams:
    """Find the seams that a component may be cut along."""
    height = component.box.height
    dark = np.where(component.mask, ink.darkness[component.box.slices], 0).astype(np.float64)
    cost = dark / max(float(dark.max(initial=0)), 1e-6)
    middle = height // 2
    above = _least_ink(cost[: middle + 1], settings.sidestep)
    below = _least_ink(cost[middle:][::-1], settings.sidestep)
    through = above[-1] + below[-1] - cost[middle]
    apart = max(settings.min_distance, round(settings.distance * height))
    columns = [at for at in _minima(through, apart) if through[at] <= settings.ink * height]
    down, up = (_trace(total, columns, settings.sidestep) for total in (above, below))
    return np.ascontiguousarray(np.concatenate([down[:-1], up[::-1]]).T)


def _least_ink(cost: NDArray[np.float64], sidestep: float) -> NDArray[np.float64]:
    """The least ink met on a way from the first row to each pixel, at most one column sideways a row."""
    total = np.full((cost.shape[0], cost.shape[1] + 2), np.inf)  # a wall on both sides
    total[:, 1:-1] = cost
    for before, row in pairwise(total):
        sideways = np.minimum(before[:-2], before[2:]) + sidestep
        row[1:-1] += np.minimum(before[1:-1], sideways)
    return total[:, 1:-1]


def _trace(total: NDArray[np.float64], columns: list[int], sidestep: float) -> NDArray[np.int64]:
    """The cheapest ways that end in some columns of the last row: (height, ways), first row first."""
    ways = np.empty((len(total), len(columns)), np.int64)
    ways[-1] = columns
    walled = np.pad(total, ((0, 0), (1, 1)), constant_values=np.inf)
    steps, price = np.arange(3)[:, None], np.array([[sidestep], [0], [sidestep]])
    for row in range(len(total) - 2, -1, -1):
        ways[row] = ways[row + 1] - 1 + (walled[row, ways[row + 1] + steps] + price).argmin(axis=0)
    return ways


def _minima(values: NDArray[np.float64], apart: int) -> list[int]:
    """Where values are smallest among their neighbours, from left to right; of two too close the smaller one."""
    taken: list[int] = []
    for at in np.argsort(values, kind="stable"):
        inside = apart <= at < len(values) - apart
        if inside and all(abs(int(at) - other) >= apart for other in taken) and _is_minimum(values, int(at), apart):
            taken.append(int(at))
    return sorted(taken)


def _is_minimum(values: NDArray[np.float64], at: int, apart: int) -> bool:
    """Whether no value within half the distance is smaller."""
    return bool(values[at] <= values[max(0, at - apart // 2) : at + apart // 2 + 1].min())


def _piece(mask: NDArray[np.bool_], box: Box) -> Component | None:
    """What ink a mask of a box has, as a component; None if it has none."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        return None
    part = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return Component(Box(box.x + int(columns[0]), box.y + int(rows[0]), part.shape[1], part.shape[0]), part)
