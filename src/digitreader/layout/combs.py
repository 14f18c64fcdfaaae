"""Combs: the printed bars between the cells of a form, which stand between digits as evenly as no writing does."""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from digitreader.layout.components import Component
from digitreader.settings import Settings


def comb_of(strokes: list[Component], settings: Settings) -> list[Component]:
    """Return the bars of the comb that a line of writing is printed over, none where there is none.

    Args:
        strokes: a line's, from left to right.
        settings: the thresholds.
    """
    bars = [stroke for stroke in strokes if _is_upright(stroke, settings)]
    others = [stroke for stroke in strokes if stroke not in bars]
    if len(bars) < settings.combs.bars or len(others) < settings.combs.bars - 1:
        return []
    centres = np.array([bar.middle[0] for bar in bars])
    best: list[Component] = []
    for first, second in combinations(range(len(bars)), 2):
        pitch = centres[second] - centres[first]
        teeth = [bars[k] for k in _teeth(centres, centres[first], pitch, settings)]
        if len(teeth) > len(best) and _is_comb(teeth, pitch, others, settings):
            best = teeth
    return best


def _is_upright(stroke: Component, settings: Settings) -> bool:
    """Return whether a stroke is a straight, slender bar that stands nearly upright."""
    _, _, width, height = stroke.box
    return width < settings.combs.slender * height and bool(stroke.mask.mean() > settings.combs.fill)


def _teeth(centres: NDArray[np.float64], start: float, pitch: float, settings: Settings) -> list[int]:
    """Return which bars stand at a whole number of pitches from a start, one for each place: the one nearest to it."""
    places = np.rint((centres - start) / pitch)
    away = np.abs(centres - start - places * pitch)
    near = away < settings.combs.stray * pitch
    nearest: dict[float, int] = {}
    for k in np.flatnonzero(near):
        if places[k] not in nearest or away[k] < away[nearest[places[k]]]:
            nearest[places[k]] = int(k)
    return [nearest[place] for place in sorted(nearest)]


def _is_comb(teeth: list[Component], pitch: float, others: list[Component], settings: Settings) -> bool:
    """Return whether bars stand at most places, are taller than the writing, and have writing in most gaps."""
    middles = np.array([tooth.middle[0] for tooth in teeth])
    places = np.ptp(middles) / pitch + 1
    if len(teeth) < max(settings.combs.bars, settings.combs.written * places):
        return False
    written = np.histogram([stroke.middle[0] for stroke in others], bins=middles)[0]
    usual = float(np.median([stroke.box.height for stroke in others]))
    tall = np.mean([tooth.box.height > settings.combs.height * usual for tooth in teeth])
    return bool(np.mean(written > 0) > settings.combs.written and tall >= 0.5)
