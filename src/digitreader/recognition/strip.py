"""Strips: pictures of whole lines as the line reader sees them, 32 pixels high."""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.geometry import Box
from digitreader.layout.components import bordered
from digitreader.layout.ink import Ink
from digitreader.layout.lines import TextLine
from digitreader.settings.recognition import StripSettings

ROWS = 32  # pixels; the height of a strip
Pixels = NDArray[np.float32]  # (32, width), 0 is paper and 1 is full ink, width a multiple of 4
STRIDE = 4  # columns of a strip for each timestep of the line reader


@dataclass(frozen=True, eq=False)
class Strip:
    """One line of writing as the line reader sees it.

    pixels: float32 (32, width), 0 is paper and 1 is full ink, width a multiple of 4. left, scale: column c of the
    strip is column left + c / scale of the Photo.
    """

    pixels: NDArray[np.float32]
    left: float
    scale: float

    @property
    def right(self) -> float:
        """The column of the Photo in which it ends."""
        return float(self.left + self.pixels.shape[1] / self.scale)

    def __post_init__(self) -> None:
        """Refuse anything that is no float32 picture of the right height."""
        if self.pixels.ndim != 2 or self.pixels.shape[0] != ROWS or self.pixels.dtype != np.float32:
            raise ValueError(f"a strip is float32 (32, width), not {self.pixels.dtype} {self.pixels.shape}")


def make_strip(line: TextLine, ink: Ink, settings: StripSettings | None = None, beside: Iterable[Box] = ()) -> Strip:
    """Make the strip of a line: all grey ink around it, its own and what it stands on, on a level baseline.

    beside: what else it is to show, before the line and after it.
    """
    settings = settings or StripSettings()
    margin = settings.margin
    slope, middle, height = _baseline(line, settings)
    around = Box.union([*(component.box for component in line.components), *beside])
    left = max(0.0, around.x - settings.ends * height)
    right = min(float(ink.mask.shape[1]), around.right + settings.ends * height)
    scale = ROWS / (height * (1 + 2 * margin))
    columns = max(STRIDE, STRIDE * round((right - left) * scale / STRIDE))
    top = middle - height * (0.5 + margin)
    # column c, row r of the strip lie at x = left + c / scale, y = top + r / scale + slope (x - left) of the photo
    back = np.array([[1 / scale, 0, left], [slope / scale, 1 / scale, top + slope * left]], np.float64)
    pixels = _sample(_without_printed(line, ink, settings.soft_edge), back, columns, scale)
    return Strip(np.clip(pixels / _full_ink(line, ink, settings), 0, 1).astype(np.float32), left, scale)


def stretched(pixels: Pixels, factor: float) -> Pixels:
    """Make a strip wider, or narrower if the factor is below 1."""
    width = max(STRIDE, STRIDE * round(pixels.shape[1] * factor / STRIDE))
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, (width, ROWS), interpolation=way), np.float32)


def _baseline(line: TextLine, settings: StripSettings) -> tuple[float, float, float]:
    """Measure (slope, height of the middle at column 0, height of the writing) of a line, in pixels."""
    tall = [c for c in line.components if c.box.height >= settings.tall * line.height]
    x = np.array([c.middle[0] for c in tall])
    y = np.array([c.middle[1] for c in tall])
    slope = 0.0
    if len(tall) >= settings.min_tall and np.ptp(x) > settings.min_length * line.height:
        slope = float(np.clip(np.polyfit(x, y, 1)[0], -settings.max_slope, settings.max_slope))
    tops = np.array([c.box.y - slope * m for c, m in zip(tall, x, strict=True)])
    bottoms = np.array([c.box.bottom - slope * m for c, m in zip(tall, x, strict=True)])
    top = float(np.quantile(tops, settings.outliers))
    bottom = float(np.quantile(bottoms, 1 - settings.outliers))
    return slope, (top + bottom) / 2, max(bottom - top, 1.0)


def _without_printed(line: TextLine, ink: Ink, soft: int) -> Pixels:
    """The ink's darkness without the bars printed between a line's digits and their soft edges, in pixels."""
    if not line.printed:
        return ink.darkness
    darkness = ink.darkness.copy()
    for bar in line.printed:
        x, y, width, height = (bar.box.x - soft, bar.box.y - soft, bar.box.width + 2 * soft, bar.box.height + 2 * soft)
        grown = cv2.dilate(bordered(bar.mask, soft), np.ones((2 * soft + 1,) * 2, np.uint8)).astype(bool)
        top, left = max(0, -y), max(0, -x)
        window = darkness[max(0, y) : y + height, max(0, x) : x + width]
        window[grown[top : top + window.shape[0], left : left + window.shape[1]]] = 0
    return darkness


def _sample(
    darkness: NDArray[np.float32], back: NDArray[np.float64], columns: int, scale: float
) -> NDArray[np.float32]:
    """Sample a strip from a picture: areas are averaged where it shrinks, pixels interpolated where it grows."""
    fine = max(1, round(1 / scale))  # samples a side for each pixel of the strip
    matrix = back.copy()
    matrix[:, :2] /= fine
    matrix[:, 2] += (back[:, 0] + back[:, 1]) * (0.5 / fine - 0.5)
    cut = cv2.warpAffine(
        darkness, matrix, (columns * fine, ROWS * fine), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderValue=0
    )
    return np.asarray(cv2.resize(cut, (columns, ROWS), interpolation=cv2.INTER_AREA), np.float32)


def _full_ink(line: TextLine, ink: Ink, settings: StripSettings) -> float:
    """How dark a line's ink is where the pen put all of it."""
    inked = [ink.darkness[component.box.slices][component.mask] for component in line.components]
    return max(float(np.quantile(np.concatenate(inked), settings.full_ink)), settings.faintest)
