"""A line written in strokes, as a picture at twice the size of a strip."""

import numpy as np

from digitreader.numbers.alphabet import GAP
from digitreader.training.data.ink import InkBank, Writer
from digitreader.training.synthesis.drawn_writers import with_drawn_digits
from digitreader.training.synthesis.printed_form import print_form
from digitreader.training.synthesis.stroke_crossed import CROSSED, cross_out
from digitreader.training.synthesis.stroke_line import Placed, StrokeLine
from digitreader.training.synthesis.stroke_pen import Image, draw_strokes
from digitreader.training.synthesis.stroke_style import StrokeStyle, draw_stroke_style
from digitreader.training.synthesis.written_text import fill_room

WRITING = 0.735  # of a strip's height; make_strip leaves margins of .18 of the writing's height above and below it
STRINGS = 0.12  # of the lines are texts as their writer wrote them
DRAWN = 0.3  # of the lines take digits from the drawn shapes
MIXED = 0.35  # of the lines take some digits from a second writer: more hands than there are
USUAL_STEP = 0.62  # digit heights from one digit to the next


def write_stroke_line(rows: int, width: int, bank: InkBank, rng: np.random.Generator) -> tuple[Image, str]:
    """Write a line: uint8 (rows, width), ink bright, and what it says with its signs and gaps.

    rows, width: pixels of the picture, twice those of the strip.
    """
    style = draw_stroke_style(rng)
    height = rows * WRITING * float(np.exp(rng.normal(-0.04, 0.09)))
    room = width / height
    line = StrokeLine(bank, _writer(bank, rng), style, rng)
    _write(line, bank, style, room, rng)
    placed = [each for each in line.placed if each.right <= room - 0.1]
    if rng.random() < CROSSED:
        placed = cross_out(placed, rng)
    picture = np.zeros((rows, width), np.uint8)
    if placed:
        scale, x, y = _position(placed, height, style.pen.width, (rows, width), rng)
        corner = np.array([x, y], np.float32)
        strokes = [stroke * np.float32(scale) + corner for each in placed for stroke in each.strokes]
        draw_strokes(picture, strokes, scale, style.pen, rng)
        if {each.text for each in placed}.isdisjoint(".,:-") or rng.random() < 0.3:
            sides = [(x + scale * each.left, x + scale * each.right) for each in placed if each.digit]
            print_form(picture, sides, scale, bool(style.even), rng)
    if rng.random() < 0.08:
        _neighbours(picture, line, height, style, rng)
    return picture, said(placed)


def _writer(bank: InkBank, rng: np.random.Generator) -> Writer:
    """One writer, or one with some digits of another or in drawn shapes."""
    writer, second = (bank.writers[int(k)] for k in rng.integers(len(bank.writers), size=2))
    if rng.random() < MIXED:
        both = zip(writer.digits, second.digits, strict=True)
        digits = tuple(other if other and rng.random() < 0.4 else own for own, other in both)
        writer = Writer(writer.name, digits, writer.strings)
    return with_drawn_digits(writer, 0.6, rng) if rng.random() < DRAWN else writer


def _write(line: StrokeLine, bank: InkBank, style: StrokeStyle, room: float, rng: np.random.Generator) -> None:
    """Write a text for so many digit heights of room, or texts as their writer wrote them."""
    step = style.even or max(0.3, USUAL_STEP * style.stretch + style.gap)
    places = max(1, int(room / step))
    if rng.random() < STRINGS:
        writers = [writer for writer in bank.writers if writer.strings]
        strings = writers[int(rng.integers(len(writers)))].strings if writers else ()
        while strings and places > 0:
            glyph = strings[int(rng.integers(len(strings)))]
            line.write_string(glyph)
            places -= len(glyph.text)
    if not line.placed:
        line.write(fill_room(room, step, rng))


def said(placed: list[Placed]) -> str:
    """What glyphs say, with gaps between numbers; what is crossed out says nothing."""
    says, gapped = "", False
    for each in placed:
        gapped |= each.gapped
        if each.text:
            says += GAP * (gapped and bool(says)) + each.text
            gapped = False
    return says


def _position(
    placed: list[Placed], height: float, pen_width: float, size: tuple[int, int], rng: np.random.Generator
) -> tuple[float, float, float]:
    """Scale and place a line as make_strip would: its writing fills the same share of the height."""
    rows, width = size
    tall = [(min(s[:, 1].min() for s in each.strokes), max(s[:, 1].max() for s in each.strokes)) for each in placed]
    spans = np.array([span for span in tall if span[1] - span[0] > 0.5] or tall)
    top, bottom = float(np.quantile(spans[:, 0], 0.1)), float(np.quantile(spans[:, 1], 0.9))
    columns = np.concatenate([stroke[:, 0] for each in placed for stroke in each.strokes])
    left, right = float(columns.min()), float(columns.max())
    scale = min(height / (max(bottom - top, 0.8) + pen_width), (width - 4) / max(right - left, 0.1))
    slack = width - scale * (right - left)
    x = -left * scale + (rng.uniform(0.02, 0.98) * slack if rng.random() < 0.6 else min(slack / 2, 0.45 * height))
    y = rows * (0.5 + rng.normal(0, 0.025)) - scale * (top + bottom) / 2
    return scale, float(x), float(y)


def _neighbours(picture: Image, line: StrokeLine, height: float, style: StrokeStyle, rng: np.random.Generator) -> None:
    """Ends of strokes that reach in from the lines above and below."""
    for each in rng.permutation(len(line.placed))[:3]:
        far = rng.uniform(0.8, 1.25) * rng.choice((-1.0, 1.0))
        corner = np.array([rng.uniform(0, picture.shape[1]), 0.13 * picture.shape[0] + far * picture.shape[0]])
        strokes = [(stroke - [line.placed[each].left, 0.0]) * height + corner for stroke in line.placed[each].strokes]
        draw_strokes(picture, strokes, height, style.pen, rng)
