"""A photo's way through the reader, stage by stage, taken from the trace of its reading."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from digitreader.decision.line_recognizer import FUSED, LineRecognizer, RecognizedLine
from digitreader.intake.photo import Photo
from digitreader.layout.components import Component
from digitreader.layout.ink import DARK_ON_LIGHT, MARKED, Ink
from digitreader.layout.lines import COMPONENTS, TextLine
from digitreader.layout.paper import PAPER_LEVEL
from digitreader.reading import LATTICES, LINES, READING, Reading, read_photo
from digitreader.recognition.classifier import Classify
from digitreader.recognition.lattice import Lattice
from digitreader.settings import Settings
from digitreader.trace import Trace

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Stages:
    """What the reader made of a photo.

    grey: uint8 (H, W), dark writing on light paper. turned: whether that is the photo's negative. paper: uint8 (h, w),
    how bright the paper is, on a small copy. marked: bool (H, W), what is darker than the paper, ruled lines and all.
    components, lines, lattices: found in the ink that won; a lattice for each line. recognized: what both networks made
    of the lines, without those that are all bars. passes: the reading of each ink. reading: the one that won.
    """

    grey: NDArray[np.uint8]
    turned: bool
    paper: NDArray[np.uint8]
    marked: Mask
    components: tuple[Component, ...]
    lines: tuple[TextLine, ...]
    lattices: tuple[Lattice, ...]
    recognized: tuple[RecognizedLine, ...]
    passes: tuple[Reading, ...]
    reading: Reading

    @property
    def photo(self) -> Photo:
        """The photo as it was opened."""
        return self.reading.photo

    @property
    def ink(self) -> Ink:
        """The ink that the reading was taken from."""
        return self.reading.ink

    @cached_property
    def ruled_lines(self) -> Mask:
        """The ruled lines that were taken away: bool (H, W)."""
        return self.marked & ~self.ink.mask

    @cached_property
    def left_out(self) -> Mask:
        """The ink that belongs to no line of writing, such as specks, frames and the desk: bool (H, W)."""
        left = self.ink.mask.copy()
        for component in (component for line in self.lines for component in line.components):
            left[component.box.slices] &= ~component.mask
        return left


def follow(
    data: bytes, classifier: Classify, line_recognizer: LineRecognizer, settings: Settings | None = None
) -> Stages:
    """Read a photo and keep its stages.

    Args:
        data: the bytes of a photo's file.
        classifier: the network of tiles.
        line_recognizer: reads each line as a whole.
        settings: the thresholds of all stages; the usual ones if left out.

    Raises:
        ReadError: the file cannot be read as a photo; the text says why and what to do.
    """
    trace = Trace()
    read_photo(data, classifier, settings, line_recognizer, trace)
    return stages_of(trace)


def stages_of(trace: Trace) -> Stages:
    """Take the stages of a photo from the trace of its reading."""
    reading = trace.last(READING)
    # the readings that came to an end: one with too much writing has made lines, but no reading
    whole = [(made, marked) for made, marked in zip(trace.passes, trace.all(MARKED), strict=True) if made.all(READING)]
    won, marked = next(pair for pair in whole if pair[0].last(READING).ink is reading.ink)
    grey = trace.last(DARK_ON_LIGHT)
    return Stages(
        grey=grey,
        turned=bool((grey != reading.photo.grey).any()),
        paper=np.rint(np.clip(trace.last(PAPER_LEVEL), 0, 255)).astype(np.uint8),
        marked=marked,
        components=won.last(COMPONENTS),
        lines=won.last(LINES),
        lattices=won.last(LATTICES),
        recognized=won.all(FUSED),
        passes=tuple(made.last(READING) for made, _ in whole),
        reading=reading,
    )
