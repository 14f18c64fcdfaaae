"""Strips of real lines, lightly changed: another slant, size, pen and scan, and still the same hand."""

from dataclasses import dataclass

import cv2
import numpy as np

from digitreader.recognition.strip import STRIDE
from digitreader.training.synthesis.strip_batches import Image


@dataclass(frozen=True)
class StripChanges:
    """Standard deviations of what changes, and how often the rest does."""

    width: float = 0.08  # of the logarithm of the width, ...
    height: float = 0.05  # ... of the height, ...
    darkness: float = 0.08  # ... and of how dark the ink is
    curve: float = 0.2  # of the logarithm of the exponent that fades or fills soft edges
    slant: float = 0.08  # columns a row
    shift: float = 1.0  # rows up or down
    rise: float = 0.01  # rows a column
    pen: float = 0.25  # of the strips get a thicker or a thinner pen, ...
    blurred: float = 0.3  # ... this share is blurred, ...
    noisy: float = 0.5  # ... and this one gets noise ...
    noise: float = 0.03  # ... of so much of full ink
    blur: tuple[float, float] = (0.3, 0.8)  # pixels


LIGHTLY = StripChanges()


def lightly_changed(strip: Image, rng: np.random.Generator, changes: StripChanges = LIGHTLY) -> Image:
    """Change a strip, uint8 (32, width), a little; its width may change."""
    moved = _moved(strip, rng, changes).astype(np.float32) / np.float32(255)
    faded = moved ** np.float32(np.exp(rng.normal(0, changes.curve)))
    ink = faded * np.float32(np.exp(rng.normal(0, changes.darkness)))
    if rng.random() < changes.pen:
        pen = (cv2.dilate if rng.random() < 0.5 else cv2.erode)(ink, np.ones((2, 2), np.uint8))
        ink = np.asarray(pen, np.float32)
    if rng.random() < changes.blurred:
        ink = np.asarray(cv2.GaussianBlur(ink, (0, 0), rng.uniform(*changes.blur)), np.float32)
    if rng.random() < changes.noisy:
        ink = ink + rng.normal(0, changes.noise, ink.shape).astype(np.float32)
    return np.asarray(np.clip(ink, 0, 1) * 255, np.uint8)


def _moved(strip: Image, rng: np.random.Generator, changes: StripChanges) -> Image:
    """Scale, slant, tilt and shift a strip about its middle."""
    height, width = strip.shape
    wider, taller = np.exp(rng.normal(0, changes.width)), np.exp(rng.normal(0, changes.height))
    slant, rise = rng.normal(0, changes.slant), rng.normal(0, changes.rise)
    columns = max(STRIDE, round(width * wider))
    x = (columns - width * wider - slant * height) / 2
    y = (height - height * taller - rise * width) / 2 + rng.normal(0, changes.shift)
    matrix = np.array([[wider, slant, x], [rise, taller, y]])
    return np.asarray(cv2.warpAffine(strip, matrix, (columns, height), flags=cv2.INTER_LINEAR), np.uint8)
