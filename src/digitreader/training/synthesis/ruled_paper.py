"""Ruled lines and the remains of printed boxes."""

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.training.synthesis.paper_texture import Strip, smooth_field

Image = NDArray[np.uint8]


def with_ruled_lines(strip: Strip, rng: np.random.Generator) -> Strip:
    """Maybe add ruled lines or the remains of a printed box."""
    height, width = strip.shape
    lines = np.zeros((height, width), np.uint8)
    if rng.random() < 0.3:
        for _ in range(int(rng.integers(1, 3))):
            middle = rng.choice((rng.uniform(0, 0.2), rng.uniform(0.72, 1.0), rng.uniform(0, 1)), p=(0.3, 0.55, 0.15))
            ends = np.clip(height * (middle + rng.normal(0, 0.03, 2)), 0, height - 1)
            _draw_ruled_line(lines, (0, float(ends[0])), (width, float(ends[1])), rng)
    if rng.random() < 0.12:  # one side of a box
        x = rng.choice((rng.uniform(0, 0.06), rng.uniform(0.94, 1.0))) * width
        top, bottom = sorted(rng.uniform(-0.1, 1.1, 2) * height) if rng.random() < 0.3 else (0.0, float(height))
        _draw_ruled_line(lines, (float(x), float(top)), (float(x + rng.normal(0, 2)), float(bottom)), rng)
    return np.asarray(np.maximum(strip, lines.astype(np.float32) / np.float32(255)), np.float32)


def _draw_ruled_line(
    lines: Image, start: tuple[float, float], end: tuple[float, float], rng: np.random.Generator
) -> None:
    """Draw a printed line, sometimes with gaps as if it were dotted or partly erased."""
    picture = np.zeros_like(lines)
    a, b = (tuple(int(v) for v in np.rint(np.array(p) * 16)) for p in (start, end))
    cv2.line(picture, a, b, int(rng.integers(60, 256)), int(rng.integers(1, 5)), cv2.LINE_AA, 4)
    kind = rng.random()
    if kind < 0.3:
        long = max(lines.shape)
        gaps = smooth_field((1, long), (1, max(3, long // int(rng.integers(6, 60)))), rng)[0] > rng.uniform(-0.8, 0.8)
        picture[:, gaps[: lines.shape[1]]] = 0
        picture[gaps[: lines.shape[0]]] = 0 if abs(start[0] - end[0]) < 10 else picture[gaps[: lines.shape[0]]]
    elif kind < 0.4:
        picture[:, np.arange(lines.shape[1]) % int(rng.integers(4, 14)) > 2] = 0
    np.maximum(lines, picture, out=lines)
