"""Draw digit shapes with a round pen, a little differently each time."""

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.training.synthesis.shapes import SHAPES

Image = NDArray[np.uint8]

STEPS = 6  # interpolated points between two given ones
WOBBLE = 0.032  # of a digit's height, how far each point strays


def draw_shape(digit: str, variant: int, height: float, stretch: float, pen: float, rng: np.random.Generator) -> Image:
    """Draw a digit with a round pen: uint8 (H, W), bright ink with a margin.

    Args:
        digit: "0" to "9".
        variant: which of its shapes, counted modulo how many there are.
        height: of the digit in pixels, without the pen's thickness.
        stretch: its width against the shape's own.
        pen: the stroke's thickness in pixels.
        rng: the source of randomness; every point strays a little.
    """
    shape = SHAPES[digit][variant % len(SHAPES[digit])]
    scale = np.array([height * stretch, height])
    paths = [smooth((np.array(stroke) + rng.normal(0, WOBBLE, (len(stroke), 2))) * scale) for stroke in shape]
    everything = np.concatenate(paths)
    edge = pen / 2 + 2
    corner = everything.min(axis=0) - edge
    width, tall = np.ceil(everything.max(axis=0) - corner + edge).astype(int)
    picture = np.zeros((tall, width), np.uint8)
    for path in paths:
        points = np.rint((path - corner) * 16).astype(np.int32)
        cv2.polylines(picture, [points], False, 255, max(1, round(pen)), cv2.LINE_AA, 4)
    return picture


def smooth(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Interpolate a smooth path through points: float64 (n, 2).

    Source: Catmull & Rom 1974, "A class of local interpolating splines".
    """
    before, after = np.vstack([points[:1], points[:-1]]), np.vstack([points[1:], points[-1:]])
    slopes = (after - before) / 2
    t = (np.arange(STEPS) / STEPS)[None, :, None]
    start, end = points[:-1, None], points[1:, None]
    leaving, arriving = slopes[:-1, None], slopes[1:, None]
    t2, t3 = t * t, t * t * t
    path = (2 * t3 - 3 * t2 + 1) * start + (t3 - 2 * t2 + t) * leaving
    path = path + (3 * t2 - 2 * t3) * end + (t3 - t2) * arriving
    return np.vstack([path.reshape(-1, 2), points[-1:]])
