"""From lines to lattices: components are cut and joined, and the classifier names every candidate."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitreader.errors import TooMuchWriting
from digitreader.geometry import Box
from digitreader.layout.components import Component, join
from digitreader.layout.ink import Ink
from digitreader.layout.lines import TextLine
from digitreader.recognition.candidates import Candidate, Piece, Step, is_bar
from digitreader.recognition.classifier import CLASSES, NOT_A_DIGIT, Classify
from digitreader.recognition.cuts import cut
from digitreader.recognition.digit import Digit
from digitreader.recognition.lattice import Lattice
from digitreader.recognition.tile import Tile, make_tile
from digitreader.settings.decision import DoubtSettings
from digitreader.settings.recognition import RecognitionSettings, TileSettings


@dataclass(frozen=True, eq=False)
class StrokePrediction:
    """What the classifier takes a whole component for. probabilities: float32 (11,)."""

    tile: Tile
    probabilities: NDArray[np.float32]


Predictions = dict[Component, StrokePrediction]


def decode_line(lattice: Lattice, settings: DoubtSettings) -> tuple[Digit, ...]:
    """Read the digits on a line's likeliest path."""
    return tuple(_digit(step, settings) for step in lattice.viterbi()[1])


def build_lattices(
    lines: tuple[TextLine, ...], ink: Ink, classifier: Classify, settings: RecognitionSettings | None = None
) -> list[Lattice]:
    """Build the lattice of each line.

    Components that the classifier does not take for a digit are cut where digits may touch. Then every run of a few
    neighbouring pieces is a candidate, and all candidates of all lines that the classifier has not seen yet go through
    it in one batch.

    Raises:
        TooMuchWriting: the lines are too long, or have too many pieces, to be digits.
    """
    settings = settings or RecognitionSettings()
    if sum(_length(line) for line in lines) > settings.decoder.max_length:
        raise TooMuchWriting
    predictions = _predict([c for line in lines for c in line.components], ink, classifier, settings.tile)
    pieces = [_pieces(line, predictions, ink, settings) for line in lines]
    if sum(len(found) for found in pieces) > settings.decoder.max_candidates:
        raise TooMuchWriting
    cut_lines = list(zip(lines, pieces, strict=True))
    candidates = [_candidates(line, parts, predictions, ink, settings) for line, parts in cut_lines]
    rows = iter(_probabilities([one for found in candidates for one in found], predictions, classifier))
    return [
        Lattice(line, parts, tuple(found), _matrix([next(rows) for _ in found]), settings.lattice)
        for (line, parts), found in zip(cut_lines, candidates, strict=True)
    ]


def _length(line: TextLine) -> float:
    """How long a line is, in heights of its writing."""
    return Box.union(component.box for component in line.components).width / line.height


def _classify(tiles: list[Tile], classifier: Classify) -> NDArray[np.float32]:
    """Ask the classifier about tiles: float32 (n, 11)."""
    return classifier(np.stack([tile.pixels for tile in tiles])) if tiles else _matrix([])


def _matrix(rows: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Stack class probabilities: float32 (n, 11)."""
    return np.array(rows, np.float32).reshape(-1, CLASSES)


def _predict(components: list[Component], ink: Ink, classifier: Classify, settings: TileSettings) -> Predictions:
    """Ask the classifier about every whole component."""
    tiles = [make_tile(component, ink, settings) for component in components]
    rows = zip(components, tiles, _classify(tiles, classifier), strict=True)
    return {component: StrokePrediction(tile, probabilities) for component, tile, probabilities in rows}


def _probabilities(
    candidates: list[Candidate], predictions: Predictions, classifier: Classify
) -> list[NDArray[np.float32]]:
    """Get each candidate's class probabilities; the classifier is not asked twice about a component."""
    new = iter(_classify([c.tile for c in candidates if c.component not in predictions], classifier))
    return [predictions[c.component].probabilities if c.component in predictions else next(new) for c in candidates]


def _pieces(line: TextLine, predictions: Predictions, ink: Ink, settings: RecognitionSettings) -> tuple[Piece, ...]:
    """Divide a line into pieces, from left to right: its components, cut where they may be several digits."""
    pieces: list[Piece] = []
    for component in line.components:
        parts: tuple[Component, ...] = (component,)
        if _may_touch(component, line, float(predictions[component].probabilities[:NOT_A_DIGIT].max()), settings):
            parts = cut(component, ink, settings.cuts)
        pieces.extend(Piece(part, component, k == 0, k == len(parts) - 1) for k, part in enumerate(parts))
    return tuple(pieces)


def _may_touch(component: Component, line: TextLine, probability: float, settings: RecognitionSettings) -> bool:
    """Whether a component is wide enough for two digits, and not surely one.

    probability: of the digit that the classifier takes it for.
    """
    _, _, width, height = component.box
    small = height < settings.lattice.small * line.height
    narrow = width < settings.decoder.cut_width * height
    sure = probability >= settings.decoder.certain and width < settings.decoder.max_width * line.height
    return not (small or narrow or sure or is_bar(component, settings.lattice))


def _candidates(
    line: TextLine, pieces: tuple[Piece, ...], predictions: Predictions, ink: Ink, settings: RecognitionSettings
) -> list[Candidate]:
    """List every run of pieces narrow enough to be one digit; every single piece is one."""
    found = []
    for start in range(len(pieces)):
        for end in range(start + 1, min(start + settings.decoder.max_pieces_per_digit, len(pieces)) + 1):
            run = pieces[start:end]
            width = Box.union(piece.component.box for piece in run).width
            if len(run) > 1 and width > settings.decoder.max_width * line.height:
                break
            component = _joined(run)
            known = predictions.get(component)
            tile = known.tile if known else make_tile(component, ink, settings.tile)
            found.append(Candidate(start, end, component, tile))
    return found


def _joined(run: tuple[Piece, ...]) -> Component:
    """Join pieces; all parts of a component are that component, which the classifier has seen."""
    whole = run[0].of is run[-1].of and run[0].first and run[-1].last
    return run[0].of if whole else join([piece.component for piece in run])


def _digit(step: Step, settings: DoubtSettings) -> Digit:
    """The digit that the classifier takes a candidate for."""
    candidate, probabilities = step.candidate, step.probabilities
    order = np.argsort(probabilities[:NOT_A_DIGIT])[::-1]
    ranked = [(str(value), float(probabilities[value])) for value in order.tolist()]
    (value, confidence), alternatives = ranked[0], tuple(ranked[1 : 1 + settings.alternatives])
    doubtful = confidence < settings.digit_below
    return Digit(value, confidence, alternatives, candidate.component.box, candidate.tile, doubtful)
