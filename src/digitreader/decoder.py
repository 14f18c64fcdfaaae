"""From lines of strokes to digits: which joins of strokes make the likeliest string."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitreader.classifier import NOT_A_DIGIT, Classify
from digitreader.glyphs import Line, Stroke, join
from digitreader.ink import Ink
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
class Candidate:
    """A run of neighbouring strokes that may be one digit: strokes start to end - 1 of its line."""

    start: int
    end: int
    stroke: Stroke
    tile: Tile


def decode(
    lines: tuple[Line, ...], ink: Ink, classifier: Classify, settings: Settings | None = None
) -> list[tuple[Digit, ...]]:
    """Return the digits of each line, none for a line that holds none.

    Every run of one to three neighbouring strokes is a candidate digit; all candidates of all lines go through the
    network in one batch, and each line is the likeliest path through its candidates by dynamic programming.
    """
    settings = settings or Settings()
    candidates = [_candidates(line, ink, settings) for line in lines]
    tiles = [candidate.tile.pixels for line in candidates for candidate in line]
    if not tiles:
        return [() for _ in lines]
    probabilities = classifier(np.stack(tiles))
    digits, at = [], 0
    for line, found in zip(lines, candidates, strict=True):
        digits.append(_decode_line(line, found, probabilities[at : at + len(found)], settings))
        at += len(found)
    return digits


def _candidates(line: Line, ink: Ink, settings: Settings) -> list[Candidate]:
    """Return every run of strokes narrow enough to be one digit; every single stroke is one."""
    found = []
    for start in range(len(line.strokes)):
        for end in range(start + 1, min(start + settings.run_length, len(line.strokes)) + 1):
            stroke = join(line.strokes[start:end])
            if end - start > 1 and stroke.box[2] > settings.run_width * line.height:
                break
            found.append(Candidate(start, end, stroke, make_tile(stroke, ink)))
    return found


def _decode_line(
    line: Line, candidates: list[Candidate], probabilities: NDArray[np.float32], settings: Settings
) -> tuple[Digit, ...]:
    """Return the digits on the likeliest path through a line's candidates.

    A candidate of k strokes weighs k times, so that paths of few and of many digits compare.
    """
    best = [0.0] + [-np.inf] * len(line.strokes)
    arrived: list[tuple[Candidate, NDArray[np.float32], bool] | None] = [None] * (len(line.strokes) + 1)
    for candidate, row in zip(candidates, probabilities, strict=True):
        for is_digit, belief in _readings(candidate, row, line, settings):
            score = best[candidate.start] + (candidate.end - candidate.start) * float(np.log(max(belief, 1e-9)))
            if score > best[candidate.end]:
                best[candidate.end], arrived[candidate.end] = score, (candidate, row, is_digit)
    digits, end = [], len(line.strokes)
    while end > 0 and (step := arrived[end]) is not None:
        candidate, row, is_digit = step
        if is_digit:
            digits.append(_digit(candidate, row, settings))
        end = candidate.start
    return tuple(reversed(digits))


def _readings(
    candidate: Candidate, row: NDArray[np.float32], line: Line, settings: Settings
) -> list[tuple[bool, float]]:
    """Return (is a digit, how likely) for each way a candidate may be read."""
    single = candidate.end - candidate.start == 1
    height = candidate.stroke.box[3]
    if height < settings.small * line.height or height > settings.tall * line.height:
        return [(False, 1.0)] if single else []
    digit = float(row[:NOT_A_DIGIT].max())
    readings = [(True, digit)] if digit >= settings.least_belief * float(row[:NOT_A_DIGIT].sum()) else []
    return [*readings, (False, float(row[NOT_A_DIGIT]))] if single else readings


def _digit(candidate: Candidate, row: NDArray[np.float32], settings: Settings) -> Digit:
    """Return a candidate as the digit the network takes it for."""
    order = np.argsort(row[:NOT_A_DIGIT])[::-1]
    confidence = float(row[order[0]])
    others = tuple((str(int(value)), float(row[value])) for value in order[1:4])
    doubtful = confidence < settings.doubt_below
    return Digit(str(int(order[0])), confidence, others, candidate.stroke.box, candidate.tile, doubtful)
