"""From lines of strokes to digits: which joins of strokes make the likeliest string."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitreader.classifier import NOT_A_DIGIT, Classify
from digitreader.cuts import cut
from digitreader.glyphs import Stroke, join
from digitreader.ink import Ink
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


@dataclass(frozen=True, eq=False)
class Piece:
    """The smallest part of a line that is never divided: a stroke, or a part that a stroke was cut into.

    first, last: whether it is the first and the last part of its stroke.
    """

    stroke: Stroke
    first: bool
    last: bool


@dataclass(frozen=True, eq=False)
class Candidate:
    """A run of neighbouring pieces that may be one digit: pieces start to end - 1 of its line."""

    start: int
    end: int
    stroke: Stroke
    tile: Tile


def decode(
    lines: tuple[Line, ...], ink: Ink, classifier: Classify, settings: Settings | None = None
) -> list[tuple[Digit, ...]]:
    """Return the digits of each line, none for a line that holds none.

    Strokes that the network does not take for a digit at first sight are cut where digits may touch. Then every run of
    a few neighbouring pieces is a candidate digit, all candidates of all lines go through the network in one batch, and
    each line is the likeliest path through its candidates by dynamic programming.
    """
    settings = settings or Settings()
    pieces = _pieces(lines, ink, classifier, settings)
    candidates = [_candidates(line, found, ink, settings) for line, found in zip(lines, pieces, strict=True)]
    probabilities = _classify([candidate.tile for line in candidates for candidate in line], classifier)
    digits, at = [], 0
    for line, parts, found in zip(lines, pieces, candidates, strict=True):
        digits.append(_decode_line(line, parts, found, probabilities[at : at + len(found)], settings))
        at += len(found)
    return digits


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


def _decode_line(
    line: Line,
    pieces: tuple[Piece, ...],
    candidates: list[Candidate],
    probabilities: NDArray[np.float32],
    settings: Settings,
) -> tuple[Digit, ...]:
    """Return the digits on the likeliest path through a line's candidates.

    A candidate of k pieces weighs k times, so that paths of few and of many digits compare.
    """
    best = [0.0] + [-np.inf] * len(pieces)
    arrived: list[tuple[Candidate, NDArray[np.float32], bool] | None] = [None] * (len(pieces) + 1)
    for candidate, row in zip(candidates, probabilities, strict=True):
        for is_digit, belief in _readings(candidate, pieces, row, line, settings):
            score = best[candidate.start] + (candidate.end - candidate.start) * float(np.log(max(belief, 1e-9)))
            if score > best[candidate.end]:
                best[candidate.end], arrived[candidate.end] = score, (candidate, row, is_digit)
    digits, end = [], len(pieces)
    while end > 0 and (step := arrived[end]) is not None:
        candidate, row, is_digit = step
        if is_digit:
            digits.append(_digit(candidate, row, settings))
        end = candidate.start
    return tuple(reversed(digits))


def _readings(
    candidate: Candidate,
    pieces: tuple[Piece, ...],
    row: NDArray[np.float32],
    line: Line,
    settings: Settings,
) -> list[tuple[bool, float]]:
    """Return (is a digit, how likely) for each way a candidate may be read."""
    run = pieces[candidate.start : candidate.end]
    whole = run[0].first and run[-1].last and not any(piece.first for piece in run[1:])
    height = candidate.stroke.box[3]
    misfit = height < settings.small * line.height or height > settings.tall * line.height
    prior = 1.0 if run[0].first and run[-1].last else settings.part
    readings = [] if misfit else [(True, prior * float(row[:NOT_A_DIGIT].max()))]
    if whole or len(run) == 1:
        nothing = 1.0 if misfit else float(row[NOT_A_DIGIT])
        wide = candidate.stroke.box[2] > settings.pair_width * height
        share = settings.leftover if wide or not whole else settings.no_digit if len(run) > 1 else 1.0
        readings.append((False, nothing * share))
    return readings


def _digit(candidate: Candidate, row: NDArray[np.float32], settings: Settings) -> Digit:
    """Return a candidate as the digit the network takes it for."""
    order = np.argsort(row[:NOT_A_DIGIT])[::-1]
    confidence = float(row[order[0]])
    others = tuple((str(int(value)), float(row[value])) for value in order[1:4])
    doubtful = confidence < settings.doubt_below
    return Digit(str(int(order[0])), confidence, others, candidate.stroke.box, candidate.tile, doubtful)
