"""Pictures drawn from bytes: strokes, dots, digits, bars and noise, for a fuzzer or Hypothesis to play with."""

import struct

import cv2
import numpy as np
from handwriting import as_file

from digitreader.settings import Settings
from digitreader.settings.intake import PhotoSettings
from digitreader.settings.layout import LayoutSettings, ScenerySettings

SHAPES = ((40, 160), (64, 64), (120, 200), (20, 300), (200, 40), (160, 240))
MARK = struct.Struct("BBBBBB")  # kind, darkness and pen, then two points

AS_SMALL_AS_DRAWN = Settings(  # crops are not enlarged as much: three times as fast
    photo=PhotoSettings(small_height=64, small_width=240),
    layout=LayoutSettings(scenery=ScenerySettings(crop_height=64)),
)


def drawn(data: bytes) -> bytes:
    """Return a PNG: the first two bytes say how large and how noisy, every six more are a mark."""
    height, width = SHAPES[data[0] % len(SHAPES)] if data else SHAPES[0]
    noise = data[1] if len(data) > 1 else 0
    page = np.full((height, width), 235 if noise % 2 else 20, np.uint8)
    for mark in MARK.iter_unpack(data[2 : 2 + (len(data) - 2) // MARK.size * MARK.size] if len(data) > 2 else b""):
        _draw(page, *mark)
    if noise > 200:
        grain = np.random.default_rng(noise).normal(0, noise / 8, page.shape)
        page = np.clip(page + grain, 0, 255).astype(np.uint8)
    return as_file(page)


def _draw(page: np.ndarray, kind: int, look: int, x1: int, y1: int, x2: int, y2: int) -> None:
    """Draw one mark; points run from 0 to 255 over the page and a little beyond it."""
    height, width = page.shape
    start = x1 * (width + 20) // 255 - 10, y1 * (height + 20) // 255 - 10
    end = x2 * (width + 20) // 255 - 10, y2 * (height + 20) // 255 - 10
    ink, pen = 16 * (look % 16), 1 + look // 16 % 8
    if kind < 80:
        cv2.putText(page, str(kind % 10), start, cv2.FONT_HERSHEY_SIMPLEX, 0.3 + x2 / 100, ink, pen, cv2.LINE_AA)
    elif kind < 150:
        cv2.line(page, start, end, ink, pen)
    elif kind < 200:
        cv2.ellipse(page, start, (1 + x2 // 8, 1 + y2 // 8), kind, 0, 3 * (kind - 100), ink, pen)
    elif kind < 230:
        cv2.rectangle(page, start, end, ink, pen if kind < 220 else cv2.FILLED)
    else:
        cv2.circle(page, start, 1 + x2 // 16, ink, cv2.FILLED)
