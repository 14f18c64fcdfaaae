"""Scraps: what looks like a line of its own but is left over from boxes, ruled lines or a line cut off."""

from digitreader.layout.chains import Chain
from digitreader.layout.components import Component
from digitreader.settings.layout import ScrapSettings


def without_scraps(chains: list[Chain], heights: list[float], bottom: int, settings: ScrapSettings) -> list[Chain]:
    """Leave out the chains that are no writing but scraps beside a longer one.

    Args:
        chains: all of them, each from left to right.
        heights: pixels, of the writing of each.
        bottom: pixels, the picture's height.
        settings: what a scrap is.
    """
    known = list(zip(chains, heights, strict=True))
    return [chain for chain in chains if not any(_is_scrap(chain, *other, bottom, settings) for other in known)]


def _is_scrap(chain: Chain, other: Chain, height: float, bottom: int, settings: ScrapSettings) -> bool:
    """Whether a chain is a scrap beside another that has at least twice as many components.

    What is left of printed boxes and ruled lines is far smaller than the writing near it; so is what is seen of a line
    that the picture's edge cuts off. One or two components amidst those of another line are no line of their own.
    """
    if other is chain or len(other) < max(settings.longer * len(chain), settings.fewest):
        return False
    cut = all(c.box.y <= settings.near_edge or c.box.bottom >= bottom - settings.near_edge for c in chain)
    tallest = (settings.cut_height if cut else settings.height) * height
    if max(c.box.height for c in chain) < tallest and _near(chain, other, settings.reach * height):
        return True
    return len(chain) <= settings.amidst_most and all(_amidst(c, other, height, settings) for c in chain)


def _near(chain: Chain, other: Chain, reach: float) -> bool:
    """Whether a chain lies in the rows of another, or no further than so many pixels above or below them."""
    top, bottom = min(c.box.y for c in other) - reach, max(c.box.bottom for c in other) + reach
    return all(top < component.middle[1] < bottom for component in chain)


def _amidst(component: Component, other: Chain, height: float, settings: ScrapSettings) -> bool:
    """Whether a component stands between those of a line, or above one within its rows."""
    around = [
        c
        for c in other
        if abs(c.middle[0] - component.middle[0]) < settings.amidst_reach * height
        and c.box.height > settings.amidst_height * height
    ]
    if len(around) < settings.amidst_around:
        return False
    return min(c.box.y for c in around) < component.middle[1] < max(c.box.bottom for c in around)
