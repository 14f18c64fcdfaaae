"""From lines of strokes to digits: strokes are cut and joined, and the network names every candidate."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitreader.classifier import NOT_A_DIGIT, Classify
from digitreader.cuts import cut
from digitreader.glyphs import Stroke, join
from digitreader.ink import Ink
from digitreader.lattice import Candidate, Lattice, Piece, Step
from digitreader.lines import Line
from digitreader.photo import Box
from digitreader.settings import Settings
from digitreader.tile import Tile, make_tile


@dataclass(frozen=True, eq=False)
class Digit:
    """One digit as it was read.

    value: "0" to "9". confidence: 0 to 1. alternatives: the other likely values, likeliest first, each with its
    probability. box: (x, y, width, height) in pixels of the Photo. tile: what the network saw.
    doubtful: a person should look at it.
    """

    value: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...]
    box: Box
    tile: Tile
    doubtful: bool


def decode(
    lines: tuple[Line, ...], ink: Ink, classifier: Classify, settings: Settings | None = None
) -> list[tuple[Digit, ...]]:
    """Return the digits of each line as the likeliest path through its candidates has them, none where it holds none."""
    settings = settings or Settings()
    found = lattices(lines, ink, classifier, settings)
    return [tuple(_digit(step, settings) for step in lattice.likeliest()[1]) for lattice in found]


def lattices(
    lines: tuple[Line, ...], ink: Ink, classifier: Classify, settings: Settings | None = None
) -> list[Lattice]:
    """Return the lattice of each line.

    Strokes that the network does not take for a digit at first sight are cut where digits may touch. Then every run of
    a few neighbouring pieces is a candidate digit, and all candidates of all lines go through the network in one batch.
    """
    settings = settings or Settings()
    pieces = _pieces(lines, ink, classifier, settings)
    candidates = [_candidates(line, found, ink, settings) for line, found in zip(lines, pieces, strict=True)]
    probabilities = _classify([candidate.tile for line in candidates for candidate in line], classifier)
    result, at = [], 0
    for line, parts, found in zip(lines, pieces, candidates, strict=True):
        result.append(Lattice(line, parts, tuple(found), probabilities[at : at + len(found)], settings))
        at += len(found)
    return result


def _classify(tiles: list[Tile], classifier: Classify) -> NDArray[np.float32]:
    """Return the class probabilities of tiles: float32 (n, 11)."""
    if not tiles:
        return np.zeros((0, NOT_A_DIGIT + 1), np.float32)
    return classifier(np.stack([tile.pixels for tile in tiles]))


def _pieces(lines: tuple[Line, ...], ink: Ink, classifier: Classify, settings: Settings) -> list[tuple[Piece, ...]]:
    """Return the pieces of each line, left to right: its strokes, cut where they may be several digits."""
    strokes = [(line, stroke) for line in lines for stroke in line.strokes]
    rows = _classify([make_tile(stroke, ink) for _, stroke in strokes], classifier)
    beliefs = iter(rows[:, :NOT_A_DIGIT].max(axis=1))
    result = []
    for line in lines:
        pieces: list[Piece] = []
        for stroke in line.strokes:
            parts = _parts(stroke, line, float(next(beliefs)), ink, settings)
            pieces.extend(Piece(part, k == 0, k == len(parts) - 1) for k, part in enumerate(parts))
        result.append(tuple(pieces))
    return result


def _parts(stroke: Stroke, line: Line, belief: float, ink: Ink, settings: Settings) -> tuple[Stroke, ...]:
    """Return a stroke cut apart if it is wide enough for two digits and not surely one."""
    _, _, width, height = stroke.box
    small = height < settings.small * line.height
    narrow = width < settings.cut_width * height
    sure = belief >= settings.certain and width < settings.run_width * line.height
    return (stroke,) if small or narrow or sure else cut(stroke, ink, settings)


def _candidates(line: Line, pieces: tuple[Piece, ...], ink: Ink, settings: Settings) -> list[Candidate]:
    """Return every run of pieces narrow enough to be one digit; every single piece is one."""
    found = []
    for start in range(len(pieces)):
        for end in range(start + 1, min(start + settings.run_length, len(pieces)) + 1):
            stroke = join([piece.stroke for piece in pieces[start:end]])
            if end - start > 1 and stroke.box[2] > settings.run_width * line.height:
                break
            found.append(Candidate(start, end, stroke, make_tile(stroke, ink)))
    return found


def _digit(step: Step, settings: Settings) -> Digit:
    """Return a candidate as the digit the network takes it for."""
    candidate, row = step.candidate, step.probabilities
    order = np.argsort(row[:NOT_A_DIGIT])[::-1]
    confidence = float(row[order[0]])
    others = tuple((str(int(value)), float(row[value])) for value in order[1:4])
    doubtful = confidence < settings.doubt_below
    return Digit(str(int(order[0])), confidence, others, candidate.stroke.box, candidate.tile, doubtful)
