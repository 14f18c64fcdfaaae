"""Ink on small sheets: bars, and what a pen draws through points."""

import cv2
import numpy as np

from digitreader.geometry import Box
from digitreader.layout.components import Component
from digitreader.layout.ink import Ink


def ink_from(darkness: np.ndarray) -> Ink:
    """The ink of a picture of darkness."""
    return Ink(darkness > 0.4, darkness.astype(np.float32))


def sheet_with(*bars: Box, shape: tuple[int, int] = (400, 600)) -> Ink:
    """A sheet with solid bars, one for each box."""
    darkness = np.zeros(shape, np.float32)
    for x, y, width, height in bars:
        darkness[y : y + height, x : x + width] = 0.8
    return ink_from(darkness)


def bar(x: int, y: int, width: int, height: int) -> Component:
    """A solid bar."""
    return Component(Box(x, y, width, height), np.ones((height, width), bool))


def drawn(shape: tuple[int, int], *paths: list[tuple[int, int]], pen: int = 10) -> Ink:
    """What a pen drew through points."""
    darkness = np.zeros(shape, np.float32)
    for path in paths:
        cv2.polylines(darkness, [np.array(path, np.int32)], False, 0.8, pen)
    return ink_from(darkness)
