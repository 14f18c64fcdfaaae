"""Put synthetic writing on paper: pen width, ruled lines, scanning, blur, background."""

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.training.synthesis.paper_texture import Strip, guilloche, on_texture, smooth_field
from digitreader.training.synthesis.ruled_paper import with_ruled_lines

Image = NDArray[np.uint8]

CLEAN = 0.6  # of the strips written in strokes come from a good scan, as most strips of forms and cheques do


def on_paper(ink: Image, rng: np.random.Generator, *, any_pen: bool = True) -> Image:
    """Make writing look like a photographed line after background removal, at half the size.

    Args:
        ink: uint8 (2 H, 2 W), the writing, ink bright.
        rng: the random generator.
        any_pen: strokes may become bolder or finer; not where they were drawn with pens of many kinds.

    Returns:
        uint8 (H, W), ink bright.
    """
    if not any_pen and rng.random() < CLEAN:
        return _clean(ink, rng)
    picture = _pen(ink, rng) if any_pen else ink
    strip = picture.astype(np.float32) / np.float32(255)
    strip = _worn(strip, rng)
    strip = with_ruled_lines(strip, rng)
    if rng.random() < 0.26:
        strip = _bilevel(strip, rng)
    strip = _reduced(strip, rng)
    strip = on_texture(strip, rng)
    inked = np.clip(strip * np.float32(rng.uniform(0.8, 1.15)), 0, 1)
    return np.asarray(np.rint(inked * 255), np.uint8)


def _clean(ink: Image, rng: np.random.Generator) -> Image:
    """Make writing look like a good scan of plain or faintly patterned paper."""
    strip = ink.astype(np.float32) / np.float32(255)
    if rng.random() < 0.25:
        strip = with_ruled_lines(strip, rng)
    if rng.random() < 0.45:
        strip = _bilevel(strip, rng)
    elif rng.random() < 0.5:
        strip = np.asarray(cv2.GaussianBlur(strip, (0, 0), rng.uniform(0.4, 1.0)), np.float32)
    strip = np.asarray(cv2.resize(strip, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.float32)
    kind = rng.random()
    if kind < 0.35:
        strip = strip + np.maximum(guilloche(strip.shape, rng), 0) * np.float32(rng.uniform(0.2, 0.6)) * (1 - strip)
    elif kind < 0.6:
        strip = strip + np.float32(rng.uniform(0.01, 0.06)) * rng.standard_normal(strip.shape, np.float32)
    return np.asarray(np.rint(np.clip(strip * np.float32(rng.uniform(0.9, 1.15)), 0, 1) * 255), np.uint8)


def _pen(ink: Image, rng: np.random.Generator) -> Image:
    """Make strokes bolder or finer."""
    kind = rng.random()
    if kind < 0.3:
        size = int(rng.integers(2, 4))
        return np.asarray(cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))), np.uint8)
    if kind < 0.5:
        thinner = np.asarray(cv2.erode(ink, np.ones((2, 2), np.uint8)), np.uint8)
        return thinner if int(thinner.sum()) > 0.45 * int(ink.sum()) else ink
    return ink


def _worn(strip: Strip, rng: np.random.Generator) -> Strip:
    """Make ink uneven, and sometimes grainy, broken or cut by a line of paper."""
    height, width = strip.shape
    strip = strip * (
        1 - np.float32(rng.uniform(0, 0.25)) * np.abs(smooth_field(strip.shape, (3, max(2, width // 40)), rng))
    )
    kind = rng.random()
    if kind < 0.14:  # dry pen, chalk, a scan with too high a threshold
        grain = smooth_field(strip.shape, (height // 2, width // 2), rng) + smooth_field(
            strip.shape, (8, max(2, width // 8)), rng
        )
        strip = strip * (grain < rng.uniform(0.5, 2.2))
    elif kind < 0.2:  # where a ruled line was removed
        row = int(rng.integers(height // 5, height - height // 5))
        strip[row : row + int(rng.integers(1, 4))] *= np.float32(rng.uniform(0, 0.5))
    return np.asarray(strip, np.float32)


def _bilevel(strip: Strip, rng: np.random.Generator) -> Strip:
    """Binarise the strip like a black-and-white scanner, and add specks."""
    soft = cv2.GaussianBlur(strip, (0, 0), rng.uniform(0.5, 1.6))
    noisy = soft + np.float32(rng.uniform(0, 0.12)) * smooth_field(
        strip.shape, (strip.shape[0] // 2, strip.shape[1] // 2), rng
    )
    level = rng.uniform(0.3, 0.6)
    if rng.random() < 0.4:  # fast or light strokes fall below the threshold in places
        noisy = noisy - np.float32(rng.uniform(0.05, 0.3)) * smooth_field(
            strip.shape, (6, max(3, strip.shape[1] // 24)), rng
        )
    black = (noisy > level).astype(np.float32)
    for _ in range(int(rng.poisson(1.0))):
        x, y = int(rng.integers(strip.shape[1])), int(rng.integers(strip.shape[0]))
        black[y : y + int(rng.integers(1, 5)), x : x + int(rng.integers(1, 6))] = 1
    return black


def _reduced(strip: Strip, rng: np.random.Generator) -> Strip:
    """Halve the size, sometimes with blur or a loss of resolution."""
    height, width = strip.shape[0] // 2, strip.shape[1] // 2
    if rng.random() < 0.5:
        strip = np.asarray(cv2.GaussianBlur(strip, (0, 0), rng.uniform(0.4, 1.9)), np.float32)
    if rng.random() < 0.25:
        share = rng.uniform(0.5, 0.9)
        small = (max(4, int(width * share)), max(4, int(height * share)))
        strip = np.asarray(cv2.resize(strip, small, interpolation=cv2.INTER_AREA), np.float32)
        return np.asarray(cv2.resize(strip, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
    return np.asarray(cv2.resize(strip, (width, height), interpolation=cv2.INTER_AREA), np.float32)
