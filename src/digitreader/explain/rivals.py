"""Which candidates compete for a digit, and where they stand in the picture of a line."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitreader.explain.line_stages import LineStages
from digitreader.geometry import Box
from digitreader.recognition.candidates import Candidate
from digitreader.recognition.classifier import NOT_A_DIGIT

WIDTH = 1120  # pixels; of a picture across the page
EDGE = 28  # pixels around what is drawn
TALLEST = 260  # pixels; of a line's writing in a picture
PIECES = 7  # at most, in the picture of what competes
ROWS = 4  # of candidates in it; those on the path take the first
CARD = 134  # pixels; the width of a candidate with its words

Place = tuple[float, float, float, int, int]  # left and top in the photo, the scale, the picture's width and height


@dataclass(frozen=True, eq=False)
class Rival:
    """A candidate as it is drawn.

    word: what the classifier takes it for. chosen: whether it is on the path. span: its left and right end, in pixels
    of the picture. row: of its card, from 0 on; the chosen ones are in the first.
    """

    candidate: Candidate
    word: str
    chosen: bool
    span: tuple[float, float]
    row: int


def rivals(line: LineStages, digit: int) -> list[Rival]:
    """The candidates around a digit that fit into a picture: the chosen ones, then the likeliest others."""
    first, last = window(line, digit)
    place = place_of(Box.union(piece.component.box for piece in line.lattice.pieces[first:last]))
    chosen = {(step.candidate.start, step.candidate.end) for step in line.path}
    found: list[Rival] = []
    taken: list[list[tuple[float, float]]] = [[] for _ in range(ROWS)]
    rows = zip(line.lattice.candidates, line.lattice.probabilities, strict=True)
    inside = [(c, row, (c.start, c.end) in chosen) for c, row in rows if first <= c.start and c.end <= last]
    for candidate, row, on_path in sorted(inside, key=lambda each: (not each[2], -each[1][:NOT_A_DIGIT].max())):
        span = _span(candidate, place)
        at = _free_row(taken, span, range(2) if on_path else range(1, ROWS))
        if at is not None:
            found.append(Rival(candidate, named(row), on_path, span, at))
    return found


def named(probabilities: NDArray[np.float32]) -> str:
    """What the classifier takes a candidate for: "7: 98 %", or "none: 80 %" where it is not one digit."""
    value = int(probabilities.argmax())
    return f"{'none' if value == NOT_A_DIGIT else value}: {min(99, int(100 * probabilities[value]))} %"


def window(line: LineStages, digit: int) -> tuple[int, int]:
    """The pieces around a digit that its picture shows: the first, and one past the last."""
    pieces = line.lattice.pieces
    touched = [k for k, p in enumerate(pieces) if p.component.box.shared_columns(line.digits[digit].box) > 0]
    first, last = (min(touched), max(touched) + 1) if touched else (0, 1)
    while last - first < min(PIECES, len(pieces)):
        if last < len(pieces) and (first == 0 or (last - first) % 2):
            last += 1
        else:
            first -= 1
    return first, last


def place_of(box: Box) -> Place:
    """Which part of the photo a picture of a box shows, and how large."""
    x, y, width, height = box
    scale = min((WIDTH - 2 * EDGE) / width, TALLEST / height)
    size = round(width * scale) + 2 * EDGE, round(height * scale) + 2 * EDGE
    return x - EDGE / scale, y - EDGE / scale, scale, *size


def _span(candidate: Candidate, place: Place) -> tuple[float, float]:
    """From where to where a candidate's ink reaches in a picture."""
    left, _, scale, _, _ = place
    x, _, width, _ = candidate.component.box
    return (x - left) * scale, (x + width - left) * scale


def _free_row(taken: list[list[tuple[float, float]]], span: tuple[float, float], rows: range) -> int | None:
    """Take the first of some rows with room for a card; None where none has any."""
    middle, half = (span[0] + span[1]) / 2, max(span[1] - span[0], CARD) / 2 + 4
    for row in rows:
        if all(middle + half <= left or right <= middle - half for left, right in taken[row]):
            taken[row].append((middle - half, middle + half))
            return row
    return None
