"""Signs as strokes, in the size and at the height in which they stand in a line."""

import numpy as np

from digitreader.training.data.ink import Glyph, InkBank, make_glyph

# the longer side, and the middle's distance from the top of the digits, both in digit heights
PLACES = {
    ",": (0.3, 1.05),
    "-": (0.42, 0.55),
    "/": (1.15, 0.5),
    ":": (0.55, 0.6),
    "+": (0.6, 0.55),
    "=": (0.5, 0.55),
    "(": (1.25, 0.5),
    ")": (1.25, 0.5),
    "%": (0.9, 0.5),
    ".": (0.05, 0.96),
    "×": (0.5, 0.58),
    "÷": (0.5, 0.58),
}


def draw_sign(sign: str, bank: InkBank, rng: np.random.Generator) -> tuple[Glyph, float]:
    """Pick or draw a sign: its glyph and its top, in digit heights."""
    longer, middle = PLACES[sign]
    size = longer * float(np.exp(rng.normal(0, 0.2)))
    if sign == "-" and rng.random() < 0.2:
        size *= rng.uniform(1.2, 2.2)
    middle += float(rng.normal(0, 0.04 if sign in ".,()%/" else 0.08))
    known = bank.signs.get(sign, ())
    if sign in DRAWN and (not known or rng.random() < 0.3):
        glyph = make_glyph(sign, [size * np.array(stroke, np.float32) for stroke in DRAWN[sign](rng)])
    else:
        one = known[int(rng.integers(len(known)))]
        glyph = Glyph(sign, one.points * np.float32(size), one.starts)
    if sign == "/":
        glyph = _leaning(glyph, float(rng.uniform(0.0, 0.35)))
    return glyph, middle - float(glyph.points[:, 1].max()) / 2


def _leaning(glyph: Glyph, slant: float) -> Glyph:
    """Lean a slash to the right at its top, so that it is no 1 in writing that leans as well."""
    points = glyph.points.copy()
    points[:, 0] -= np.float32(slant) * points[:, 1]
    return Glyph(glyph.text, points - points.min(axis=0), glyph.starts)


def _point(rng: np.random.Generator) -> list[list[tuple[float, float]]]:
    x, y = rng.normal(0, 0.6, 2)
    return [[(0, 0), (x, y), (0.4 * y, -0.4 * x)]]


def _comma(rng: np.random.Generator) -> list[list[tuple[float, float]]]:
    return [[(0.3, 0), (0.3 + rng.normal(0, 0.05), 0.4), (rng.uniform(-0.3, 0.25), 1.0)]]


def _dash(rng: np.random.Generator) -> list[list[tuple[float, float]]]:
    return [[(0, 0), (0.5, rng.normal(0, 0.06)), (1, rng.normal(0, 0.1))]]


def _colon(rng: np.random.Generator) -> list[list[tuple[float, float]]]:
    lean = rng.normal(0.05, 0.08)
    return [[(x + rng.normal(0, 0.05), y + rng.normal(0, 0.05)) for _ in range(3)] for x, y in ((lean, 0), (0, 0.9))]


def _times(rng: np.random.Generator) -> list[list[tuple[float, float]]]:
    (a, b), (c, d) = rng.normal(0, 0.08, (2, 2))
    return [[(a, 0), (1, 1 + b)], [(1 + c, 0), (0, 1 + d)]]


def _division(rng: np.random.Generator) -> list[list[tuple[float, float]]]:
    above, below = rng.normal(0.5, 0.06, 2)
    far = rng.uniform(0.25, 0.45)
    dots = [
        [(x, y), (x + rng.normal(0, 0.05), y + rng.normal(0, 0.05))]
        for x, y in ((above, 0.5 - far), (below, 0.5 + far))
    ]
    return [[(0, 0.5), (1, 0.5 + rng.normal(0, 0.05))], *dots]


def _equals(rng: np.random.Generator) -> list[list[tuple[float, float]]]:
    apart = rng.uniform(0.25, 0.6)
    return [[(rng.normal(0, 0.06), y), (1 + rng.normal(0, 0.08), y + rng.normal(0, 0.06))] for y in (0, apart)]


DRAWN = {".": _point, ",": _comma, "-": _dash, ":": _colon, "×": _times, "÷": _division, "=": _equals}
