"""Text lines in reading order: components linked to their neighbours, without scraps and printed bars."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from digitreader.layout.chains import join_stacked, link, link_across_gaps
from digitreader.layout.components import Component
from digitreader.layout.ink import Ink
from digitreader.layout.printed_bars import without_bars
from digitreader.layout.scraps import without_scraps
from digitreader.layout.writing import find_components
from digitreader.settings.layout import LayoutSettings, LineSettings
from digitreader.trace import UNTRACED, Made, Trace

COMPONENTS = Made[tuple[Component, ...]]("components")


@dataclass(frozen=True, eq=False)
class TextLine:
    """One line of writing, never empty.

    components: from left to right. printed: bars of a form between and beside them, which are no writing. point: times;
    points and dashes are so much lower than its tallest component.
    """

    components: tuple[Component, ...]
    printed: tuple[Component, ...] = ()
    point: float = LineSettings.point

    @cached_property
    def height(self) -> float:
        """The height of its writing in pixels: the median of what is no point or dash."""
        return usual_height(self.components, self.point)


def usual_height(components: tuple[Component, ...] | list[Component], point: float) -> float:
    """The median height, in pixels, of the components that are no points or dashes, `point` times lower than most."""
    heights = np.array([component.box.height for component in components])
    return float(np.median(heights[heights >= heights.max() / point]))


def find_lines(ink: Ink, settings: LayoutSettings | None = None, trace: Trace = UNTRACED) -> tuple[TextLine, ...]:
    """Find the lines of writing, from top to bottom."""
    settings = settings or LayoutSettings()
    components = find_components(ink, settings)
    trace.keep(COMPONENTS, tuple(components))
    chains = _chains(components, settings.lines)
    heights = [usual_height(chain, settings.lines.point) for chain in chains]
    chains = without_scraps(chains, heights, ink.mask.shape[0], settings.scraps)
    return tuple(_text_line(chain, settings) for chain in sorted(chains, key=_middle_row))


def _chains(components: list[Component], settings: LineSettings) -> list[list[Component]]:
    """The components of each line from left to right, those above each other joined."""
    chains = [join_stacked(chain, settings) for chain in link(components, settings)]
    return [join_stacked(chain, settings) for chain in link_across_gaps(chains, settings)]


def _text_line(chain: list[Component], settings: LayoutSettings) -> TextLine:
    """A line without the bars of the form that it is written in."""
    writing, bars = without_bars(chain, settings.combs)
    return TextLine(tuple(writing), tuple(bars), settings.lines.point)


def _middle_row(chain: list[Component]) -> float:
    """How far down the page a line's middle is."""
    return float(np.mean([component.middle[1] for component in chain]))
