"""What a form prints around digits: boxes, combs, frames, whole, dotted or half worn away."""

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]

BOXES, COMB, FRAME = 0.05, 0.1, 0.12  # of lines; combs and boxes more often where digits stand in equal steps


def print_form(
    picture: Image, sides: list[tuple[float, float]], height: float, even: bool, rng: np.random.Generator
) -> None:
    """Maybe print boxes, a comb or a frame around digits.

    picture: uint8 (H, W), drawn into. sides: the first and last column of each digit. height: of a digit in pixels.
    """
    if not sides:
        return
    kind = rng.random() * (0.4 if even else 1.0)
    rows = picture.shape[0]
    top = int(rows * rng.uniform(-0.04, 0.13))
    bottom = int(rows * rng.uniform(0.87, 1.04))
    printed = np.zeros_like(picture)
    thick = max(1, round(height * rng.uniform(0.015, 0.06)))
    level = int(rng.integers(90, 256))
    if kind < BOXES:
        edge = height * rng.uniform(0.05, 0.25)
        for left, right in sides:
            cv2.rectangle(printed, (round(left - edge), top), (round(right + edge), bottom), level, thick)
    elif kind < BOXES + COMB:
        _comb(printed, sides, (top, bottom), level, thick, rng)
    elif kind < BOXES + COMB + FRAME:
        left = sides[0][0] - height * rng.uniform(0.1, 1.2)
        right = sides[-1][1] + height * rng.uniform(0.05, 0.8)
        cv2.rectangle(printed, (round(left), top), (round(right), bottom), level, thick)
    else:
        return
    if rng.random() < 0.6:
        _wear(printed, rng)
    np.maximum(picture, printed, out=picture)


def _comb(
    printed: Image,
    sides: list[tuple[float, float]],
    ends: tuple[int, int],
    level: int,
    thick: int,
    rng: np.random.Generator,
) -> None:
    """Bars between digits, sometimes short or dotted, sometimes with the box around all."""
    top, bottom = ends
    walls = [(a[1] + b[0]) / 2 + rng.normal(0, 2) for a, b in pairwise(sides)]
    begin = bottom - int((bottom - top) * rng.choice((1.0, rng.uniform(0.15, 0.6))))
    dotted = rng.random() < 0.4
    size = int(rng.integers(2, 6))
    for wall in walls:
        if dotted:
            for y in range(begin, bottom, int(rng.integers(2, 5)) * size):
                cv2.line(printed, (round(wall), y), (round(wall), y + size), level, thick)
        else:
            cv2.line(printed, (round(wall), begin), (round(wall), bottom), level, thick)
    if rng.random() < 0.6:
        left, right = round(sides[0][0] - rng.uniform(4, 20)), round(sides[-1][1] + rng.uniform(4, 20))
        cv2.rectangle(printed, (left, top), (right, bottom), level, thick)


def _wear(printed: Image, rng: np.random.Generator) -> None:
    """Let parts of what is printed get lost, as where lines were taken out of a scan."""
    rows, columns = printed.shape
    cells = (int(rng.integers(2, 5)), max(2, columns // int(rng.integers(12, 60))))
    kept = cv2.resize(rng.standard_normal(cells, np.float32), (columns, rows), interpolation=cv2.INTER_LINEAR)
    printed[kept < rng.uniform(-0.6, 0.7)] = 0
