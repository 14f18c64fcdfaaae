"""Draw symbols that stand beside digits: words, printed bars, points and commas, dashes."""

import cv2
import numpy as np

from digitreader.training.synthesis.not_a_digit import FONTS
from digitreader.training.synthesis.pen import Image
from digitreader.training.synthesis.writer_style import WriterStyle

TALL = 64  # pixels; lines are written at twice the height the line reader sees
WORDS = (
    *("Name", "Datum", "Date", "Total", "Betrag", "Amount", "Tel", "Phone", "Nr", "No", "Number", "Summe", "Euro"),
    *("EUR", "CHF", "USD", "Pesos", "Strasse", "Street", "Ort", "City", "Signature", "Unterschrift", "Zahlen", "Pay"),
    *("Order", "Invoice", "Rechnung", "Konto", "Account", "Liebe", "Dear", "Hello", "Thanks", "Gruss", "Page"),
    *("Seite", "Postcode", "Address", "Adresse", "from", "to", "the", "and", "und", "for", "mit", "bis", "pro", "Stk"),
    *("kg", "cm", "Fr", "mil", "cien", "dos", "tres", "ocho", "nueve"),
)


def word(height: float, style: WriterStyle, rng: np.random.Generator) -> Image:
    """Write a word in a random font, with capitals about `height` pixels tall: uint8, cropped to the ink."""
    text = str(rng.choice(WORDS))
    text = text.upper() if rng.random() < 0.25 else text
    font = int(rng.choice(FONTS)) | (cv2.FONT_ITALIC if rng.random() < 0.3 else 0)
    scale, pen = height / 22, max(1, round(style.pen * rng.uniform(0.5, 1.0)))
    (wide, tall), below = cv2.getTextSize(text, font, scale, pen)
    picture = np.zeros((tall + below + 4 * pen, wide + 4 * pen), np.uint8)
    cv2.putText(picture, text, (2 * pen, tall + 2 * pen), font, scale, 255, pen, cv2.LINE_AA)
    sign = tight(leaning(picture, 1.0, 1.0, style.slant, 0.0))
    most = (TALL - 2) / sign.shape[0]
    return sign if most >= 1 else tight(leaning(sign, most, most, 0.0, 0.0))


def bar(style: WriterStyle, rng: np.random.Generator) -> Image:
    """Draw a printed bar between cells: straight, upright, about as tall as the digits or taller."""
    tall = int(min(TALL - 2, style.height * rng.uniform(0.85, 1.6)))
    bar = np.zeros((tall, 6), np.uint8)
    bar[:, 1 : 1 + int(rng.integers(1, 5))] = 255
    if rng.random() < 0.4:  # faint print
        bar[rng.random(tall) < rng.uniform(0.1, 0.6)] = 0
    return bar


def dot(style: WriterStyle, rng: np.random.Generator) -> Image:
    """Draw a point or a comma, about as thick as the pen or larger."""
    size = float(np.clip(style.pen * rng.uniform(0.9, 2.4), 2, 0.28 * style.height))
    end = np.array([-size * rng.uniform(0.0, 0.5), size * rng.choice((0.0, 0.3, rng.uniform(0.6, 2.2)))])
    picture = np.zeros((int(size * 4) + 6, int(size * 3) + 6), np.uint8)
    start = np.array([picture.shape[1] / 2, size + 2])
    a, b = (tuple(int(v) for v in np.rint(16 * p)) for p in (start, start + end))
    cv2.line(picture, a, b, 255, max(1, round(size)), cv2.LINE_AA, 4)
    return tight(picture)


def dash(style: WriterStyle, rng: np.random.Generator, double: bool) -> Image:
    """Draw a dash or, if double, an equals sign."""
    length = style.height * rng.uniform(0.3, 1.1)
    picture = np.zeros((TALL, int(length) + 12), np.uint8)
    for row in (20.0, 20.0 + style.height * rng.uniform(0.15, 0.3))[: 1 + double]:
        path = np.array([[5, row], [5 + length / 2, row + rng.normal(0, 2)], [5 + length, row + rng.normal(0, 3)]])
        cv2.polylines(
            picture, [np.rint(16 * path).astype(np.int32)], False, 255, max(1, round(style.pen)), cv2.LINE_AA, 4
        )
    return tight(picture)


def leaning(sign: Image, wide: float, tall: float, slant: float, turn: float) -> Image:
    """Scale a symbol, shear it by slant (columns a row, to the right at the top) and rotate it by turn (radians)."""
    rows, columns = sign.shape
    matrix = np.array([[wide, -slant * tall], [turn * wide, tall]])
    corners = matrix @ np.array([[0, columns, 0, columns], [0, 0, rows, rows]], float)
    corner = corners.min(axis=1)
    size = np.ceil(corners.max(axis=1) - corner).astype(int) + 3
    moved = np.column_stack([matrix, 1 - corner])
    return np.asarray(cv2.warpAffine(sign, moved, (int(size[0]), int(size[1])), flags=cv2.INTER_LINEAR), np.uint8)


def tight(sign: Image) -> Image:
    """Crop to the ink; a single pixel if there is none."""
    x, y, width, height = cv2.boundingRect((sign > 40).astype(np.uint8))
    return sign[y : y + height, x : x + width] if width else sign[:1, :1]
