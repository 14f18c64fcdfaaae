"""Handwriting: strings of digits as one writer would write them, with points, dashes and letters between."""

from itertools import pairwise

import cv2
import numpy as np

from digitreader.training.synthesis.glyph_bank import GlyphBank
from digitreader.training.synthesis.line_canvas import LineCanvas, Mark, WrittenLine
from digitreader.training.synthesis.shapes import Image, draw_shape, smooth
from digitreader.training.synthesis.symbols import TALL, bar, dash, dot, leaning, tight, word
from digitreader.training.synthesis.synthesis import letter
from digitreader.training.synthesis.writer_style import WriterStyle, draw_style


def write_line(width: int, banks: list[GlyphBank], rng: np.random.Generator) -> WrittenLine:
    """Return a line of digits in one style.

    Args:
        width: of the picture in pixels.
        banks: what digits are taken from.
        rng: where chance comes from.
    """
    style = draw_style(len(banks), rng)
    usual = style.height * 0.55 * style.stretch + max(style.gap, 0)
    room = int(width / usual) + 2
    count = room if rng.random() < 0.75 else int(rng.integers(0, max(2, room)))
    slack = max(2.0, width - count * usual)
    line = LineCanvas(
        width, float(rng.uniform(2, max(3.0, min(slack, 0.9 * style.height if count == room else slack))))
    )
    middle = TALL / 2 + rng.normal(0, 2.5)
    bank = banks[style.bank]
    phase = int(rng.integers(3))
    if rng.random() < 0.15:
        _flourish(line, style, bank, middle, rng)
    for k, digit in enumerate(_digits(count, rng)):
        if not _write_digit(line, digit, style, banks, middle, rng):
            break
        middle += float(np.clip(rng.normal(style.climb, 0.02), -0.06, 0.06)) * style.height
        _between(line, style, bank, middle, (k + phase) % 3 == 0, rng)
    else:
        if rng.random() < 0.35:
            _flourish(line, style, bank, middle, rng)
    _print_boxes(line, style, rng)
    ink, owners = _bent(line.ink, line.owners, rng) if rng.random() < 0.6 else (line.ink, line.owners)
    return WrittenLine(ink, "".join(str(mark[0]) for mark in line.marks), owners)


def write_words(width: int, banks: list[GlyphBank], rng: np.random.Generator) -> WrittenLine:
    """Return a line of letters and signs in one style, with no digit among them."""
    style = draw_style(len(banks), rng)
    line = LineCanvas(width, float(rng.uniform(2, 0.3 * width)))
    bank = banks[int(rng.integers(len(banks)))]
    middle = TALL / 2 + rng.normal(0, 2.5)
    symbols = bank.symbols if len(bank.symbols) and rng.random() < 0.4 else None
    room = True
    while room and rng.random() < 0.93:
        height = style.height * rng.uniform(0.5, 1.0)
        if symbols is None:
            sign = word(height, style, rng)
        else:
            sign = tight(bank.images[int(rng.choice(symbols))])
            factor = height / max(sign.shape)
            sign = leaning(sign, factor, factor, style.slant, 0.0)
        room = line.add(tight(sign), round(middle - sign.shape[0] / 2), rng.uniform(0.05, 0.6) * height, True, None)
    return WrittenLine(line.ink, "", line.owners)


def _bent(ink: Image, owners: Image, rng: np.random.Generator) -> tuple[Image, Image]:
    """Return a line bent by a smooth random field, up to about two pixels, and its owners bent alike.

    Source: Simard, Steinkraus & Platt 2003, doi:10.1109/ICDAR.2003.1227801.
    """
    rows, columns = ink.shape
    coarse = rng.normal(0, rng.uniform(0.5, 1.8), (5, max(4, columns // 16), 2)).astype(np.float32)
    field = cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_CUBIC)
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    x, y = x + field[..., 0], y + field[..., 1]
    bent = cv2.remap(ink, x, y, cv2.INTER_LINEAR)
    return np.asarray(bent, np.uint8), np.asarray(cv2.remap(owners, x, y, cv2.INTER_NEAREST), np.uint8)


def _digits(count: int, rng: np.random.Generator) -> list[int]:
    """Return digits to write: any, or an amount that ends in zeros, or some one many times."""
    digits = rng.integers(0, 10, count)
    kind = rng.random()
    if kind < 0.25 and count > 2:
        digits[-int(rng.integers(2, min(count, 6))) :] = 0
    elif kind < 0.35 and count > 1:
        start = int(rng.integers(count - 1))
        digits[start : start + int(rng.integers(2, 6))] = rng.integers(0, 10)
    return [int(d) for d in digits]


def _write_digit(
    line: LineCanvas, digit: int, style: WriterStyle, banks: list[GlyphBank], middle: float, rng: np.random.Generator
) -> bool:
    """Write a digit; False where there is no room for it."""
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
    """Join a zero to the next digit by a stroke from the top of the one to the top of the other."""
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
    """Return a digit in a writer's style: uint8, tight around the ink."""
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
    usual = min(stretch, 2.5 * sign.shape[0] / max(sign.shape[1], 1))  # bars of a 7 and flat signs stay on the line
    return tight(leaning(sign, factor * usual, factor, slant * 0.8, turn))


def _between(
    line: LineCanvas, style: WriterStyle, bank: GlyphBank, middle: float, thousands: bool, rng: np.random.Generator
) -> None:
    """Write what may stand between two digits: a point or comma, a printed bar, a letter or operator."""
    if style.bars:
        line.add(bar(style, rng), round(rng.uniform(-2, 6)), rng.uniform(0.02, 0.25) * style.height, True, None)
    if style.dots and (thousands if style.dots > 0.3 else rng.random() < style.dots):
        sign = dot(style, rng)
        top = middle + style.height * rng.normal(0.42, 0.08) - sign.shape[0] / 3
        line.add(sign, round(top), rng.uniform(-0.02, 0.15) * style.height, style.upright, None)
    if rng.random() < style.symbols:
        _write_sign(line, style, bank, middle, rng)


def _write_sign(line: LineCanvas, style: WriterStyle, bank: GlyphBank, middle: float, rng: np.random.Generator) -> None:
    """Write a letter, an operator or a stroke that is no digit."""
    kind = rng.random()
    if kind < 0.7:
        drawn = kind < 0.35 or not len(bank.symbols)
        sign = tight(letter(rng) if drawn else bank.images[int(rng.choice(bank.symbols))])
        factor = style.height * rng.uniform(0.45, 1.0) / max(sign.shape)
        sign = tight(leaning(sign, factor, factor, style.slant, 0.0))
    else:
        sign = dash(style, rng, double=kind > 0.9)
    line.add(sign, round(middle - sign.shape[0] / 2), rng.uniform(0.05, 0.5) * style.height, True, None)


def _flourish(line: LineCanvas, style: WriterStyle, bank: GlyphBank, middle: float, rng: np.random.Generator) -> None:
    """Write what stands before or after an amount: points, dashes, an equals sign, a currency's letter."""
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


def _print_boxes(line: LineCanvas, style: WriterStyle, rng: np.random.Generator) -> None:
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
