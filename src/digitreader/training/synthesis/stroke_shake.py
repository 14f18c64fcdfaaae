"""Write strokes a little differently each time: the pen's direction and speed stray smoothly.

Source: Martin-Albo, Plamondon & Vidal 2015, doi:10.1109/ICDAR.2015.7333853 (writers' movements, perturbed).
"""

from itertools import pairwise

import numpy as np

from digitreader.training.data.ink import SPACING, Glyph, Points
from digitreader.training.synthesis.stroke_style import StrokeStyle

BEND = 7  # points between two values of the smooth noise: about a third of a digit's height
CUT = 0.12  # of a stroke's points are lost at most where it begins late or ends early


def shake(glyph: Glyph, style: StrokeStyle, rng: np.random.Generator) -> Points:
    """Move a glyph's points in a style, float32 (n, 2): strayed, slanted and stretched, its top left corner at 0."""
    points = _strayed(glyph.points, style, rng)
    turn = rng.normal(0, 0.04)
    wide = style.stretch * np.exp(rng.normal(0, 0.05))
    matrix = np.array([[wide, turn], [-(style.slant + rng.normal(0, 0.04)), 1.0]], np.float32)
    points = points @ matrix
    return np.asarray(points - points.min(axis=0), np.float32)


def _strayed(points: Points, style: StrokeStyle, rng: np.random.Generator) -> Points:
    """Let direction and speed of the whole movement, pen lifts included, stray; its height stays."""
    steps = points[1:] - points[:-1]
    if len(steps) < 2 or not style.turn:
        return points
    turns, paces = _smooth_noise(len(steps), rng)
    angle, pace = style.turn * turns, np.exp(style.pace * paces)
    cos, sin = np.cos(angle) * pace, np.sin(angle) * pace
    moved = np.zeros_like(points)
    np.cumsum(cos * steps[:, 0] - sin * steps[:, 1], out=moved[1:, 0])
    np.cumsum(sin * steps[:, 0] + cos * steps[:, 1], out=moved[1:, 1])
    before, after = np.ptp(points, axis=0).max(), np.ptp(moved, axis=0).max()
    return np.asarray(moved * (before / max(after, SPACING)), np.float32)


def _smooth_noise(count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Two rows of smooth noise, roughly normal."""
    knots = count // BEND + 2
    values = rng.standard_normal((2, knots))
    at = np.arange(count) * ((knots - 1) / count)
    low = at.astype(int)
    share = at - low
    return tuple(values[:, low] * (1 - share) + values[:, low + 1] * share)


def trimmed(starts: tuple[int, ...], rng: np.random.Generator) -> list[tuple[int, int]]:
    """Where each stroke begins and ends: now and then a little late or early."""
    bounds = []
    for start, end in pairwise(starts):
        lost = int((end - start) * CUT * rng.random()) if end - start > 8 and rng.random() < 0.15 else 0
        bounds.append((start, end - lost) if rng.random() < 0.5 else (start + lost, end))
    return bounds
