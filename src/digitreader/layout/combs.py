"""Combs: the printed bars between the cells of a form, spaced as evenly as no writing is."""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from digitreader.layout.components import Component
from digitreader.settings.layout import CombSettings


def find_comb(components: list[Component], settings: CombSettings) -> list[Component]:
    """Find the bars of the comb that a line is written in, none where there is no comb.

    Args:
        components: a line's, from left to right.
        settings: what a comb is.
    """
    bars = [component for component in components if is_upright(component, settings)]
    others = [component for component in components if component not in bars]
    if len(bars) < settings.bars or len(others) < settings.bars - 1:
        return []
    centres = np.array([bar.middle[0] for bar in bars])
    best: list[Component] = []
    for first, second in combinations(range(len(bars)), 2):
        pitch = centres[second] - centres[first]
        teeth = [bars[k] for k in _teeth(centres, centres[first], pitch, settings)]
        if len(teeth) > len(best) and _is_comb(teeth, pitch, others, settings):
            best = teeth
    return best


def is_upright(component: Component, settings: CombSettings) -> bool:
    """Whether a component is a straight, slender bar that stands nearly upright."""
    slender = component.box.width < settings.slender * component.box.height
    return slender and bool(component.mask.mean() > settings.fill)


def _teeth(centres: NDArray[np.float64], start: float, pitch: float, settings: CombSettings) -> list[int]:
    """Which bars stand a whole number of pitches from a start; one for each place, the one nearest to it."""
    places = np.rint((centres - start) / pitch)
    away = np.abs(centres - start - places * pitch)
    nearest: dict[float, int] = {}
    for k in np.flatnonzero(away < settings.stray * pitch):
        if places[k] not in nearest or away[k] < away[nearest[places[k]]]:
            nearest[places[k]] = int(k)
    return [nearest[place] for place in sorted(nearest)]


def _is_comb(teeth: list[Component], pitch: float, others: list[Component], settings: CombSettings) -> bool:
    """Whether bars stand at most places, are taller than the writing, and have writing in most cells."""
    middles = np.array([tooth.middle[0] for tooth in teeth])
    cells = round(float(np.ptp(middles)) / pitch)
    if len(teeth) < max(settings.bars, settings.placed * (cells + 1)):
        return False
    places = np.linspace(middles[0], middles[-1], cells + 1)
    written = np.histogram([component.middle[0] for component in others], bins=places)[0]
    usual = float(np.median([component.box.height for component in others]))
    tall = np.mean([tooth.box.height > settings.height * usual for tooth in teeth])
    return bool(np.mean(written > 0) > settings.written and tall >= settings.tall)
