"""Scribbles that cross out what is beneath: zigzags, coils, an X, long strokes."""

from collections.abc import Callable

import numpy as np

from digitreader.training.data.ink import Points
from digitreader.training.synthesis.pen import smooth

LONGEST = 8  # digits; more than these are not crossed out together

Box = tuple[float, float, float, float]  # left, top, right, bottom, in digit heights
Scribble = Callable[[Box, np.random.Generator], list[Points]]


def draw_scribble(box: Box, count: int, rng: np.random.Generator) -> list[Points]:
    """Draw over a box with so many digits, at most LONGEST: strokes in the box's unit.

    One stroke never crosses out a single digit: it could be a 7's bar or a zero's slash.
    """
    kinds = [kind for kind, _, least, most in KINDS if least <= count <= most]
    shares = np.array([share for _, share, least, most in KINDS if least <= count <= most])
    return kinds[int(rng.choice(len(kinds), p=shares / shares.sum()))](box, rng)


def _zigzag(box: Box, rng: np.random.Generator) -> list[Points]:
    """A pen that goes up and down from left to right, or to and fro from top to bottom, in one to three strokes."""
    strokes = []
    for _ in range(int(rng.integers(1, 4))):
        left, top, right, bottom = _grown(box, 0.1, rng)
        upright = rng.random() < 0.6
        along, across = (right - left, bottom - top) if upright else (bottom - top, right - left)
        turns = max(5, round(along / rng.uniform(0.07, 0.28)))
        turns = min(turns, 8) if not upright else turns
        ahead = np.linspace(0, 1, turns) * along + rng.normal(0, 0.02, turns)
        side = (np.arange(turns) % 2 * 0.9 + 0.05 + rng.normal(0, 0.07, turns)) * across
        lean = rng.uniform(0, 0.5) if upright else 0.0
        x, y = (ahead - lean * (side - across / 2), side) if upright else (side, ahead)
        strokes.append(_penned(np.column_stack([left + x, top + y])))
    return strokes


def _loops(box: Box, rng: np.random.Generator) -> list[Points]:
    """A coil from left to right, and often a second one back over it."""
    strokes = []
    for _ in range(int(rng.integers(1, 3))):
        left, top, right, bottom = _grown(box, 0.0, rng)
        wide = max(right - left, 0.25)
        turns = max(2.5, wide * rng.uniform(3.0, 6.5))
        angle = np.arange(0, turns * 2 * np.pi, 0.5) + rng.uniform(0, 6)
        middle = np.linspace(left + 0.1, right - 0.1, len(angle))
        radius = (bottom - top) / 2 * np.exp(np.cumsum(rng.normal(0, 0.05, len(angle)))).clip(0.6, 1.25)
        x = middle + radius * rng.uniform(0.3, 0.7) * np.cos(angle)
        y = (top + bottom) / 2 + radius * np.sin(angle) * rng.choice((-1, 1))
        strokes.append(_penned(np.column_stack([x, y])))
    return strokes


def _letter_x(box: Box, rng: np.random.Generator) -> list[Points]:
    """Two diagonals that reach over all corners."""
    left, top, right, bottom = _grown(box, 0.18, rng)
    wider = max(0.0, 0.55 - (right - left)) / 2
    left, right = left - wider, right + wider
    return [_line((left, top), (right, bottom), rng), _line((right, top), (left, bottom), rng)]


def _lines(box: Box, rng: np.random.Generator) -> list[Points]:
    """Two to four long strokes beside each other, roughly level, through the middle."""
    left, top, right, bottom = box
    count = int(rng.integers(2, 5))
    rows = np.linspace(0.25, 0.75, count) + rng.normal(0, 0.04, count)
    slope = rng.choice((-1, 1), p=(0.2, 0.8)) * rng.uniform(0.02, 0.2)
    strokes = []
    for row in rows:
        start, end = left - rng.uniform(0.02, 0.4), right + rng.uniform(0.02, 0.4)
        y = top + row * (bottom - top)
        rise = float(np.clip((slope + rng.normal(0, 0.03)) * (end - start) / 2, -0.3, 0.3))
        strokes.append(_line((start, y + rise), (end, y - rise), rng))
    return strokes


def _one_line(box: Box, rng: np.random.Generator) -> list[Points]:
    """One long stroke that begins a little before a number and ends a little after it."""
    left, top, right, bottom = box
    start, end = left - rng.uniform(0.1, 0.35), right + rng.uniform(0.1, 0.35)
    y = top + (bottom - top) * rng.uniform(0.35, 0.65)
    rise = np.clip(rng.normal(0.06, 0.06) * (end - start), -0.35, 0.35)
    return [_line((start, y + rise), (end, y - rise), rng)]


# kind, share, and how many digits it crosses out at least and at most
KINDS: tuple[tuple[Scribble, float, int, int], ...] = (
    (_zigzag, 0.36, 1, LONGEST),
    (_loops, 0.28, 1, LONGEST),
    (_letter_x, 0.16, 1, 1),
    (_lines, 0.28, 2, LONGEST),
    (_one_line, 0.08, 2, LONGEST),
)


def _grown(box: Box, share: float, rng: np.random.Generator) -> Box:
    """A box, each side a little further out or in."""
    left, top, right, bottom = np.array(box) + np.array([-1, -1, 1, 1]) * rng.normal(share, 0.05, 4)
    return left, top, right, bottom


def _line(start: tuple[float, float], end: tuple[float, float], rng: np.random.Generator) -> Points:
    """A stroke that is almost straight: its direction strays as a hand does."""
    count = max(4, round(float(np.hypot(end[0] - start[0], end[1] - start[1])) / 0.3))
    points = np.linspace(start, end, count)
    bend = rng.normal(0, 0.05) * np.sin(np.linspace(0, np.pi, count))
    points[:, 1] += bend + rng.normal(0, 0.015, count)
    return _penned(points)


def _penned(points: np.ndarray) -> Points:
    return np.asarray(smooth(points), np.float32)
