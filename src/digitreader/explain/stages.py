"""What the reader makes of a photo on its way from pixels to text: its own functions, with their results kept."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from digitreader.decision.fusion import FusedLine
from digitreader.decision.line_recognizer import LineRecognizer, recognize_with_retry
from digitreader.intake.photo import Photo, open_photo
from digitreader.layout.components import Component
from digitreader.layout.ink import Ink, dark_on_light, levels_of, other_settings
from digitreader.layout.lines import TextLine, find_lines
from digitreader.layout.paper import paper_level, smoothed
from digitreader.layout.threshold import threshold
from digitreader.layout.writing import find_components
from digitreader.reading import Reading, asked_of, looks_at, settled
from digitreader.recognition.classifier import Classify
from digitreader.recognition.cuts import find_seams
from digitreader.recognition.decoder import build_lattices
from digitreader.recognition.digit import Digit, DigitLine
from digitreader.recognition.lattice import Lattice, Step
from digitreader.recognition.strip import Strip, make_strip
from digitreader.settings import InkSettings, Settings

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Stages:
    """A photo's way through the reader.

    grey: uint8 (H, W), dark writing on light paper. turned: whether that is the photo's negative. paper: uint8 (h, w),
    how bright the paper is, on a small copy. marked: bool (H, W), what is darker than the paper, printed rules and all.
    strokes, lines, lattices: found in the reading's ink; a lattice for each line. looks: what was read at each look.
    """

    grey: NDArray[np.uint8]
    turned: bool
    paper: NDArray[np.uint8]
    marked: Mask
    strokes: tuple[Component, ...]
    lines: tuple[TextLine, ...]
    lattices: tuple[Lattice, ...]
    looks: tuple[Reading, ...]
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
    def rules(self) -> Mask:
        """What was taken away as printed rules: bool (H, W)."""
        return self.marked & ~self.ink.mask

    @cached_property
    def aside(self) -> Mask:
        """The ink that belongs to no line of writing, such as specks, frames and the desk: bool (H, W)."""
        left = self.ink.mask.copy()
        for stroke in (stroke for line in self.lines for stroke in line.components):
            x, y, width, height = stroke.box
            left[y : y + height, x : x + width] &= ~stroke.mask
        return left


@dataclass(frozen=True, eq=False)
class Seam:
    """A way that a stroke may be cut along, from top to bottom.

    columns: int (height,), the column of the photo in each row from top on. used: whether digits were parted there.
    """

    top: int
    columns: NDArray[np.int64]
    used: bool


@dataclass(frozen=True, eq=False)
class LineStages:
    """A line's way through both networks.

    digits: as they were read. path: the candidates they are, as far as the pieces can spell them, else what the decoder
    alone found likeliest. seams: the cuts that were tried. strip: what the line reader saw. verdict: what both said.
    """

    digits: tuple[Digit, ...]
    lattice: Lattice
    path: tuple[Step, ...]
    seams: tuple[Seam, ...]
    strip: Strip
    verdict: FusedLine

    @property
    def text(self) -> str:
        """The line as it was read."""
        return DigitLine(self.digits).text

    @property
    def decoded(self) -> str:
        """What the decoder alone would have read, piece by piece."""
        return "".join(str(step.value) for step in self.lattice.viterbi()[1])

    @property
    def instructive(self) -> int:
        """The place of the first digit that was cut from a stroke, 0 where none was."""
        pieces, steps = self.lattice.pieces, self.verdict.steps
        cut = (k for k, step in enumerate(steps) if not all(p.first and p.last for p in pieces[_span(step)]))
        return next(cut, 0)


def follow(
    data: bytes, classifier: Classify, line_recognizer: LineRecognizer, settings: Settings | None = None
) -> Stages:
    """Return the stages of a photo.

    Args:
        data: the bytes of a photo's file.
        classifier: the network of tiles.
        line_recognizer: the line reader's opinion.
        settings: the pipeline's thresholds; the usual ones if left out.

    Raises:
        ReadError: the file cannot be read as a photo; the text says why and what to do.
    """
    settings = settings or Settings()
    photo = open_photo(data, settings)
    looks = looks_at(photo, classifier, settings, line_recognizer)
    reading = settled(looks, settings)
    grey = dark_on_light(photo.grey, settings.ink)
    lines = find_lines(reading.ink, settings)
    return Stages(
        grey=grey,
        turned=bool((grey != photo.grey).any()),
        paper=np.rint(np.clip(paper_level(smoothed(grey, settings.ink), settings.ink), 0, 255)).astype(np.uint8),
        marked=threshold(levels_of(reading.ink), _settings_of(looks, reading, settings.ink)),
        strokes=tuple(find_components(reading.ink, settings)),
        lines=lines,
        lattices=tuple(build_lattices(lines, reading.ink, classifier, settings)),
        looks=tuple(looks),
        reading=reading,
    )


def _settings_of(looks: list[Reading], reading: Reading, settings: InkSettings) -> InkSettings:
    """Return the settings with which the ink of a reading was found, that of one of several looks."""
    return next(found for look, found in zip(looks, (settings, *other_settings(settings)), strict=False)
                if look.ink is reading.ink)  # fmt: skip


def follow_line(
    stages: Stages, number: int, line_recognizer: LineRecognizer, settings: Settings | None = None
) -> LineStages:
    """Return the stages of one of a reading's lines, which count from 0."""
    settings = settings or Settings()
    read = stages.reading.lines[number]
    lattice = max(stages.lattices, key=lambda known: _shared(known.line, read))
    strip = make_strip(lattice.line, stages.ink, settings.strip)
    verdict = recognize_with_retry(
        lattice, strip.pixels, line_recognizer.read_strip, asked_of(len(stages.lines), settings)
    )
    path = verdict.steps or tuple(lattice.viterbi()[1])
    return LineStages(read.digits, lattice, path, _seams(lattice, path, stages.ink, settings), strip, verdict)


def instructive_line(stages: Stages) -> int:
    """Return which of a reading's lines, counted from 0, has strokes that were cut; the first line where none has."""
    for number, read in enumerate(stages.reading.lines):
        lattice = max(stages.lattices, key=lambda known: _shared(known.line, read))
        if len(lattice.pieces) > len(lattice.line.components):
            return number
    return 0


def _shared(line: TextLine, read: DigitLine) -> int:
    """Return how many pixels the boxes of a line's strokes and of what was read share."""
    return sum(stroke.box.overlap(digit.box) for stroke in line.components for digit in read.digits)


def _span(step: Step) -> slice:
    """Return which pieces of its line a step takes."""
    return slice(step.candidate.start, step.candidate.end)


def _seams(lattice: Lattice, path: tuple[Step, ...], ink: Ink, settings: Settings) -> tuple[Seam, ...]:
    """Return the cuts that were tried in a line."""
    ends = {step.candidate.end for step in path} | {step.candidate.start for step in path}
    seams: list[Seam] = []
    for stroke in {piece.of: None for piece in lattice.pieces if not (piece.first and piece.last)}:
        found = find_seams(stroke, ink, settings.cuts)
        parts = [(k, piece.component) for k, piece in enumerate(lattice.pieces) if piece.of is stroke]
        used = {_side(found, stroke, part) - 1 for k, part in parts[1:] if k in ends}
        x, y, _, _ = stroke.box
        seams.extend(Seam(y, columns + x, number in used) for number, columns in enumerate(found))
    return tuple(seams)


def _side(seams: NDArray[np.int64], stroke: Component, part: Component) -> int:
    """Return how many seams a part of a stroke lies to the right of."""
    row, column = np.argwhere(part.mask)[0]
    y, x = row + part.box.y - stroke.box.y, column + part.box.x - stroke.box.x
    return int(np.count_nonzero(seams[:, y] <= x))
