"""Draw strokes with a pen whose width and darkness follow its direction."""

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.training.data.ink import Points
from digitreader.training.synthesis.stroke_style import Pen

Image = NDArray[np.uint8]
Values = NDArray[np.float32]

SHIFT = 4  # bits of a pixel's fraction
LEVELS = 6  # of darkness along a stroke; each change begins a new piece
EDGE = 0.7  # pixels that OpenCV's soft edges add to a line's width
TAPER = 6  # points at a stroke's ends over which it tapers
KNOT = 8  # points from one change of an uneven width to the next


def draw_strokes(picture: Image, strokes: list[Points], height: float, pen: Pen, rng: np.random.Generator) -> None:
    """Draw strokes into a picture.

    picture: uint8 (H, W), ink bright. strokes: float32 (n, 2) each, in pixels. height: of a digit, in pixels.
    """
    strokes = [stroke for stroke in strokes if len(stroke) > 1]
    if not strokes:
        return
    ends = np.cumsum([len(stroke) for stroke in strokes])
    points = np.concatenate(strokes)
    widths, shades = _along(points, ends, height, pen, rng)
    path = np.rint(points * (1 << SHIFT)).astype(np.int32)
    kinds = widths * (LEVELS + 1) + shades
    kinds[ends[:-1] - 1] = -1  # from one stroke to the next nothing is drawn
    changes = [0, *(np.flatnonzero(kinds[1:] != kinds[:-1]) + 1).tolist(), len(kinds)]
    for start, end in pairwise(changes):
        if kinds[start] >= 0:
            shade = 255 * int(shades[start]) // LEVELS
            cv2.polylines(picture, [path[start : end + 1]], False, shade, int(widths[start]), cv2.LINE_AA, SHIFT)


def _along(
    points: Points, ends: NDArray[np.int_], height: float, pen: Pen, rng: np.random.Generator
) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """For each step from point to point the pen's width in whole pixels, and its darkness in LEVELS."""
    steps = np.diff(points, axis=0)
    count = len(steps)
    width = np.full(count, pen.width * height, np.float32)
    shade = np.full(count, LEVELS)
    if pen.downstroke or pen.nib or pen.faint < 1:
        down = _blurred(steps[:, 1] / np.maximum(np.hypot(steps[:, 0], steps[:, 1]), 1e-3))
        if pen.downstroke:
            width *= 1 + pen.downstroke * np.maximum(down, 0) - 0.25 * min(pen.downstroke, 1.0)
        if pen.nib:
            across = np.abs(np.sin(np.arctan2(steps[:, 1], steps[:, 0]) - pen.nib_angle))
            width *= 1 + pen.nib * (_blurred(across) - 0.6)
        if pen.faint < 1:
            shade = np.rint(LEVELS * np.minimum(1.0, 1 - (1 - pen.faint) * np.maximum(-down + 0.2, 0))).astype(int)
    if pen.uneven:
        knots = rng.normal(1.0, pen.uneven, count // KNOT + 2)
        width *= np.interp(np.arange(count), np.linspace(0, count, len(knots)), knots)
    if pen.taper < 1:
        width *= _tapering(count, ends, pen.taper)
    return np.maximum(1, np.rint(width - EDGE)).astype(int), shade


def _tapering(count: int, ends: NDArray[np.int_], least: float) -> Values:
    """The share of the pen's width at each step; strokes shorter than the taper keep all of it."""
    lengths = np.diff(ends, prepend=0)
    first = np.repeat(ends - lengths, lengths)[:count]
    last = np.repeat(ends - 2, lengths)[:count]
    at = np.arange(count)
    ramp = np.minimum(1.0, np.minimum(at - first, last - at) / TAPER)
    ramp[last - first < TAPER] = 1.0
    return np.asarray(least + (1 - least) * ramp, np.float32)


def _blurred(values: NDArray[np.floating]) -> Values:
    """A running mean of five."""
    padded = np.concatenate([values[:1], values[:1], values, values[-1:], values[-1:]])
    return np.asarray(np.convolve(padded, np.full(5, 0.2), "valid"), np.float32)
