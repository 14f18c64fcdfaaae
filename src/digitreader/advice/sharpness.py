"""How sharp writing is: the width of the edges of its strokes, whatever the paper looks like."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.geometry import Box
from digitreader.layout.ink import Ink
from digitreader.settings.advice import SharpnessSettings

SQUARE = np.ones((3, 3), np.uint8)

CutOut = tuple[NDArray[np.float32], NDArray[np.bool_]]
Edges = tuple[NDArray[np.float32], NDArray[np.int64]]


def cut_outs(boxes: Sequence[Box], ink: Ink, settings: SharpnessSettings) -> list[CutOut]:
    """Cut out darkness and mask around some of the boxes from all over the page, small enough to measure.

    boxes: of digits or components, in pixels of the ink.
    """
    return [_cut_out(box, ink, settings) for box in boxes[:: -(-len(boxes) // settings.max_marks) or 1]]


def edge_width(cuts: Sequence[CutOut], settings: SharpnessSettings) -> float:
    """Measure how wide the edges of writing are, as a share of its height; 0.0 where there are none to measure.

    The width of an edge is its stroke's darkness divided by the steepest rise in darkness across it; where a lens
    blurred it, that is the distance from 10 % to 90 % of the darkness. The width that even the sharpest edge has is
    subtracted. Edges are grouped by the direction they face, and the widest group counts.

    cuts: as cut_outs gives them.
    """
    found = [_edges(dark, mask, settings) for dark, mask in cuts if mask.any()]
    if not found:
        return 0.0
    widths, directions = (np.concatenate(values) for values in zip(*found, strict=True))
    groups = [widths[directions == k] for k in range(settings.directions)]
    return max((float(np.median(g)) for g in groups if len(g) > settings.edge_group * len(widths)), default=0.0)


def _cut_out(box: Box, ink: Ink, settings: SharpnessSettings) -> CutOut:
    """Cut out darkness and mask of a box and a little around it, shrunk if it is large."""
    x, y, width, height = box
    margin, mark_height = max(settings.min_margin, int(settings.margin * height)), settings.mark_height
    rows, columns = slice(max(0, y - margin), y + height + margin), slice(max(0, x - margin), x + width + margin)
    step = max(1, int(max(width / 2, height) / (2 * mark_height)))  # the copy still averages over two a side
    dark, mask = ink.darkness[rows, columns][::step, ::step], ink.mask[rows, columns][::step, ::step]
    factor = step * mark_height / max(width / 2, height)
    if factor < 1:
        dark = np.asarray(cv2.resize(dark, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.float32)
        nearest = cv2.resize(mask.astype(np.uint8), dark.shape[::-1], interpolation=cv2.INTER_NEAREST)
        mask = nearest.astype(bool)
    return dark, mask


def _edges(dark: NDArray[np.float32], mask: NDArray[np.bool_], settings: SharpnessSettings) -> Edges:
    """Measure the relative width of an edge at each of its pixels, and the direction it faces: 0 to directions - 1."""
    right, down = (cv2.Sobel(dark, cv2.CV_32F, i, 1 - i, ksize=3, scale=1 / 8) for i in (1, 0))
    steepest = cv2.dilate(cv2.magnitude(right, down), SQUARE)
    full = float(np.quantile(dark[mask], settings.full_ink))
    rim = mask & ~cv2.erode(mask.astype(np.uint8), SQUARE, borderValue=1).astype(bool)
    rim &= cv2.erode(dark, SQUARE, iterations=2) < settings.edge_paper * full  # else a ruled line was taken out there
    widths = np.square(full / np.maximum(steepest[rim], settings.flattest))
    height = max(1, int(np.ptp(np.flatnonzero(mask.any(axis=1)))) + 1)
    own = np.sqrt(np.maximum(widths - settings.sharp_edge**2, 0)) / height
    angle = np.arctan2(down[rim], right[rim]) * (settings.directions / np.pi)
    return own.astype(np.float32), np.rint(angle).astype(np.int64) % settings.directions
