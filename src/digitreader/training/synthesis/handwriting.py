"""Write lines of digits or words in one writer's style."""

import cv2
import numpy as np

from digitreader.training.synthesis.beside_digits import flourish, print_boxes, write_between
from digitreader.training.synthesis.digit_writing import write_digit
from digitreader.training.synthesis.glyph_bank import GlyphBank
from digitreader.training.synthesis.line_canvas import LineCanvas, WrittenLine
from digitreader.training.synthesis.pen import Image
from digitreader.training.synthesis.symbols import TALL, leaning, tight, word
from digitreader.training.synthesis.writer_style import draw_style


def write_line(width: int, banks: list[GlyphBank], rng: np.random.Generator) -> WrittenLine:
    """Write a line of digits in a random style.

    Args:
        width: the width of the picture in pixels.
        banks: the glyphs to write with.
        rng: the random generator.
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
        flourish(line, style, bank, middle, rng)
    for k, digit in enumerate(random_digits(count, rng)):
        if not write_digit(line, digit, style, banks, middle, rng):
            break
        middle += float(np.clip(rng.normal(style.climb, 0.02), -0.06, 0.06)) * style.height
        write_between(line, style, bank, middle, (k + phase) % 3 == 0, rng)
    else:
        if rng.random() < 0.35:
            flourish(line, style, bank, middle, rng)
    print_boxes(line, style, rng)
    ink, owners = _bent(line.ink, line.owners, rng) if rng.random() < 0.6 else (line.ink, line.owners)
    return WrittenLine(ink, "".join(str(mark[0]) for mark in line.marks), owners)


def write_words(width: int, banks: list[GlyphBank], rng: np.random.Generator) -> WrittenLine:
    """Write a line of words or symbols, without digits, in a random style."""
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
    """Deform a line and its owners with the same smooth random field, up to about two pixels.

    Source: Simard, Steinkraus & Platt 2003, doi:10.1109/ICDAR.2003.1227801.
    """
    rows, columns = ink.shape
    coarse = rng.normal(0, rng.uniform(0.5, 1.8), (5, max(4, columns // 16), 2)).astype(np.float32)
    field = cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_CUBIC)
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    x, y = x + field[..., 0], y + field[..., 1]
    bent = cv2.remap(ink, x, y, cv2.INTER_LINEAR)
    return np.asarray(bent, np.uint8), np.asarray(cv2.remap(owners, x, y, cv2.INTER_NEAREST), np.uint8)


def random_digits(count: int, rng: np.random.Generator) -> list[int]:
    """Choose digits at random: sometimes the number ends in zeros or repeats one digit."""
    digits = rng.integers(0, 10, count)
    kind = rng.random()
    if kind < 0.25 and count > 2:
        digits[-int(rng.integers(2, min(count, 6))) :] = 0
    elif kind < 0.35 and count > 1:
        start = int(rng.integers(count - 1))
        digits[start : start + int(rng.integers(2, 6))] = rng.integers(0, 10)
    return [int(d) for d in digits]
