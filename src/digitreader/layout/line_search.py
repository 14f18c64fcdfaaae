"""Where long, nearly level lines run: a Hough transform, asked only where there may be such lines."""

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.layout.paper import Levels, reduced
from digitreader.layout.threshold import Mask
from digitreader.settings.ink import RuledLineSettings

Segment = tuple[int, int, int, int]  # x1, y1, x2, y2 in pixels, left end first


def find_segments(mask: Mask, length: float, settings: RuledLineSettings) -> list[Segment]:
    """Find the nearly level lines of a mask; solid regions hold none.

    Args:
        mask: bool (H, W), True on ink.
        length: pixels; shorter lines do not count.
        settings: what counts as a ruled line.

    Source: Matas, Galambos & Kittler 2000, doi:10.1006/cviu.1999.0831 (the probabilistic Hough transform).
    """
    step = max(1, max(mask.shape) // settings.hough_side)
    ink = (reduced(mask.view(np.uint8) * 255, step) > settings.copy_ink).astype(np.uint8)
    votes = round(settings.presence * length / step)
    level = _level(ink, length / step, settings)
    if np.count_nonzero(level.any(axis=0)) < votes or level.mean() > settings.max_level:
        return []
    thickest = max(settings.min_solid, round(2 * settings.slenderness * mask.shape[1] / step))
    solid = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((thickest, thickest), np.uint8))
    thin = np.asarray(cv2.subtract(level, solid) * 255, np.uint8)
    shortest, gap = length / step, max(settings.min_gap, settings.gap * length / step)
    if not _any_level_line(thin, votes, shortest, gap, settings):
        return []
    found = cv2.HoughLinesP(thin, 1, _angle(settings), votes, minLineLength=shortest, maxLineGap=gap)
    if found is None:
        return []
    lines = [tuple(int(v) * step for v in line) for line in found.reshape(-1, 4)]
    ordered = [(x1, y1, x2, y2) if x1 <= x2 else (x2, y2, x1, y1) for x1, y1, x2, y2 in lines]
    return [s for s in ordered if abs(s[3] - s[1]) <= settings.slope * (s[2] - s[0])]


def _angle(settings: RuledLineSettings) -> float:
    """The step between two directions, in radians."""
    return settings.angle_step * np.pi / 180


def _level(ink: Levels, length: float, settings: RuledLineSettings) -> Levels:
    """The ink that a nearly level line may run through: few columns around it are empty.

    Writing has no such places, or short ones, so a page without ruled lines is known at a hundredth of the cost of
    looking for lines at every angle.
    """
    window = max(3, round(settings.window * length)) | 1
    band = 2 * int(np.ceil(settings.slope * window / 2)) + 1  # rows that a line may rise or fall by
    columns = np.asarray(cv2.dilate(ink, np.ones((band, 1), np.uint8))) * np.uint8(255)
    share = np.asarray(cv2.blur(columns, (window, 1), borderType=cv2.BORDER_REFLECT))
    dense = (share > 255 * settings.window_presence).astype(np.uint8)
    if not dense.any():
        return np.zeros_like(ink)
    return ink & np.asarray(cv2.dilate(dense, np.ones((band, window), np.uint8)), np.uint8)


def _any_level_line(thin: Levels, votes: int, shortest: float, gap: float, settings: RuledLineSettings) -> bool:
    """Whether there may be a nearly level line that is long enough.

    Counting along the few level angles and looking for gaps in what counts enough takes a tenth of the time of looking
    for segments at every angle. Most writing has lines that count enough, but they have gaps.
    """
    angle = _angle(settings)
    steepest = (np.ceil(np.arctan(settings.slope) / angle) + 2) * angle
    lines = cv2.HoughLines(thin, 1, angle, votes - 1, min_theta=np.pi / 2 - steepest, max_theta=np.pi / 2 + steepest)
    if lines is None or len(lines) > settings.max_candidates:
        return lines is not None
    along = _ink_along(thin, np.asarray(lines[:, 0], np.float32))
    closed = cv2.morphologyEx(along, cv2.MORPH_CLOSE, np.ones((1, round(gap) + 2), np.uint8))
    return bool(cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, int(shortest)), np.uint8)).any())


def _ink_along(thin: Levels, lines: NDArray[np.float32]) -> Levels:
    """For each line, as (distance, angle), and each column whether there is ink within a pixel of the line."""
    distance, angle = lines[:, 0, None], lines[:, 1, None]
    columns = np.arange(thin.shape[1])
    rows = np.rint((distance - columns * np.cos(angle)) / np.sin(angle)).astype(int) + 1
    near = np.pad(np.asarray(cv2.dilate(thin, np.ones((3, 1), np.uint8))), ((1, 1), (0, 0)))
    return np.asarray(near[np.clip(rows, 0, len(near) - 1), columns], np.uint8)
