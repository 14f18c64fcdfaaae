"""Strips: pictures of whole lines as the line reader sees them, 32 pixels high."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.layout.components import bordered
from digitreader.layout.ink import Ink
from digitreader.layout.lines import TextLine
from digitreader.settings import Settings

ROWS = 32  # pixels; the height of a strip
Pixels = NDArray[np.float32]  # (32, width), 0 is paper and 1 is full ink, width a multiple of 4
SOFT = 3  # pixels; the soft edge of what is printed
STRIDE = 4  # columns of a strip for each place that the line reader answers for


@dataclass(frozen=True, eq=False)
class Strip:
    """One line of writing as the line reader sees it.

    pixels: float32 (32, width), 0 is paper and 1 is full ink, width a multiple of 4. left, scale: column c of the
    strip is column left + c / scale of the Photo.
    """

    pixels: NDArray[np.float32]
    left: float
    scale: float

    def __post_init__(self) -> None:
        """Refuse anything that is no float32 picture of the right height."""
        if self.pixels.ndim != 2 or self.pixels.shape[0] != ROWS or self.pixels.dtype != np.float32:
            raise ValueError(f"a strip is float32 (32, width), not {self.pixels.dtype} {self.pixels.shape}")


def make_strip(line: TextLine, ink: Ink, settings: Settings | None = None) -> Strip:
    """Return the strip of a line: all the grey ink around it, its own and what it stands on, on a level baseline."""
    settings = settings or Settings()
    margin = settings.strip.margin
    slope, middle, height = _course(line)
    left = min(s.box.x for s in line.components) - settings.strip.ends * height
    right = max(s.box.x + s.box.width for s in line.components) + settings.strip.ends * height
    left, right = max(0.0, left), min(float(ink.mask.shape[1]), right)
    scale = ROWS / (height * (1 + 2 * margin))
    columns = max(STRIDE, STRIDE * round((right - left) * scale / STRIDE))
    top = middle - height * (0.5 + margin)
    # column c, row r of the strip lie at x = left + c / scale, y = top + r / scale + slope (x - left) of the photo
    back = np.array([[1 / scale, 0, left], [slope / scale, 1 / scale, top + slope * left]], np.float64)
    pixels = _reduced(_without_printed(line, ink), back, columns, scale)
    return Strip(np.clip(pixels / _full_ink(line, ink), 0, 1).astype(np.float32), left, scale)


def stretched(pixels: Pixels, factor: float) -> Pixels:
    """Return a strip made wider, or narrower where the factor is below 1."""
    width = max(STRIDE, STRIDE * round(pixels.shape[1] * factor / STRIDE))
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, (width, ROWS), interpolation=way), np.float32)


def _course(line: TextLine) -> tuple[float, float, float]:
    """Return (slope, height of the middle at column 0, height of the writing) of a line, in pixels."""
    tall = [s for s in line.components if s.box.height >= 0.5 * line.height]
    x = np.array([s.middle[0] for s in tall])
    y = np.array([s.middle[1] for s in tall])
    slope = 0.0
    if len(tall) >= 3 and np.ptp(x) > 3 * line.height:
        slope = float(np.clip(np.polyfit(x, y, 1)[0], -0.5, 0.5))
    tops = np.array([s.box.y - slope * m for s, m in zip(tall, x, strict=True)])
    bottoms = np.array([s.box.y + s.box.height - slope * m for s, m in zip(tall, x, strict=True)])
    top, bottom = float(np.quantile(tops, 0.1)), float(np.quantile(bottoms, 0.9))
    return slope, (top + bottom) / 2, max(bottom - top, 1.0)


def _without_printed(line: TextLine, ink: Ink) -> Pixels:
    """Return the ink's darkness without what is printed between a line's strokes."""
    if not line.printed:
        return ink.darkness
    darkness = ink.darkness.copy()
    for bar in line.printed:
        x, y, width, height = (bar.box.x - SOFT, bar.box.y - SOFT, bar.box.width + 2 * SOFT, bar.box.height + 2 * SOFT)
        grown = cv2.dilate(bordered(bar.mask, SOFT), np.ones((2 * SOFT + 1,) * 2, np.uint8)).astype(bool)
        top, left = max(0, -y), max(0, -x)
        window = darkness[max(0, y) : y + height, max(0, x) : x + width]
        window[grown[top : top + window.shape[0], left : left + window.shape[1]]] = 0
    return darkness


def _reduced(
    darkness: NDArray[np.float32], back: NDArray[np.float64], columns: int, scale: float
) -> NDArray[np.float32]:
    """Return the strip cut from a picture: averaged over areas where it shrinks, linear where it grows."""
    fine = max(1, round(1 / scale))  # so many samples a side for each pixel of the strip
    matrix = back.copy()
    matrix[:, :2] /= fine
    matrix[:, 2] += (back[:, 0] + back[:, 1]) * (0.5 / fine - 0.5)
    cut = cv2.warpAffine(
        darkness, matrix, (columns * fine, ROWS * fine), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderValue=0
    )
    return np.asarray(cv2.resize(cut, (columns, ROWS), interpolation=cv2.INTER_AREA), np.float32)


def _full_ink(line: TextLine, ink: Ink) -> float:
    """Return how dark a line's ink is where it is full."""
    inked = [ink.darkness[y : y + h, x : x + w][s.mask] for s in line.components for x, y, w, h in [s.box]]
    return max(float(np.quantile(np.concatenate(inked), 0.8)), 0.05)
