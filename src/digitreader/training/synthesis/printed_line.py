"""A line in printed type, as a picture at twice the size of a strip: numbers in books, tables, tickets, on displays."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.numbers.alphabet import GAP
from digitreader.training.data.fonts import HEIGHT, Face, FontBank, Type
from digitreader.training.synthesis.dot_matrix import dot_matrix_faces
from digitreader.training.synthesis.printed_form import print_form
from digitreader.training.synthesis.stroke_strip import WRITING
from digitreader.training.synthesis.written_text import fill_room

DOTTED = 0.06  # of the lines are printed in dots
GHOSTS = 0.3  # of the lines on displays show the segments that are off
EDGE = HEIGHT  # pixels around what is printed, for signs that reach beyond the digits
NUMBERS_APART = (0.5, 1.5)  # digit heights between two numbers, beyond the usual gap

Image = NDArray[np.uint8]


@dataclass(frozen=True)
class Setting:
    """How a line is set.

    spacing: pixels between two places, HEIGHT to a digit. even: whether all places are equally wide. typed: whether
    each sign strikes the paper a little higher or lower, darker or lighter, as with a typewriter.
    """

    spacing: float
    even: bool
    typed: bool


def write_printed_line(rows: int, width: int, fonts: FontBank, rng: np.random.Generator) -> tuple[Image, str]:
    """Print a line: uint8 (rows, width), ink bright, and what it says with its signs and gaps.

    rows, width: pixels of the picture, twice those of the strip.
    """
    dotted = dot_matrix_faces()
    face = dotted[int(rng.integers(len(dotted)))] if rng.random() < DOTTED else fonts.any(rng)
    height = rows * WRITING * float(np.exp(rng.normal(-0.04, 0.09)))
    setting = _draw_setting(rng)
    places = [types[0].advance for sign, types in face.types.items() if sign.isdigit()]
    step = max(0.3, ((max(places) if setting.even else float(np.mean(places))) + setting.spacing) / HEIGHT)
    room = width / height
    text = "".join(sign for sign in fill_room(room, step, rng) if sign == GAP or sign in face.types)
    canvas, sides, says = _set(text, face, setting, (room - 0.1) * HEIGHT, rng)
    picture = np.zeros((rows, width), np.uint8)
    if says:
        scale, x = _place(canvas, sides, height, picture, rng)
        if rng.random() < 0.4:
            print_form(picture, [(x + scale * a, x + scale * b) for a, b in sides], height, setting.even, rng)
    return picture, says


def _draw_setting(rng: np.random.Generator) -> Setting:
    """Draw how a line is set: mostly as the font has it, sometimes spaced out, sometimes tight."""
    kind = rng.random()
    spacing = rng.uniform(0.1, 0.6) if kind < 0.2 else rng.uniform(-0.06, 0.0) if kind < 0.35 else 0.0
    return Setting(float(spacing) * HEIGHT, bool(rng.random() < 0.2), bool(rng.random() < 0.2))


def _set(
    text: str, face: Face, setting: Setting, room: float, rng: np.random.Generator
) -> tuple[Image, list[tuple[float, float]], str]:
    """Set a text: the picture, the sides of each digit, and as much of the text as the room holds."""
    shapes = {sign: types[int(rng.integers(len(types)))] for sign, types in face.types.items()}
    widest = max(shapes[sign].advance for sign in shapes if sign.isdigit())
    canvas = np.zeros((HEIGHT + 2 * EDGE, int(room) + 2 * EDGE), np.uint8)
    ghosts = rng.uniform(0.05, 0.18) if face.family.startswith("DSEG") and rng.random() < GHOSTS else 0.0
    x, says, wait, sides = 0.0, "", False, list[tuple[float, float]]()
    for sign in text.strip(GAP):
        if sign == GAP:
            x += float(rng.uniform(*NUMBERS_APART)) * HEIGHT + max(0.0, setting.spacing)
            wait = True
            continue
        shape = shapes[sign]
        place = widest if setting.even and sign.isdigit() else shape.advance
        if x + max(place, shape.left + shape.pixels.shape[1]) > room:
            break
        middle = x + (place - shape.advance) / 2
        if ghosts and sign.isdigit():
            _stamp(canvas, shapes["8"], middle, 0.0, ghosts)
        rise, dark = (rng.normal(0, 0.025) * HEIGHT, rng.uniform(0.55, 1.0)) if setting.typed else (0.0, 1.0)
        _stamp(canvas, shape, middle, rise, dark)
        if sign.isdigit():
            sides.append((middle + shape.left, middle + shape.left + shape.pixels.shape[1]))
        says += GAP * (wait and bool(says)) + sign
        x, wait = x + place + setting.spacing, False
    return canvas, sides, says


def _stamp(canvas: Image, shape: Type, x: float, y: float, dark: float) -> None:
    """Print one sign into a canvas, where its place begins at x."""
    left, top = round(x) + shape.left + EDGE, round(y) + shape.top + EDGE
    rows, columns = shape.pixels.shape
    part = canvas[max(top, 0) : top + rows, max(left, 0) : left + columns]
    seen = shape.pixels[max(-top, 0) :, max(-left, 0) :][: part.shape[0], : part.shape[1]]
    np.maximum(part, (seen * dark).astype(np.uint8), out=part)


def _place(
    canvas: Image, sides: list[tuple[float, float]], height: float, picture: Image, rng: np.random.Generator
) -> tuple[float, float]:
    """Put what was set into a picture, a little askew; return its scale and where its first place begins."""
    rows, width = picture.shape
    inked = np.flatnonzero(canvas.any(axis=0)) - EDGE
    left, right = float(inked[0]), float(inked[-1] + 1)
    scale = min(height / HEIGHT, (width - 4) / (right - left))
    slack = width - scale * (right - left)
    x = -left * scale + (rng.uniform(0.02, 0.98) * slack if rng.random() < 0.6 else min(slack / 2, 0.45 * height))
    y = rows * (0.5 + rng.normal(0, 0.025)) - scale * HEIGHT / 2
    corners = np.array([(left, 0), (right, 0), (right, HEIGHT), (left, HEIGHT)], np.float32)
    slant = scale * HEIGHT * float(rng.normal(0, 0.06))
    lean = np.array([(slant, 0), (slant, 0), (-slant, 0), (-slant, 0)], np.float32) / 2
    askew = rng.normal(0, 0.015 * rows, (4, 2)).astype(np.float32)
    there = corners * np.float32(scale) + np.array([x, y], np.float32) + lean + askew
    turn = cv2.getPerspectiveTransform(corners + np.float32(EDGE), there)
    printed = cv2.warpPerspective(_inked(canvas, rng), turn, (width, rows), flags=cv2.INTER_LINEAR)
    np.maximum(picture, printed, out=picture)
    return scale, x


def _inked(canvas: Image, rng: np.random.Generator) -> Image:
    """Let type be bold or worn, embossed or hollow, or lose a line of dots."""
    kind = rng.random()
    size = int(rng.integers(2, 6))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    if kind < 0.2:
        canvas = np.asarray(cv2.dilate(canvas, disc), np.uint8)
    elif kind < 0.35:
        thinner = np.asarray(cv2.erode(canvas, disc), np.uint8)
        canvas = thinner if int(thinner.sum()) > 0.5 * int(canvas.sum()) else canvas
    elif kind < 0.4:  # raised in metal or plastic: one side of each edge is lit, the other dark
        soft = cv2.GaussianBlur(canvas, (0, 0), rng.uniform(1.0, 3.0)).astype(np.int16)
        lit = np.roll(soft, (2, 2), (0, 1)) - np.roll(soft, (-2, -2), (0, 1))
        canvas = np.clip(np.where(lit > 0, lit, -lit * rng.uniform(0.2, 1.0)) * 1.3, 0, 255).astype(np.uint8)
    elif kind < 0.43:
        canvas = canvas - np.asarray(cv2.erode(canvas, np.ones((7, 7), np.uint8)), np.uint8)
    if rng.random() < 0.06:
        canvas = canvas.copy()
        row = EDGE + int(rng.integers(HEIGHT))
        canvas[row : row + int(rng.integers(2, 6))] = 0
    return canvas
