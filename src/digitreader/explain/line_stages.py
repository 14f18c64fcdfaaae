"""A line's way from its components to its text, taken from the stages of its photo."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitreader.decision.fusion import FusedLine
from digitreader.explain.stages import Stages
from digitreader.layout.components import Component
from digitreader.layout.ink import Ink
from digitreader.layout.lines import TextLine
from digitreader.recognition.candidates import Step
from digitreader.recognition.cuts import find_seams
from digitreader.recognition.digit import Digit, DigitLine
from digitreader.recognition.lattice import Lattice
from digitreader.recognition.sign import Sign
from digitreader.recognition.strip import Strip
from digitreader.settings.recognition import CutSettings


@dataclass(frozen=True, eq=False)
class Seam:
    """A way that a component may be cut along, from top to bottom.

    top: the photo's row that it begins in. columns: int (height,), its column in each row from there on. used: whether
    digits were separated there.
    """

    top: int
    columns: NDArray[np.int64]
    used: bool


@dataclass(frozen=True, eq=False)
class LineStages:
    """A line's way through both networks.

    digits: as they were read. path: the candidate behind each digit; where the pieces cannot spell the text, the
    decoder's likeliest path. seams: the cuts that were tried. strip: what the line reader saw. fused: what both
    networks together made of it. signs: what was read among the digits.
    """

    digits: tuple[Digit, ...]
    lattice: Lattice
    path: tuple[Step, ...]
    seams: tuple[Seam, ...]
    strip: Strip
    fused: FusedLine
    signs: tuple[Sign, ...] = ()

    @property
    def text(self) -> str:
        """The digits of the line."""
        return DigitLine(self.digits).text

    @property
    def written(self) -> str:
        """The line as it was written, with the signs among its digits."""
        return DigitLine(self.digits, self.signs).written

    @property
    def decoded(self) -> str:
        """What the decoder alone would have read, piece by piece."""
        return "".join(str(step.value) for step in self.lattice.viterbi()[1])

    @property
    def instructive(self) -> int:
        """The position of the first digit that was cut from a component, 0 if none was."""
        pieces, steps = self.lattice.pieces, self.fused.steps
        cut = (k for k, step in enumerate(steps) if not all(p.first and p.last for p in pieces[_span(step)]))
        return next(cut, 0)


def follow_line(stages: Stages, number: int, settings: CutSettings | None = None) -> LineStages:
    """Take the stages of one of a reading's lines, which count from 0; settings: the reading's."""
    read = stages.reading.lines[number]
    found = max(stages.recognized, key=lambda each: _shared(each.lattice.line, read))
    path = found.fused.steps or tuple(found.lattice.viterbi()[1])
    seams = _seams(found.lattice, path, stages.ink, settings or CutSettings())
    return LineStages(read.digits, found.lattice, path, seams, found.strip, found.fused, read.signs)


def instructive_line(stages: Stages) -> int:
    """The first of a reading's lines, counted from 0, in which cuts were tried; 0 where none is."""
    for number, read in enumerate(stages.reading.lines):
        lattice = max(stages.lattices, key=lambda known: _shared(known.line, read))
        if len(lattice.pieces) > len(lattice.line.components):
            return number
    return 0


def _shared(line: TextLine, read: DigitLine) -> int:
    """How many pixels the boxes of a line's components and of the digits read share."""
    return sum(component.box.overlap(digit.box) for component in line.components for digit in read.digits)


def _span(step: Step) -> slice:
    """Which pieces of its line a step takes."""
    return slice(step.candidate.start, step.candidate.end)


def _seams(lattice: Lattice, path: tuple[Step, ...], ink: Ink, settings: CutSettings) -> tuple[Seam, ...]:
    """The cuts that were tried in a line; the decoder keeps the parts, so their seams are drawn anew."""
    ends = {step.candidate.end for step in path} | {step.candidate.start for step in path}
    seams: list[Seam] = []
    for component in {piece.of: None for piece in lattice.pieces if not (piece.first and piece.last)}:
        found = find_seams(component, ink, settings)
        parts = [(k, piece.component) for k, piece in enumerate(lattice.pieces) if piece.of is component]
        used = {_side(found, component, part) - 1 for k, part in parts[1:] if k in ends}
        x, y, _, _ = component.box
        seams.extend(Seam(y, columns + x, number in used) for number, columns in enumerate(found))
    return tuple(seams)


def _side(seams: NDArray[np.int64], component: Component, part: Component) -> int:
    """How many seams a part of a component lies to the right of."""
    row, column = np.argwhere(part.mask)[0]
    y, x = row + part.box.y - component.box.y, column + part.box.x - component.box.x
    return int(np.count_nonzero(seams[:, y] <= x))
