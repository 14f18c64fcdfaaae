"""Draw strokes with a pen whose width and darkness follow its direction."""

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.training.data.ink import Points
from digitreader.training.synthesis.stroke_style import Pen

Image = NDArray[np.uint8]

SHIFT = 4  # bits of a pixel's fraction
LEVELS = 6  # of darkness along a stroke; each change begins a new piece
EDGE = 0.7  # pixels that OpenCV's soft edges add to a line's width
TAPER = 6  # points at a stroke's ends over which it tapers


def draw_strokes(picture: Image, strokes: list[Points], height: float, pen: Pen, rng: np.random.Generator) -> None:
    """Draw strokes into a picture.

    picture: uint8 (H, W), ink bright. strokes: float32 (n, 2) each, in pixels. height: of a digit, in pixels.
    """
    for stroke in strokes:
        if len(stroke) < 2:
            continue
        widths, shades = _along(stroke, height, pen, rng)
        path = np.rint(stroke * (1 << SHIFT)).astype(np.int32)
        kinds = widths * (LEVELS + 1) + shades
        ends = [0, *(np.flatnonzero(kinds[1:] != kinds[:-1]) + 1).tolist(), len(kinds)]
        for start, end in pairwise(ends):
            shade = 255 * int(shades[start]) // LEVELS
            cv2.polylines(picture, [path[start : end + 1]], False, shade, int(widths[start]), cv2.LINE_AA, SHIFT)


def _along(
    stroke: Points, height: float, pen: Pen, rng: np.random.Generator
) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """For each step of a stroke the pen's width in whole pixels, and its darkness in LEVELS."""
    steps = np.diff(stroke, axis=0)
    count = len(steps)
    width = np.full(count, pen.width * height)
    shade = np.full(count, LEVELS)
    if pen.downstroke or pen.nib or pen.faint < 1:
        length = np.maximum(np.hypot(steps[:, 0], steps[:, 1]), 1e-3)
        down = _blurred(steps[:, 1] / length)
        if pen.downstroke:
            width *= 1 + pen.downstroke * np.maximum(down, 0) - 0.25 * min(pen.downstroke, 1.0)
        if pen.nib:
            across = np.abs(np.sin(np.arctan2(steps[:, 1], steps[:, 0]) - pen.nib_angle))
            width *= 1 + pen.nib * (_blurred(across) - 0.6)
        if pen.faint < 1:
            shade = np.rint(LEVELS * np.minimum(1.0, 1 - (1 - pen.faint) * np.maximum(-down + 0.2, 0))).astype(int)
    if pen.uneven:
        knots = rng.normal(1.0, pen.uneven, count // 8 + 2)
        width *= np.interp(np.arange(count), np.linspace(0, count, len(knots)), knots)
    if pen.taper < 1 and count > TAPER:
        ramp = np.minimum(np.arange(count), np.arange(count)[::-1]) / TAPER
        width *= pen.taper + (1 - pen.taper) * np.minimum(ramp, 1.0)
    return np.maximum(1, np.rint(width - EDGE)).astype(int), shade


def _blurred(values: NDArray[np.floating]) -> NDArray[np.floating]:
    """A running mean of five."""
    padded = np.pad(values, 2, mode="edge").cumsum()
    padded = np.concatenate([[0.0], padded])
    return np.asarray((padded[5:] - padded[:-5]) / 5)
