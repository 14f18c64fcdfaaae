"""Lines as they stand in forms: zeros in cells, with bars between them."""

import cv2
import numpy as np

from digitreader.geometry import Box
from digitreader.layout.components import Component
from digitreader.settings.layout import CombSettings

COMBS = CombSettings()
PITCH = 60


def bar(x: int, height: int = 60, width: int = 8) -> Component:
    return Component(Box(x, 70 - height, width, height), np.ones((height, width), bool))


def zero(x: int) -> Component:
    mask = cv2.ellipse(np.zeros((40, 26), np.uint8), (13, 20), (9, 16), 0, 0, 360, 1, 5).astype(bool)
    return Component(Box(x, 25, 26, 40), mask)


def form(cells: int, height: int = 60) -> list[Component]:
    """Zeros in cells with a bar between every two of them."""
    zeros = [zero(20 + PITCH * k) for k in range(cells)]
    bars = [bar(63 + PITCH * k, height) for k in range(cells - 1)]
    return sorted([*zeros, *bars], key=lambda component: component.box.x)


def cells(count: int, *beside: Component) -> list[Component]:
    """Zeros as even as in cells without bars, and what stands beside them."""
    return sorted([*(zero(80 + PITCH * k) for k in range(count)), *beside], key=lambda component: component.box.x)
