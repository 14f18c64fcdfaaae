"""How bright the paper is around every pixel, and how much darker than it the pixel is."""

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.settings.ink import InkSettings
from digitreader.trace import UNTRACED, Made, Trace

Darkness = NDArray[np.float32]
Levels = NDArray[np.uint8]  # darkness in steps of 1/255: finer than a camera's noise, in a quarter of the memory
FULL = 255
PAPER_LEVEL = Made[Darkness]("the paper level")


def reduced(picture: Levels, step: int) -> Levels:
    """Scale a picture down to 1/step by averaging; a whole step takes a tenth of the time of a fraction."""
    step = max(1, min(step, *picture.shape))
    return np.asarray(cv2.resize(picture, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA), np.uint8)


def contrast_with_paper(grey: Levels, settings: InkSettings, trace: Trace = UNTRACED) -> Levels:
    """Measure how much darker each pixel is than the paper around it: uint8 (H, W), 255 is black."""
    smooth = smoothed(grey, settings)
    paper = paper_level(smooth, settings)
    trace.keep(PAPER_LEVEL, paper)
    return _darkness(smooth, paper, settings)


def smoothed(grey: Levels, settings: InkSettings) -> Levels:
    """Blur the finest of a camera's noise away."""
    return np.asarray(cv2.GaussianBlur(grey, (settings.smoothing,) * 2, 0), np.uint8)


def paper_level(smooth: Levels, settings: InkSettings) -> Darkness:
    """Estimate how bright the paper is around each pixel of a small copy of a picture: float32, 0 to 255.

    A grey closing with a window wider than any stroke gives the paper's brightest level: it fills the strokes in and
    leaves the edges of shadows and sheets where they are. Patterned paper is mostly darker than its brightest level,
    so the mean difference from it, over the same window and without ink, is subtracted.

    Args:
        smooth: uint8 (H, W), a smoothed picture of dark writing.
        settings: the size of the copy and of the window.
    """
    small = reduced(smooth, -(-max(smooth.shape) // settings.paper_side))
    brightest = _brightest_paper(small, settings)
    below = np.float32(1) - small / np.maximum(brightest, np.float32(settings.darkest_paper))
    return np.asarray(brightest * (np.float32(1) - _pattern(below.astype(np.float32), settings)), np.float32)


def _darkness(grey: Levels, paper: Darkness, settings: InkSettings) -> Levels:
    """By what share of the paper's level each pixel is darker, 255 for all of it; `paper` is of a small copy."""
    white = np.maximum(paper, np.float32(settings.darkest_paper))
    size = grey.shape[::-1]
    gain = cv2.resize(FULL / white, size, interpolation=cv2.INTER_LINEAR)
    nothing = cv2.resize(np.rint(FULL * paper / white).astype(np.uint8), size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.subtract(nothing, cv2.multiply(grey, gain, dtype=cv2.CV_8U)), np.uint8)


def _brightest_paper(grey: Levels, settings: InkSettings) -> Darkness:
    """The brightest level of the paper around each pixel."""
    radius = max(1, round(settings.paper_window * max(grey.shape)) // 2)
    steps = max(1, radius // settings.paper_disc)  # small discs in turn make a large one in a seventh of the time
    side = 2 * round(radius / steps) + 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    closed = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, disc, iterations=steps, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.medianBlur(np.asarray(closed, np.uint8), settings.paper_median), np.float32)


def _pattern(contrast: Darkness, settings: InkSettings) -> Darkness:
    """By what share the paper around each pixel is darker than its brightest level, on average."""
    contrast = np.clip(contrast, 0, 1).astype(np.float32)
    otsu, _ = cv2.threshold(np.rint(contrast * FULL).astype(np.uint8), 0, FULL, cv2.THRESH_OTSU)
    ink = (contrast > max(otsu / FULL, settings.faintest_ink)).astype(np.uint8)
    paper = 1 - cv2.dilate(ink, np.ones((3, 3), np.uint8)).astype(np.float32)
    window = (max(3, round(settings.paper_window * max(contrast.shape)) | 1),) * 2
    share = cv2.blur(paper, window, borderType=cv2.BORDER_REFLECT)
    mean = cv2.blur(paper * contrast, window, borderType=cv2.BORDER_REFLECT)
    return np.asarray(mean / np.maximum(share, settings.least_paper), np.float32)
