"""Handwriting: strings of digits as one writer would write them, with points, dashes and letters between."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.classifier import NOT_A_DIGIT
from digitreader.errors import DataError
from digitreader.training.dataset import Dataset
from digitreader.training.shapes import Image, draw_shape
from digitreader.training.synthesis import letter

TALL = 64  # pixels; lines are written at twice the height that the line reader sees
BODY = 20  # pixels of the 28 of a source tile that the digit is tall
NEAR = np.ones((9, 1), np.uint8)  # rows; strokes keep their distance from those up to four rows above or below
PENS = 6  # groups of source tiles by thickness, so that one line is written with one pen

Marks = list[tuple[int, int, int]]  # (digit, first column, last column) of every digit, left to right


@dataclass(frozen=True, eq=False)
class Library:
    """Digits to write with, by class and thickness of the pen.

    images: uint8 (n, 28, 28), ink bright. digits[d][p]: the rows of images that are a d drawn with pen p, fine to
    bold. signs: the rows that are no digits.
    """

    images: Image
    digits: tuple[tuple[NDArray[np.intp], ...], ...]
    signs: NDArray[np.intp]


def make_library(dataset: Dataset) -> Library:
    """Return a library of labelled tiles.

    Raises:
        DataError: there are fewer tiles of some digit than pens.
    """
    pens = np.array([_thickness(image) for image in dataset.images])
    digits = []
    for digit in range(10):
        rows = np.flatnonzero(dataset.labels == digit)
        if len(rows) < PENS:
            raise DataError(
                f"writing lines takes at least {PENS} tiles of every digit; there are {len(rows)} of {digit}"
            )
        digits.append(tuple(np.array_split(rows[np.argsort(pens[rows], kind="stable")], PENS)))
    return Library(dataset.images, tuple(digits), np.flatnonzero(dataset.labels == NOT_A_DIGIT))


def _thickness(image: Image) -> float:
    """Return about how thick a tile's strokes are, in pixels: ink by length of its outline."""
    ink = image > 100
    outline = ink & ~cv2.erode(ink.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    return float(2 * ink.sum() / max(outline.sum(), 1))


@dataclass(frozen=True)
class Hand:
    """How one writer writes one line.

    drawn: the share of digits drawn with a pen instead of taken from the libraries. library: which one. height, gap,
    pen: pixels. slant: columns by row. stretch: width against the usual. zeros: height of zeros against the others.
    unsteady: share of the height. upright: gap counted between boxes, not between strokes. dots, bars: what stands
    between digits.
    """

    drawn: float
    library: int
    weight: int
    variant: int
    height: float
    slant: float
    stretch: float
    gap: float
    unsteady: float
    zeros: float
    pen: float
    climb: float
    upright: bool
    dots: float
    bars: bool
    cells: bool
    signs: float


def draw_hand(libraries: int, rng: np.random.Generator) -> Hand:
    """Return a random writer."""
    height = float(np.clip(rng.normal(46, 7), 26, 60))
    roomy = rng.random() < 0.25
    bars = rng.random() < 0.07
    cells = not bars and rng.random() < 0.06
    gap = (
        rng.uniform(0.2, 1.0 if rng.random() < 0.85 else 3.0)
        if roomy or cells
        else rng.uniform(0.1, 0.5)
        if bars
        else rng.normal(0.08, 0.09)
    )
    return Hand(
        drawn=float(rng.choice((0.0, 0.2, 1.0), p=(0.25, 0.25, 0.5))),
        library=int(rng.integers(libraries)),
        weight=int(rng.integers(PENS)),
        variant=int(rng.integers(1000)),
        height=height,
        slant=float(rng.normal(0.12, 0.2)),
        stretch=float(np.exp(rng.normal(0.0, 0.18))),
        gap=float(max(gap, -0.09) * height),
        unsteady=float(rng.uniform(0.01, 0.07)),
        zeros=float(rng.uniform(0.5, 0.95)) if rng.random() < 0.25 else 1.0,
        pen=float(np.clip(np.exp(rng.normal(1.5, 0.35)), 2, 10)),
        climb=float(rng.normal(0, 0.02)),
        upright=bool(rng.random() < 0.2),
        dots=float(rng.choice((0.0, 0.12, 0.34), p=(0.6, 0.15, 0.25))),
        bars=bars,
        cells=cells,
        signs=0.15 if rng.random() < 0.15 else 0.0,
    )


class Line:
    """A line of writing while it grows from left to right."""

    def __init__(self, width: int, start: float) -> None:
        """Begin at a column on empty paper of TALL rows."""
        self.ink = np.zeros((TALL, width), np.uint8)
        self.marks: Marks = []
        self._front = np.full(TALL, start, np.float32)  # how far to the right each row is written
        self._end = start

    def add(self, sign: Image, top: int, gap: float, upright: bool, digit: int | None) -> bool:
        """Write a sign to the right of what is there, or return False where there is no room left."""
        rows, columns = sign.shape
        if rows > TALL:
            return False
        top = int(np.clip(top, 0, TALL - rows))
        window = slice(top, top + rows)
        inked = sign > 90
        has = inked.any(axis=1)
        if not has.any():
            return False
        left = inked.argmax(axis=1)
        near = cv2.dilate(self._front, NEAR).ravel()[window]
        x = self._end if upright else max(float((near[has] - left[has]).max()), self._end - 0.6 * columns)
        x = max(0, round(x + gap))
        if x + columns > self.ink.shape[1]:
            return False
        np.maximum(self.ink[window, x : x + columns], sign, out=self.ink[window, x : x + columns])
        right = columns - inked[:, ::-1].argmax(axis=1)
        self._front[window] = np.where(has, np.maximum(self._front[window], x + right), self._front[window])
        self._end = max(self._end, x + columns)
        if digit is not None:
            self.marks.append((digit, x, x + columns))
        return True


def write_line(width: int, libraries: list[Library], rng: np.random.Generator) -> tuple[Image, str]:
    """Return a line of digits in one hand and what it says.

    Args:
        width: of the picture in pixels.
        libraries: what digits are taken from.
        rng: where chance comes from.

    Returns:
        uint8 (64, width), ink bright, and the digits from left to right; signs that are none are not among them.
    """
    hand = draw_hand(len(libraries), rng)
    usual = hand.height * 0.55 * hand.stretch + max(hand.gap, 0)
    room = int(width / usual) + 2
    count = room if rng.random() < 0.75 else int(rng.integers(0, max(2, room)))
    slack = max(2.0, width - count * usual)
    line = Line(width, float(rng.uniform(2, max(3.0, min(slack, 0.9 * hand.height if count == room else slack)))))
    middle = TALL / 2 + rng.normal(0, 2.5)
    library = libraries[hand.library]
    phase = int(rng.integers(3))
    if rng.random() < 0.15:
        _flourish(line, hand, library, middle, rng)
    for k, digit in enumerate(_digits(count, rng)):
        if not _write_digit(line, digit, hand, libraries, middle, rng):
            break
        middle += float(np.clip(rng.normal(hand.climb, 0.02), -0.06, 0.06)) * hand.height
        _between(line, hand, library, middle, (k + phase) % 3 == 0, rng)
    else:
        if rng.random() < 0.35:
            _flourish(line, hand, library, middle, rng)
    if hand.cells:
        _draw_cells(line, hand, rng)
    ink = _bent(line.ink, rng) if rng.random() < 0.6 else line.ink
    return ink, "".join(str(mark[0]) for mark in line.marks)


def _bent(ink: Image, rng: np.random.Generator) -> Image:
    """Return a line bent by a smooth random field, up to about two pixels.

    Source: Simard, Steinkraus & Platt 2003, doi:10.1109/ICDAR.2003.1227801.
    """
    rows, columns = ink.shape
    coarse = rng.normal(0, rng.uniform(0.5, 1.8), (5, max(4, columns // 16), 2)).astype(np.float32)
    field = cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_CUBIC)
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    return np.asarray(cv2.remap(ink, x + field[..., 0], y + field[..., 1], cv2.INTER_LINEAR), np.uint8)


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
    line: Line, digit: int, hand: Hand, libraries: list[Library], middle: float, rng: np.random.Generator
) -> bool:
    """Write a digit; False where there is no room for it."""
    height = hand.height * np.exp(rng.normal(0, hand.unsteady)) * (hand.zeros if digit == 0 else 1.0)
    height = min(height, TALL - 2.0)
    sign = _digit(digit, float(height), hand, libraries, rng)
    drop = 0.5 * (hand.height - height) if digit == 0 and hand.variant % 2 else 0.0
    top = round(middle - sign.shape[0] / 2 + drop + rng.normal(0, hand.unsteady) * height * 0.6)
    gap = hand.gap + rng.normal(0, 0.05) * hand.height
    return line.add(sign, top, gap, hand.upright, digit)


def _digit(digit: int, height: float, hand: Hand, libraries: list[Library], rng: np.random.Generator) -> Image:
    """Return a digit in a writer's hand: uint8, tight around the ink."""
    slant = hand.slant + rng.normal(0, 0.05)
    turn = rng.normal(0, 0.05)
    stretch = hand.stretch * float(np.exp(rng.normal(0, 0.06)))
    if rng.random() < hand.drawn:
        variant = hand.variant if rng.random() < 0.8 else int(rng.integers(1000))
        sign = draw_shape(str(digit), variant * 7 // (digit + 1), height - hand.pen, stretch, hand.pen, rng)
        return tight(leaning(sign, 1.0, 1.0, slant, turn))
    library = libraries[hand.library] if rng.random() < 0.9 else libraries[int(rng.integers(len(libraries)))]
    rows = library.digits[digit][hand.weight]
    sign = tight(library.images[int(rng.choice(rows))])
    factor = height / sign.shape[0]
    usual = min(stretch, 2.5 * sign.shape[0] / max(sign.shape[1], 1))  # bars of a 7 and flat signs stay on the line
    return tight(leaning(sign, factor * usual, factor, slant * 0.8, turn))


def leaning(sign: Image, wide: float, tall: float, slant: float, turn: float) -> Image:
    """Return a sign scaled, sheared by slant (columns by row, to the right at the top) and turned by radians."""
    rows, columns = sign.shape
    matrix = np.array([[wide, -slant * tall], [turn * wide, tall]])
    corners = matrix @ np.array([[0, columns, 0, columns], [0, 0, rows, rows]], float)
    corner = corners.min(axis=1)
    size = np.ceil(corners.max(axis=1) - corner).astype(int) + 3
    moved = np.column_stack([matrix, 1 - corner])
    return np.asarray(cv2.warpAffine(sign, moved, (int(size[0]), int(size[1])), flags=cv2.INTER_LINEAR), np.uint8)


def tight(sign: Image) -> Image:
    """Return the part of a picture that holds ink; a pixel where there is none."""
    x, y, width, height = cv2.boundingRect((sign > 40).astype(np.uint8))
    return sign[y : y + height, x : x + width] if width else sign[:1, :1]


def _between(
    line: Line, hand: Hand, library: Library, middle: float, thousands: bool, rng: np.random.Generator
) -> None:
    """Write what may stand between two digits: a point or comma, a printed bar, a letter or operator."""
    if hand.bars:
        line.add(_bar(hand, rng), round(rng.uniform(-2, 6)), rng.uniform(0.02, 0.25) * hand.height, True, None)
    if hand.dots and (thousands if hand.dots > 0.3 else rng.random() < hand.dots):
        dot = _dot(hand, rng)
        top = middle + hand.height * rng.normal(0.42, 0.08) - dot.shape[0] / 3
        line.add(dot, round(top), rng.uniform(-0.02, 0.15) * hand.height, hand.upright, None)
    if rng.random() < hand.signs:
        _write_sign(line, hand, library, middle, rng)


def _bar(hand: Hand, rng: np.random.Generator) -> Image:
    """Return a printed bar between cells: straight, upright, taller than the digits."""
    tall = int(min(TALL - 2, hand.height * rng.uniform(0.85, 1.6)))
    bar = np.zeros((tall, 6), np.uint8)
    bar[:, 1 : 1 + int(rng.integers(1, 5))] = 255
    if rng.random() < 0.4:  # printed weakly
        bar[rng.random(tall) < rng.uniform(0.1, 0.6)] = 0
    return bar


def _dot(hand: Hand, rng: np.random.Generator) -> Image:
    """Return a point or a comma, of the pen's size or larger."""
    size = float(np.clip(hand.pen * rng.uniform(0.9, 2.4), 2, 0.28 * hand.height))
    end = np.array([-size * rng.uniform(0.0, 0.5), size * rng.choice((0.0, 0.3, rng.uniform(0.6, 2.2)))])
    picture = np.zeros((int(size * 4) + 6, int(size * 3) + 6), np.uint8)
    start = np.array([picture.shape[1] / 2, size + 2])
    a, b = (tuple(int(v) for v in np.rint(16 * p)) for p in (start, start + end))
    cv2.line(picture, a, b, 255, max(1, round(size)), cv2.LINE_AA, 4)
    return tight(picture)


def _write_sign(line: Line, hand: Hand, library: Library, middle: float, rng: np.random.Generator) -> None:
    """Write a letter, an operator or a stroke that is no digit."""
    kind = rng.random()
    if kind < 0.7:
        drawn = kind < 0.35 or not len(library.signs)
        sign = tight(letter(rng) if drawn else library.images[int(rng.choice(library.signs))])
        factor = hand.height * rng.uniform(0.45, 1.0) / max(sign.shape)
        sign = tight(leaning(sign, factor, factor, hand.slant, 0.0))
    else:
        sign = _dash(hand, rng, double=kind > 0.9)
    line.add(sign, round(middle - sign.shape[0] / 2), rng.uniform(0.05, 0.5) * hand.height, True, None)


def _dash(hand: Hand, rng: np.random.Generator, double: bool) -> Image:
    """Return a dash or, double, an equals sign."""
    length = hand.height * rng.uniform(0.3, 1.1)
    picture = np.zeros((TALL, int(length) + 12), np.uint8)
    for row in (20.0, 20.0 + hand.height * rng.uniform(0.15, 0.3))[: 1 + double]:
        path = np.array([[5, row], [5 + length / 2, row + rng.normal(0, 2)], [5 + length, row + rng.normal(0, 3)]])
        cv2.polylines(
            picture, [np.rint(16 * path).astype(np.int32)], False, 255, max(1, round(hand.pen)), cv2.LINE_AA, 4
        )
    return tight(picture)


def _flourish(line: Line, hand: Hand, library: Library, middle: float, rng: np.random.Generator) -> None:
    """Write what stands before or after an amount: points, dashes, an equals sign, a currency's letter."""
    if rng.random() < 0.55:
        dot = _dot(hand, rng)
        line.add(dot, round(middle + 0.35 * hand.height), rng.uniform(0, 0.2) * hand.height, hand.upright, None)
    if rng.random() < 0.6:
        dash = _dash(hand, rng, double=bool(rng.random() < 0.4))
        top = middle + hand.height * rng.uniform(-0.1, 0.4)
        line.add(dash, round(top), rng.uniform(0, 0.3) * hand.height, hand.upright, None)
    elif rng.random() < 0.4:
        _write_sign(line, hand, library, middle, rng)


def _draw_cells(line: Line, hand: Hand, rng: np.random.Generator) -> None:
    """Print a box around every digit."""
    top, bottom = int(rng.integers(-4, 8)), int(rng.integers(TALL - 8, TALL + 4))
    level, thick = int(rng.integers(90, 256)), int(rng.integers(1, 4))
    for _, left, right in line.marks:
        edge = max(3.0, min(hand.gap / 2.3, 14.0))
        corners = (round(left - edge), top), (round(right + edge), bottom)
        picture = np.zeros_like(line.ink)
        cv2.rectangle(picture, corners[0], corners[1], level, thick)
        np.maximum(line.ink, picture, out=line.ink)
