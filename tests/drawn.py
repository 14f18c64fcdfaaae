"""Digits as a hand draws them on the screen, as strokes: for pictures without a browser, and for a browser's mouse."""

import io
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image

if TYPE_CHECKING:  # the pictures need no browser
    from playwright.sync_api import Locator, Page

Point = tuple[float, float]
Stroke = list[Point]

WIDTH, HEIGHT = 340, 240  # pixels of the field
PEN = 10  # pixels
INK = 28  # grey level


def arc(x: float, y: float, across: float, down: float, start: float, end: float) -> Stroke:
    """Return a part of an ellipse around (x, y), from one angle to another in degrees, 0 to the right, 90 down."""
    angles = np.radians(np.linspace(start, end, 14))
    return [(x + across * float(np.cos(a)), y + down * float(np.sin(a))) for a in angles]


# Each in a box of 0.6 by 1
STROKES: dict[str, list[Stroke]] = {
    "0": [arc(0.3, 0.5, 0.28, 0.48, -90, 275)],
    "1": [[(0.08, 0.3), (0.33, 0.02), (0.33, 1.0)]],
    "2": [[*arc(0.3, 0.27, 0.25, 0.25, -170, 30), (0.05, 0.97), (0.58, 0.97)]],
    "3": [[*arc(0.27, 0.26, 0.25, 0.24, -150, 90), *arc(0.27, 0.74, 0.28, 0.24, -90, 150)]],
    "4": [[(0.35, 0.0), (0.02, 0.62), (0.58, 0.62)], [(0.42, 0.35), (0.42, 1.0)]],
    "5": [[(0.12, 0.05), (0.1, 0.45), *arc(0.26, 0.68, 0.27, 0.28, -120, 150)], [(0.12, 0.05), (0.55, 0.05)]],
    "6": [[(0.42, 0.02), (0.15, 0.4), *arc(0.3, 0.72, 0.25, 0.25, -180, 190)]],
    "7": [[(0.03, 0.05), (0.56, 0.05), (0.2, 1.0)]],
    "8": [[*arc(0.3, 0.26, 0.22, 0.23, 80, -270), *arc(0.3, 0.74, 0.26, 0.24, -90, 265)]],
    "9": [[*arc(0.3, 0.28, 0.23, 0.25, 0, -360), (0.5, 1.0)]],
}


def strokes_of(text: str, left: float = 25, top: float = 60, height: float = 110) -> list[Stroke]:
    """Return the strokes of a line of digits in pixels of the field, each digit in its turn."""
    found = []
    for place, value in enumerate(text):
        x = left + place * 0.85 * height
        found += [[(x + height * a, top + height * b) for a, b in stroke] for stroke in STROKES[value]]
    return found


def picture_of(strokes: list[Stroke], pen: int = PEN, clear: bool = False) -> bytes:
    """Return a drawing's PNG: dark ink on white, or on nothing if clear."""
    zoom = 4
    sheet = np.zeros((HEIGHT * zoom, WIDTH * zoom), np.uint8)
    for stroke in strokes:
        points = np.rint(np.array(stroke) * zoom).astype(np.int32)
        cv2.polylines(sheet, [points], False, 255, pen * zoom)
        for point in (points[0], points[-1]):
            cv2.circle(sheet, [int(at) for at in point], pen * zoom // 2, 255, -1)
    alpha = cv2.resize(sheet, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    layer = Image.fromarray(np.full((HEIGHT, WIDTH), INK, np.uint8))
    picture = Image.new("LA", (WIDTH, HEIGHT), (255, 0 if clear else 255))
    picture.paste(layer.convert("LA"), mask=Image.fromarray(alpha))
    stream = io.BytesIO()
    picture.convert("RGBA").save(stream, "PNG")
    return stream.getvalue()


def drawing_of(text: str) -> bytes:
    """Return the drawing of a line of digits."""
    return picture_of(strokes_of(text))


def draw_with_mouse(page: "Page", field: "Locator", strokes: list[Stroke]) -> None:
    """Draw strokes, in pixels of a field on a page, with the browser's mouse."""
    field.scroll_into_view_if_needed()
    for stroke in strokes:
        box = field.bounding_box()
        assert box is not None
        first, *others = [(box["x"] + x, box["y"] + y) for x, y in stroke]
        page.mouse.move(*first)
        page.mouse.down()
        for x, y in others:
            page.mouse.move(x, y, steps=2)
        page.mouse.up()
