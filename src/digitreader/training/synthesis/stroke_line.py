"""Write a line of strokes: one writer, glyph beside glyph, joined and spaced as a hand does it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitreader.numbers.alphabet import GAP
from digitreader.training.data.ink import Glyph, InkBank, Points, Writer
from digitreader.training.synthesis.stroke_shake import shake, trimmed
from digitreader.training.synthesis.stroke_signs import draw_sign
from digitreader.training.synthesis.stroke_style import StrokeStyle

BINS, BINS_A_HEIGHT, ABOVE = 32, 8, 8  # rows in which neighbours keep their distance: up to one height above the digits
NUMBERS_APART = (0.55, 1.8)  # digit heights between two numbers, beyond the usual gap
JOIN = 1.1  # digit heights; longer joins are not written


@dataclass(frozen=True, eq=False)
class Placed:
    """A glyph in its place on the line, in digit heights.

    left, right: its first and last column. digit: whether it says digits. gapped: whether a new number begins with it.
    """

    text: str
    strokes: tuple[Points, ...]
    left: float
    right: float
    digit: bool
    gapped: bool


class StrokeLine:
    """A line that is being written from left to right; y is 0 at the top of the digits and 1 at the baseline."""

    def __init__(self, bank: InkBank, writer: Writer, style: StrokeStyle, rng: np.random.Generator) -> None:
        """Begin an empty line."""
        self._bank, self._writer, self._style, self._rng = bank, writer, style, rng
        self._front = np.full(BINS, 0.0)
        self._end, self._last_start, self._wait, self._base = 0.0, 0.0, 0.0, 0.0
        self.placed: list[Placed] = []

    def write(self, text: str) -> None:
        """Write digits, signs and gaps."""
        for sign in text:
            if sign == GAP:
                self._wait = float(self._rng.uniform(*NUMBERS_APART)) + max(self._style.gap, 0.0)
            elif sign.isdigit():
                self._write_digit(int(sign))
            else:
                glyph, top = draw_sign(sign, self._bank, self._rng)
                self._place(glyph, shake(glyph, self._style, self._rng), top, digit=False)

    def write_string(self, glyph: Glyph) -> None:
        """Write a whole text in its writer's own spacing."""
        points = shake(glyph, self._style, self._rng)
        self._place(glyph, points, 1.0 - float(np.median([points[:, 1].max(), 1.0])), digit=True)

    def _write_digit(self, digit: int) -> None:
        own = self._writer.digits[digit]
        if not own:
            others = self._bank.writers
            while not own:
                own = others[int(self._rng.integers(len(others)))].digits[digit]
        glyph = own[int(self._rng.integers(len(own)))]
        size = np.exp(self._rng.normal(0, self._style.size_varies)) * (self._style.zeros if digit == 0 else 1.0)
        points = shake(glyph, self._style, self._rng) * np.float32(size)
        raised = 0.5 * self._rng.random() * (1 - self._style.zeros) if digit == 0 else 0.0
        top = 1.0 - float(points[:, 1].max()) - raised + self._rng.normal(0, self._style.drift)
        self._place(glyph, points, top, digit=True)

    def _place(self, glyph: Glyph, points: Points, top: float, *, digit: bool) -> None:
        """Put a glyph to the right of what is there."""
        rows = np.clip((points[:, 1] + top) * BINS_A_HEIGHT + ABOVE, 0, BINS - 1).astype(int)
        columns = points[:, 0]
        wide = float(columns.max())
        left, right = np.full(BINS, np.inf), np.full(BINS, -np.inf)
        np.minimum.at(left, rows, columns)
        np.maximum.at(right, rows, columns)
        x = self._column(wide, left, digit) if self.placed else 0.0
        self._base += float(self._rng.normal(self._style.climb, 0.01)) if digit else 0.0
        moved = points + np.array([x, top + self._base], np.float32)
        strokes = [moved[a:b] for a, b in trimmed(glyph.starts, self._rng)]
        if digit and self.placed and not self._wait and self._rng.random() < self._style.joined:
            strokes += _join(self.placed[-1], strokes[0])
        self._front = np.maximum(self._front, x + right)
        self._end = max(self._end, x + wide)
        self.placed.append(Placed(glyph.text, tuple(strokes), x, x + wide, digit, self._wait > 0))
        self._last_start, self._wait = x, 0.0

    def _column(self, width: float, left: NDArray[np.float64], digit: bool) -> float:
        """The column at which a glyph begins."""
        if self._style.even and digit and not self._wait:
            middle = self._last_start + (self.placed[-1].right - self.placed[-1].left) / 2
            return max(middle + self._style.even * float(self._rng.normal(1, 0.07)) - width / 2, self._end + 0.02)
        near = self._front.copy()
        np.maximum(near[1:], self._front[:-1], out=near[1:])
        np.maximum(near[:-1], self._front[1:], out=near[:-1])
        touching = float((near - left).max())
        gap = self._style.gap + self._style.pen.widest + self._wait + self._rng.normal(0, self._style.gap_varies)
        if self._wait:
            return max(touching, self._end) + gap
        return max(max(touching, self._end - 0.6 * width) + gap, self._last_start + 0.08)


def _join(before: Placed, stroke: Points) -> list[Points]:
    """A stroke from where the pen left a digit to where it begins the next; none where that is far or backwards."""
    last = before.strokes[-1]
    start, end = last[-1], stroke[0]
    far = float(np.hypot(*(end - start)))
    if far > JOIN or start[0] < before.left + 0.4 * (before.right - before.left) or len(last) < 4:
        return []
    leaving = (last[-1] - last[-4]) * 0.7
    t = np.linspace(0, 1, 9, dtype=np.float32)[:, None]
    corner = start + leaving
    return [np.asarray((1 - t) ** 2 * start + 2 * t * (1 - t) * corner + t * t * end, np.float32)]
