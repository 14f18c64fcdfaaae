"""From lines of strokes to digits: strokes are cut and joined, and the network names every candidate."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitreader.errors import TooMuchWriting
from digitreader.layout.components import Component, join
from digitreader.layout.ink import Ink
from digitreader.layout.lines import TextLine
from digitreader.recognition.classifier import NOT_A_DIGIT, Classify
from digitreader.recognition.cuts import cut
from digitreader.recognition.digit import Digit
from digitreader.recognition.lattice import Candidate, Lattice, Piece, Step, is_bar
from digitreader.recognition.tile import Tile, make_tile
from digitreader.settings import Settings


@dataclass(frozen=True, eq=False)
class StrokePrediction:
    """What the network takes a stroke for at first sight. row: float32 (11,), its class probabilities."""

    tile: Tile
    probabilities: NDArray[np.float32]


def decode(
    lines: tuple[TextLine, ...], ink: Ink, classifier: Classify, settings: Settings | None = None
) -> list[tuple[Digit, ...]]:
    """Return the digits of each line by the likeliest path through its candidates, none where it holds none."""
    settings = settings or Settings()
    found = lattices(lines, ink, classifier, settings)
    return [decode_line(lattice, settings) for lattice in found]


def decode_line(lattice: Lattice, settings: Settings) -> tuple[Digit, ...]:
    """Return the digits on a line's likeliest path."""
    return tuple(_digit(step, settings) for step in lattice.viterbi()[1])


def lattices(
    lines: tuple[TextLine, ...], ink: Ink, classifier: Classify, settings: Settings | None = None
) -> list[Lattice]:
    """Return the lattice of each line.

    Strokes that the network does not take for a digit at first sight are cut where digits may touch. Then every run of
    a few neighbouring pieces is a candidate digit, and all candidates of all lines that the network has not seen yet go
    through it in one batch.
    """
    settings = settings or Settings()
    if sum(_length(line) for line in lines) > settings.decoder.max_length:
        raise TooMuchWriting
    predictions = _predict_strokes([stroke for line in lines for stroke in line.components], ink, classifier)
    pieces = [_pieces(line, predictions, ink, settings) for line in lines]
    if sum(len(found) for found in pieces) > settings.decoder.max_candidates:
        raise TooMuchWriting
    candidates = [
        _candidates(line, found, predictions, ink, settings) for line, found in zip(lines, pieces, strict=True)
    ]
    probabilities = _probabilities([candidate for line in candidates for candidate in line], predictions, classifier)
    result, at = [], 0
    for line, parts, found in zip(lines, pieces, candidates, strict=True):
        result.append(Lattice(line, parts, tuple(found), probabilities[at : at + len(found)], settings))
        at += len(found)
    return result


def _length(line: TextLine) -> float:
    """Return how long a line is, in heights of its writing."""
    left, right = min(s.box.x for s in line.components), max(s.box.x + s.box.width for s in line.components)
    return (right - left) / line.height


def _classify(tiles: list[Tile], classifier: Classify) -> NDArray[np.float32]:
    """Return the class probabilities of tiles: float32 (n, 11)."""
    if not tiles:
        return np.zeros((0, NOT_A_DIGIT + 1), np.float32)
    return classifier(np.stack([tile.pixels for tile in tiles]))


def _predict_strokes(strokes: list[Component], ink: Ink, classifier: Classify) -> dict[Component, StrokePrediction]:
    """Return the first sight of every stroke."""
    tiles = [make_tile(stroke, ink) for stroke in strokes]
    rows = _classify(tiles, classifier)
    return {
        stroke: StrokePrediction(tile, probabilities)
        for stroke, tile, probabilities in zip(strokes, tiles, rows, strict=True)
    }


def _probabilities(
    candidates: list[Candidate], predictions: dict[Component, StrokePrediction], classifier: Classify
) -> NDArray[np.float32]:
    """Return the class probabilities of candidates, float32 (n, 11); the network is not asked twice for a stroke."""
    new = iter(_classify([c.tile for c in candidates if c.stroke not in predictions], classifier))
    rows = [predictions[c.stroke].probabilities if c.stroke in predictions else next(new) for c in candidates]
    return np.array(rows, np.float32).reshape(-1, NOT_A_DIGIT + 1)


def _pieces(
    line: TextLine, predictions: dict[Component, StrokePrediction], ink: Ink, settings: Settings
) -> tuple[Piece, ...]:
    """Return the pieces of a line, left to right: its strokes, cut where they may be several digits."""
    pieces: list[Piece] = []
    for stroke in line.components:
        parts = _parts(stroke, line, float(predictions[stroke].probabilities[:NOT_A_DIGIT].max()), ink, settings)
        pieces.extend(Piece(part, stroke, k == 0, k == len(parts) - 1) for k, part in enumerate(parts))
    return tuple(pieces)


def _parts(stroke: Component, line: TextLine, best: float, ink: Ink, settings: Settings) -> tuple[Component, ...]:
    """Return a stroke cut apart if it is wide enough for two digits and not surely one."""
    _, _, width, height = stroke.box
    small = height < settings.lattice.small * line.height
    narrow = width < settings.decoder.cut_width * height
    sure = best >= settings.decoder.certain and width < settings.decoder.max_width * line.height
    whole = small or narrow or sure or is_bar(stroke, settings)
    return (stroke,) if whole else cut(stroke, ink, settings)


def _candidates(
    line: TextLine,
    pieces: tuple[Piece, ...],
    predictions: dict[Component, StrokePrediction],
    ink: Ink,
    settings: Settings,
) -> list[Candidate]:
    """Return every run of pieces narrow enough to be one digit; every single piece is one."""
    found = []
    for start in range(len(pieces)):
        for end in range(start + 1, min(start + settings.decoder.max_pieces_per_digit, len(pieces)) + 1):
            run = pieces[start:end]
            if len(run) > 1 and _width(run) > settings.decoder.max_width * line.height:
                break
            stroke = _joined(run)
            tile = predictions[stroke].tile if stroke in predictions else make_tile(stroke, ink)
            found.append(Candidate(start, end, stroke, tile))
    return found


def _width(run: tuple[Piece, ...]) -> int:
    """Return the width of the box around some pieces, in pixels."""
    boxes = [piece.stroke.box for piece in run]
    return max(x + width for x, _, width, _ in boxes) - min(x for x, *_ in boxes)


def _joined(run: tuple[Piece, ...]) -> Component:
    """Return some pieces as one stroke: all parts of a stroke are that stroke, which the network has seen."""
    whole = run[0].of is run[-1].of and run[0].first and run[-1].last
    return run[0].of if whole else join([piece.stroke for piece in run])


def _digit(step: Step, settings: Settings) -> Digit:
    """Return a candidate as the digit the network takes it for."""
    candidate, probabilities = step.candidate, step.probabilities
    order = np.argsort(probabilities[:NOT_A_DIGIT])[::-1]
    confidence = float(probabilities[order[0]])
    others = tuple((str(int(value)), float(probabilities[value])) for value in order[1:4])
    doubtful = confidence < settings.doubt.digit_below
    return Digit(str(int(order[0])), confidence, others, candidate.stroke.box, candidate.tile, doubtful)
