"""The ruled lines of paper, taken away without cutting the strokes that cross them."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.layout.line_search import Segment, find_segments
from digitreader.layout.threshold import Mask
from digitreader.settings.ink import RuledLineSettings

Columns = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Runs:
    """For every pixel of ink, where the upright run of ink through it starts and ends.

    start, end: int32 (H, W), rows; end is one past the last. Both are the row itself and 0 long on paper.
    """

    start: NDArray[np.int32]
    end: NDArray[np.int32]


def remove_ruled_lines(mask: Mask, settings: RuledLineSettings) -> Mask:
    """Take long straight lines out of a mask, along the rows and along the columns.

    A Hough transform finds where a line runs. From there it is followed column by column, and erased wherever the ink
    is no thicker than the line itself.

    Args:
        mask: bool (H, W), True on ink.
        settings: what counts as a ruled line.
    """
    lying = _remove_lying(mask, settings)
    return _turned(_remove_lying(_turned(lying), settings))


def _turned(mask: Mask) -> Mask:
    """A mask with its rows as columns; OpenCV does that ten times as fast as NumPy."""
    return np.asarray(cv2.transpose(mask.view(np.uint8)), np.uint8).view(bool)


def _remove_lying(mask: Mask, settings: RuledLineSettings) -> Mask:
    """The mask without ruled lines that run from left to right."""
    length = settings.length * max(mask.shape)
    if length > mask.shape[1]:
        return mask
    segments = find_segments(mask, length, settings)
    if not segments:
        return mask
    runs, result = _upright_runs(mask), mask.copy()
    for segment in segments[: settings.max_lines]:
        if _presence(result, segment, settings) < settings.erased:
            continue  # a line found twice is gone after the first time
        columns, starts, ends = _follow(mask, runs, segment, settings)
        thickness = ends - starts
        if len(columns) < settings.presence * length:
            continue
        usual = float(np.median(thickness))
        if usual > settings.slenderness * len(columns):
            continue
        slender = thickness <= settings.thickness * usual + 1
        for x, start, end in zip(columns[slender], starts[slender], ends[slender], strict=True):
            result[start:end, x] = False
    return result


def _upright_runs(mask: Mask) -> Runs:
    """The upright runs of ink of a mask."""
    height = mask.shape[0]
    rows = np.arange(height, dtype=np.int32)[:, None]
    start = np.maximum.accumulate(np.where(mask, np.int32(0), rows + 1), axis=0)
    end = np.minimum.accumulate(np.where(mask, np.int32(height), rows)[::-1], axis=0)[::-1]
    return Runs(start.astype(np.int32), end.astype(np.int32))


def _presence(mask: Mask, segment: Segment, settings: RuledLineSettings) -> float:
    """The share of a segment's columns that have ink close to it."""
    x1, y1, x2, y2 = segment
    height, width = mask.shape
    columns = np.arange(x1, min(x2, width - 1) + 1)
    middle = np.rint(np.linspace(y1, y2, len(columns))).astype(int)
    rows = np.clip(middle[:, None] + np.arange(-settings.near, settings.near + 1), 0, height - 1)
    return float(mask[rows, columns[:, None]].any(axis=1).mean())


def _follow(mask: Mask, runs: Runs, segment: Segment, settings: RuledLineSettings) -> tuple[Columns, Columns, Columns]:
    """(columns, starts, ends) of the ink along a line, beyond the segment's ends as far as the line goes on."""
    x1, y1, x2, y2 = segment
    slope = (y2 - y1) / max(x2 - x1, 1)
    middle = (x1 + x2) // 2
    forwards = _walk(mask, runs, middle, y1 + slope * (middle - x1), slope, 1, settings)
    backwards = _walk(mask, runs, middle - 1, y1 + slope * (middle - 1 - x1), slope, -1, settings)
    found = np.array([*reversed(backwards), *forwards], int).reshape(-1, 3)
    return found[:, 0], found[:, 1], found[:, 2]


def _walk(
    mask: Mask, runs: Runs, x: int, y: float, slope: float, step: int, settings: RuledLineSettings
) -> list[tuple[int, int, int]]:
    """(column, start, end) of each run of ink met when following a line until it is lost."""
    height, width = mask.shape
    patience = settings.gap * settings.length * max(mask.shape)
    found: list[tuple[int, int, int]] = []
    missed, usual = 0, settings.first_thickness
    while 0 <= x < width and missed <= patience:
        row = _ink_near(mask, x, round(y), settings.drift)
        missed = missed + 1 if row is None else 0
        if row is not None:
            start, end = int(runs.start[row, x]), int(runs.end[row, x])
            found.append((x, start, end))
            if end - start <= settings.thickness * usual + 1:  # thicker is a crossing stroke
                usual += settings.thickness_pace * (end - start - usual)
                y += settings.course_pace * ((start + end - 1) / 2 - y)
        x, y = x + step, min(max(y + slope * step, 0), height - 1)
    return found


def _ink_near(mask: Mask, x: int, y: int, drift: int) -> int | None:
    """The row nearest to y that has ink in a column, no further than `drift`; None if there is none."""
    for away in range(drift + 1):
        for row in (y - away, y + away):
            if 0 <= row < mask.shape[0] and mask[row, x]:
                return row
    return None
