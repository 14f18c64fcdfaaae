"""Draw what stands beside digits: points, dashes, bars, letters, printed boxes."""

from itertools import pairwise

import cv2
import numpy as np

from digitreader.training.synthesis.glyph_bank import GlyphBank
from digitreader.training.synthesis.line_canvas import LineCanvas
from digitreader.training.synthesis.not_a_digit import letter
from digitreader.training.synthesis.symbols import TALL, bar, dash, dot, leaning, tight, word
from digitreader.training.synthesis.writer_style import WriterStyle


def write_between(
    line: LineCanvas, style: WriterStyle, bank: GlyphBank, middle: float, thousands: bool, rng: np.random.Generator
) -> None:
    """Maybe write something between two digits: a point or comma, a printed bar, a letter or operator."""
    if style.bars:
        line.add(bar(style, rng), round(rng.uniform(-2, 6)), rng.uniform(0.02, 0.25) * style.height, True, None)
    if style.dots and (thousands if style.dots > 0.3 else rng.random() < style.dots):
        sign = dot(style, rng)
        top = middle + style.height * rng.normal(0.42, 0.08) - sign.shape[0] / 3
        line.add(sign, round(top), rng.uniform(-0.02, 0.15) * style.height, style.upright, None)
    if rng.random() < style.symbols:
        _write_sign(line, style, bank, middle, rng)


def _write_sign(line: LineCanvas, style: WriterStyle, bank: GlyphBank, middle: float, rng: np.random.Generator) -> None:
    """Write a letter, an operator or a dash."""
    kind = rng.random()
    if kind < 0.7:
        drawn = kind < 0.35 or not len(bank.symbols)
        sign = tight(letter(rng) if drawn else bank.images[int(rng.choice(bank.symbols))])
        factor = style.height * rng.uniform(0.45, 1.0) / max(sign.shape)
        sign = tight(leaning(sign, factor, factor, style.slant, 0.0))
    else:
        sign = dash(style, rng, double=kind > 0.9)
    line.add(sign, round(middle - sign.shape[0] / 2), rng.uniform(0.05, 0.5) * style.height, True, None)


def flourish(line: LineCanvas, style: WriterStyle, bank: GlyphBank, middle: float, rng: np.random.Generator) -> None:
    """Write what often stands before or after an amount: points, dashes, an equals sign, a currency letter."""
    if rng.random() < 0.55:
        sign = dot(style, rng)
        line.add(sign, round(middle + 0.35 * style.height), rng.uniform(0, 0.2) * style.height, style.upright, None)
    if rng.random() < 0.6:
        sign = dash(style, rng, double=bool(rng.random() < 0.4))
        top = middle + style.height * rng.uniform(-0.1, 0.4)
        line.add(sign, round(top), rng.uniform(0, 0.3) * style.height, style.upright, None)
    elif rng.random() < 0.4:
        _write_sign(line, style, bank, middle, rng)
    elif rng.random() < 0.4:
        sign = word(style.height * rng.uniform(0.5, 0.9), style, rng)
        line.add(sign, round(middle - sign.shape[0] / 2), rng.uniform(0.1, 0.5) * style.height, True, None)


def print_boxes(line: LineCanvas, style: WriterStyle, rng: np.random.Generator) -> None:
    """Print a box around every digit, or one box around all with a bar between neighbours."""
    if not (style.cells or style.comb) or not line.marks:
        return
    top, bottom = int(rng.integers(-4, 8)), int(rng.integers(TALL - 8, TALL + 4))
    level, thick = int(rng.integers(90, 256)), int(rng.integers(1, 6 if style.comb else 4))
    edge = max(3.0, min(style.gap / 2.3, 14.0))
    sides = [(left - edge, right + edge) for _, left, right in line.marks]
    if style.comb:
        walls = [(a[2] + b[1]) / 2 + rng.normal(0, 1.5) for a, b in pairwise(line.marks)]
        ends = [sides[0][0] - rng.uniform(0, 6), *walls, sides[-1][1] + rng.uniform(0, 6)]
        sides = list(pairwise(ends))
    for left, right in sides:
        picture = np.zeros_like(line.ink)
        cv2.rectangle(picture, (round(left), top), (round(right), bottom), level, thick)
        np.maximum(line.ink, picture, out=line.ink)
