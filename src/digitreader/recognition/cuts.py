"""Where touching digits may be cut apart."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from digitreader.geometry import Box
from digitreader.layout.components import Component
from digitreader.layout.ink import Ink
from digitreader.settings import Settings

Seams = NDArray[np.int64]  # (cuts, height): the column of each seam in each row, left to right


def cut(stroke: Component, ink: Ink, settings: Settings | None = None) -> tuple[Component, ...]:
    """Return the pieces of a stroke, left to right, cut wherever two digits may touch; one piece if nowhere.

    A cut is a seam from top to bottom that meets as little ink as any seam near it, as a drop of water would fall.

    Args:
        stroke: the piece of writing.
        ink: the darkness it was found in.
        settings: how far apart cuts are and how much ink they may cross.

    Source: Congedo, Dimauro, Impedovo & Pirlo 1995, doi:10.1109/ICDAR.1995.602056 (drop fall), in the form of the
    minimal seams of Avidan & Shamir 2007, doi:10.1145/1276377.1276390.
    """
    settings = settings or Settings()
    seams = find_seams(stroke, ink, settings)
    x, y, width, _ = stroke.box
    columns = np.arange(width)
    side = (columns[None, None, :] >= seams[:, :, None]).sum(axis=0)
    pieces = [_cropped(stroke.mask & (side == k), x, y) for k in range(len(seams) + 1)]
    return tuple(piece for piece in pieces if piece is not None)


def find_seams(stroke: Component, ink: Ink, settings: Settings) -> Seams:
    """Return the seams that a stroke may be cut along."""
    x, y, width, height = stroke.box
    dark = np.where(stroke.mask, ink.darkness[y : y + height, x : x + width], 0).astype(np.float64)
    cost = dark / max(float(dark.max(initial=0)), 1e-6)
    middle = height // 2
    above, below = _cheapest(cost[: middle + 1]), _cheapest(cost[middle:][::-1])
    through = above[-1] + below[-1] - cost[middle]
    apart = max(2, round(settings.cuts.distance * height))
    chosen = [at for at in _minima(through, apart) if through[at] <= settings.cuts.ink * height]
    seams = np.concatenate([_trace(above, chosen)[:-1], _trace(below, chosen)[::-1]])
    return np.ascontiguousarray(seams.T)


def _cheapest(cost: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return, for each pixel, the least ink met on a way down to it from the first row, at most a column a row."""
    total = np.full((cost.shape[0], cost.shape[1] + 2), np.inf)  # a wall on both sides
    total[:, 1:-1] = cost
    for before, row in pairwise(total):
        sideways = np.minimum(before[:-2], before[2:]) + SIDESTEP
        row[1:-1] += np.minimum(before[1:-1], sideways)
    return total[:, 1:-1]


SIDESTEP = 0.02  # of full ink; among ways through paper the straight one is taken


def _trace(total: NDArray[np.float64], columns: list[int]) -> NDArray[np.int64]:
    """Return the cheapest ways that end in some columns of the last row: (height, ways), first row first."""
    ways = np.empty((len(total), len(columns)), np.int64)
    ways[-1] = columns
    walled = np.pad(total, ((0, 0), (1, 1)), constant_values=np.inf)
    steps, price = np.arange(3)[:, None], np.array([[SIDESTEP], [0], [SIDESTEP]])
    for row in range(len(total) - 2, -1, -1):
        ways[row] = ways[row + 1] - 1 + (walled[row, ways[row + 1] + steps] + price).argmin(axis=0)
    return ways


def _minima(values: NDArray[np.float64], apart: int) -> list[int]:
    """Return where the values are smallest among their neighbours, cheapest chosen first, in order of place."""
    taken: list[int] = []
    for at in np.argsort(values, kind="stable"):
        inside = apart <= at < len(values) - apart
        if inside and all(abs(int(at) - other) >= apart for other in taken) and _is_minimum(values, int(at), apart):
            taken.append(int(at))
    return sorted(taken)


def _is_minimum(values: NDArray[np.float64], at: int, apart: int) -> bool:
    """Return whether no value within half the distance is smaller."""
    return bool(values[at] <= values[max(0, at - apart // 2) : at + apart // 2 + 1].min())


def _cropped(mask: NDArray[np.bool_], x: int, y: int) -> Component | None:
    """Return the part of a picture that holds ink as a stroke, nothing if there is none."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        return None
    part = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return Component(Box(x + int(columns[0]), y + int(rows[0]), part.shape[1], part.shape[0]), part)
