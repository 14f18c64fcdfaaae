"""What is crossed out: ink as dense and as tangled as no digit is, which no network reads with confidence."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from digitreader.decision.dense_ink import look_at, pen_of
from digitreader.geometry import Box
from digitreader.layout.lines import TextLine
from digitreader.numbers.alphabet import GAP
from digitreader.recognition.digit import Digit, DigitLine
from digitreader.recognition.sign import Sign
from digitreader.settings.decision import CrossedSettings

NEVER = -np.inf  # the score where a sure digit stands


def find_crossed_out(
    lines: Sequence[DigitLine], found: Sequence[TextLine], settings: CrossedSettings
) -> tuple[Box, ...]:
    """Find where something is crossed out on a page, from top to bottom; nothing where nothing was read.

    lines: what was read. found: the lines of writing that it was read in.
    """
    digits = [digit for line in lines for digit in line.digits]
    if not digits:
        return ()
    usual = float(np.median([digit.box.height for digit in digits]))
    alike = [line for line in found if 1 / settings.alike < line.height / usual < settings.alike]
    pen = pen_of(alike)
    if pen > settings.widest_pen:
        return ()
    return tuple(box for line in alike for box in _crossed_out_in(line, pen, digits, settings))


def agreed(boxes: Sequence[Box], others: Sequence[Sequence[Box]]) -> tuple[Box, ...]:
    """Those boxes of one reading in whose place all other readings of the page have one, too."""
    return tuple(box for box in boxes if all(any(box.overlap(other) for other in found) for found in others))


def leave_out(lines: Sequence[DigitLine], boxes: Sequence[Box], settings: CrossedSettings) -> tuple[DigitLine, ...]:
    """The lines without the digits and signs that stand in boxes; a line of which no digit is left is none."""
    kept = (_without(line, boxes, settings) for line in lines)
    return tuple(line for line in kept if line is not None)


def _crossed_out_in(line: TextLine, pen: float, digits: Sequence[Digit], settings: CrossedSettings) -> list[Box]:
    """Find where something is crossed out in a line, from left to right.

    pen: its width, in heights. digits: what was read, in this line and in others.
    """
    around = Box.union(component.box for component in line.components)
    own = [digit for digit in digits if digit.box.overlap(around)]
    if own and all(digit.confidence >= settings.sure for digit in own) and len(own) >= len(line.components):
        return []
    windows = look_at(line, pen, own, settings)
    scores = windows.features @ np.array(settings.weights) + settings.bias
    scores[windows.features[:, -1] >= settings.sure] = NEVER
    sure = _runs(scores > 0, settings.run)
    runs = [run for run in _runs(scores > settings.around, 1) if any(run[0] <= a < run[1] for a, _ in sure)]
    inset = settings.inset * line.height
    spans = [(windows.lefts[a] + inset, windows.rights[b - 1] - inset) for a, b in runs]
    return [_snapped(left, right, around, own, settings) for left, right in spans]


def _runs(marked: NDArray[np.bool_], least: int) -> list[tuple[int, int]]:
    """Where marks follow each other, at least so many: the first one, and the one after the last."""
    steps = np.diff(np.concatenate([[0], marked.astype(int), [0]]))
    found = zip(np.flatnonzero(steps == 1), np.flatnonzero(steps == -1), strict=True)
    return [(int(a), int(b)) for a, b in found if b - a >= least]


def _is_within(digit: Digit, box: Box, settings: CrossedSettings) -> bool:
    """Whether a digit that is not sure stands in a box, at least its middle."""
    x, y = digit.box.middle
    return digit.confidence < settings.sure and box.x <= x < box.right and box.y <= y < box.bottom


def _snapped(left: float, right: float, around: Box, digits: Sequence[Digit], settings: CrossedSettings) -> Box:
    """The box of a crossed-out stretch of a line, around the digits that stand in it."""
    first = max(around.x, round(left))
    box = Box(first, around.y, max(1, min(around.right, round(right)) - first), around.height)
    return Box.union([box, *(digit.box for digit in digits if _is_within(digit, box, settings))])


def _without(line: DigitLine, boxes: Sequence[Box], settings: CrossedSettings) -> DigitLine | None:
    """A line without the digits and signs that stand in boxes; nothing if no digit is left."""
    gone = [any(_is_within(digit, box, settings) for box in boxes) for digit in line.digits]
    if not any(gone):
        return line
    digits = tuple(digit for digit, out in zip(line.digits, gone, strict=True) if not out)
    signs = dict[tuple[int, str], Sign]()
    for sign in line.signs:
        place = sign.place - sum(gone[: sign.place])
        ended = sign.character == GAP and not 0 < place < len(digits)
        if not ended and not any(sign.box.overlap(box) > sign.box.area / 2 for box in boxes):
            signs.setdefault((place, sign.character), replace(sign, place=place))
    return DigitLine(digits, tuple(signs.values())) if digits else None
