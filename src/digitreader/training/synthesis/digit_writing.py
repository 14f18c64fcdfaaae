"""Write one digit into a line: drawn with a pen or taken from a glyph bank, and maybe joined to the last one."""

import cv2
import numpy as np

from digitreader.training.synthesis.glyph_bank import GlyphBank
from digitreader.training.synthesis.line_canvas import LineCanvas, Mark
from digitreader.training.synthesis.pen import Image, draw_shape, smooth
from digitreader.training.synthesis.symbols import TALL, leaning, tight
from digitreader.training.synthesis.writer_style import WriterStyle


def write_digit(
    line: LineCanvas, digit: int, style: WriterStyle, banks: list[GlyphBank], middle: float, rng: np.random.Generator
) -> bool:
    """Write a digit; return False if it does not fit."""
    height = style.height * np.exp(rng.normal(0, style.unsteady)) * (style.zeros if digit == 0 else 1.0)
    height = min(height, TALL - 2.0)
    sign = _digit(digit, float(height), style, banks, rng)
    drop = 0.5 * (style.height - height) if digit == 0 and style.variant % 2 else 0.0
    top = round(middle - sign.shape[0] / 2 + drop + rng.normal(0, style.unsteady) * height * 0.6)
    gap = style.gap + rng.normal(0, 0.05) * style.height
    before = line.marks[-1] if line.marks else None
    if not line.add(sign, top, gap, style.upright, digit):
        return False
    if before and before[0] == 0 and rng.random() < style.tied:
        _tie(line, before, line.marks[-1], style, rng)
    return True


def _tie(line: LineCanvas, left: Mark, right: Mark, style: WriterStyle, rng: np.random.Generator) -> None:
    """Join a zero to the next digit with a stroke between their tops."""
    ends = []
    for (_, start, end), share in ((left, rng.uniform(0.55, 1.0)), (right, rng.uniform(0.0, 0.4))):
        column = int(np.clip(start + share * (end - start), 0, line.ink.shape[1] - 1))
        inked = np.flatnonzero(line.ink[:, column] > 90)
        if not inked.size:
            return
        ends.append((column, float(inked[0]) + rng.uniform(0, 0.12) * style.height))
    sag = ((ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2 + rng.normal(0.04, 0.06) * style.height)
    path = np.rint(16 * smooth(np.array([ends[0], sag, ends[1]]))).astype(np.int32)
    cv2.polylines(line.ink, [path], False, 255, max(1, round(style.pen)), cv2.LINE_AA, 4)


def _digit(digit: int, height: float, style: WriterStyle, banks: list[GlyphBank], rng: np.random.Generator) -> Image:
    """Draw or pick a digit in a writer's style: uint8, cropped to the ink."""
    slant = style.slant + rng.normal(0, 0.05)
    turn = rng.normal(0, 0.05)
    stretch = style.stretch * float(np.exp(rng.normal(0, 0.06)))
    if rng.random() < style.drawn:
        variant = style.variant if rng.random() < 0.8 else int(rng.integers(1000))
        sign = draw_shape(str(digit), variant * 7 // (digit + 1), height - style.pen, stretch, style.pen, rng)
        return tight(leaning(sign, 1.0, 1.0, slant, turn))
    bank = banks[style.bank] if rng.random() < 0.9 else banks[int(rng.integers(len(banks)))]
    rows = bank.digits[digit][style.weight]
    sign = tight(bank.images[int(rng.choice(rows))])
    factor = height / sign.shape[0]
    usual = min(stretch, 2.5 * sign.shape[0] / max(sign.shape[1], 1))  # limits how far wide glyphs stretch
    return tight(leaning(sign, factor * usual, factor, slant * 0.8, turn))
