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

    of: the stroke it is a part of. first, last: whether it is the first and the last part of that.
    """

    stroke: Stroke
    of: Stroke
    first: bool
    last: bool


@dataclass(frozen=True, eq=False)
class Look:
    """What the network takes a stroke for at first sight. row: float32 (11,), its class probabilities."""

    tile: Tile
    row: NDArray[np.float32]


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
    a few neighbouring pieces is a candidate digit, all candidates of all lines that the network has not seen yet go
    through it in one batch, and each line is the likeliest path through its candidates by dynamic programming.
    """
    settings = settings or Settings()
    looks = _looks([stroke for line in lines for stroke in line.strokes], ink, classifier)
    pieces = [_pieces(line, looks, ink, settings) for line in lines]
    candidates = [_candidates(line, found, looks, ink, settings) for line, found in zip(lines, pieces, strict=True)]
    probabilities = _probabilities([candidate for line in candidates for candidate in line], looks, classifier)
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


def _looks(strokes: list[Stroke], ink: Ink, classifier: Classify) -> dict[Stroke, Look]:
    """Return the first sight of every stroke."""
    tiles = [make_tile(stroke, ink) for stroke in strokes]
    rows = _classify(tiles, classifier)
    return {stroke: Look(tile, row) for stroke, tile, row in zip(strokes, tiles, rows, strict=True)}


def _probabilities(candidates: list[Candidate], looks: dict[Stroke, Look], classifier: Classify) -> NDArray[np.float32]:
    """Return the class probabilities of candidates, float32 (n, 11); the network is not asked twice for a stroke."""
    new = iter(_classify([c.tile for c in candidates if c.stroke not in looks], classifier))
    rows = [looks[c.stroke].row if c.stroke in looks else next(new) for c in candidates]
    return np.array(rows, np.float32).reshape(-1, NOT_A_DIGIT + 1)


def _pieces(line: Line, looks: dict[Stroke, Look], ink: Ink, settings: Settings) -> tuple[Piece, ...]:
    """Return the pieces of a line, left to right: its strokes, cut where they may be several digits."""
    pieces: list[Piece] = []
    for stroke in line.strokes:
        parts = _parts(stroke, line, float(looks[stroke].row[:NOT_A_DIGIT].max()), ink, settings)
        pieces.extend(Piece(part, stroke, k == 0, k == len(parts) - 1) for k, part in enumerate(parts))
    return tuple(pieces)


def _parts(stroke: Stroke, line: Line, belief: float, ink: Ink, settings: Settings) -> tuple[Stroke, ...]:
    """Return a stroke cut apart if it is wide enough for two digits and not surely one."""
    _, _, width, height = stroke.box
    small = height < settings.small * line.height
    narrow = width < settings.cut_width * height
    sure = belief >= settings.certain and width < settings.run_width * line.height
    whole = small or narrow or sure or _is_bar(stroke, settings)
    return (stroke,) if whole else cut(stroke, ink, settings)


def _is_bar(stroke: Stroke, settings: Settings) -> bool:
    """Return whether a stroke is flat and nearly solid, as what is left of a rule or a frame is: no touching digits."""
    _, _, width, height = stroke.box
    return width > settings.bar_length * height and bool(stroke.mask.mean() > settings.bar_fill)


def _candidates(
    line: Line, pieces: tuple[Piece, ...], looks: dict[Stroke, Look], ink: Ink, settings: Settings
) -> list[Candidate]:
    """Return every run of pieces narrow enough to be one digit; every single piece is one."""
    found = []
    for start in range(len(pieces)):
        for end in range(start + 1, min(start + settings.run_length, len(pieces)) + 1):
            run = pieces[start:end]
            if len(run) > 1 and _width(run) > settings.run_width * line.height:
                break
            stroke = _joined(run)
            tile = looks[stroke].tile if stroke in looks else make_tile(stroke, ink)
            found.append(Candidate(start, end, stroke, tile))
    return found


def _width(run: tuple[Piece, ...]) -> int:
    """Return the width of the box around some pieces, in pixels."""
    boxes = [piece.stroke.box for piece in run]
    return max(x + width for x, _, width, _ in boxes) - min(x for x, *_ in boxes)


def _joined(run: tuple[Piece, ...]) -> Stroke:
    """Return some pieces as one stroke: all parts of a stroke are that stroke, which the network has seen."""
    whole = run[0].of is run[-1].of and run[0].first and run[-1].last
    return run[0].of if whole else join([piece.stroke for piece in run])


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
        wide = candidate.stroke.box[2] > settings.pair_width * height and not _is_bar(candidate.stroke, settings)
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
