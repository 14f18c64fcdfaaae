"""Lines that are not writing: the rules of ruled paper, taken away without cutting the strokes that cross them."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.settings import Settings

Mask = NDArray[np.bool_]
Columns = NDArray[np.int64]
Segment = tuple[int, int, int, int]  # x1, y1, x2, y2

ANGLE = np.pi / 360  # between two directions in which lines are looked for
MANY = 400  # lines; to look at more of them one by one takes as long as to look for segments


@dataclass(frozen=True, eq=False)
class Runs:
    """For every pixel of ink, where the upright run of ink through it starts and ends.

    start, end: int32 (H, W), rows; end is one past the last. Both are the row itself and 0 long on paper.
    """

    start: NDArray[np.int32]
    end: NDArray[np.int32]


def reduced(picture: NDArray[np.uint8], step: int) -> NDArray[np.uint8]:
    """Return a picture as 1/step of its size, by averaging; whole steps take a tenth of the time of broken ones."""
    step = max(1, min(step, *picture.shape))
    return np.asarray(cv2.resize(picture, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA), np.uint8)


def remove_ruled_lines(mask: Mask, settings: Settings) -> Mask:
    """Return the mask without long straight lines, along the rows and along the columns.

    A Hough transform finds where a rule runs; from there it is followed column by column and erased wherever the ink
    is no thicker than the rule itself.

    Args:
        mask: bool (H, W), True on ink.
        settings: what counts as a rule.

    Source: Matas, Galambos & Kittler 2000, doi:10.1006/cviu.1999.0831 (the probabilistic Hough transform).
    """
    lying = _without_lying_rules(mask, settings)
    return _turned(_without_lying_rules(_turned(lying), settings))


def _turned(mask: Mask) -> Mask:
    """Return a mask with its rows as columns; OpenCV does that ten times as fast as NumPy."""
    return np.asarray(cv2.transpose(mask.view(np.uint8)), np.uint8).view(bool)


def remove_border(mask: Mask, margin: int, settings: Settings) -> Mask:
    """Return the picture of a printed box without its border; strokes that touch or cross the border stay.

    From each side the first run of ink is taken away, where it is no thicker than that side usually is.

    Args:
        mask: bool (H, W), True on ink, tight around the box.
        margin: pixels; how far from its edge the border may run.
        settings: what is too thick for a border.
    """
    result = mask.copy()
    for turn in range(4):
        _peel(np.rot90(result, turn), margin, settings)
    return result


def _peel(mask: Mask, margin: int, settings: Settings) -> None:
    """Erase the left border from a mask, in place."""
    padded = np.pad(mask, ((0, 0), (0, 1)))
    start = padded.argmax(axis=1)
    columns = np.arange(padded.shape[1])
    end = (~padded & (columns >= start[:, None])).argmax(axis=1)
    near = padded.any(axis=1) & (start < margin)
    if not near.any():
        return
    thickness = end - start
    thin = near & (thickness <= settings.ruled_lines.thickness * float(np.median(thickness[near])) + 1)
    mask[thin[:, None] & (columns[:-1] >= start[:, None]) & (columns[:-1] < end[:, None])] = False


def _without_lying_rules(mask: Mask, settings: Settings) -> Mask:
    """Return the mask without rules that run from left to right."""
    length = settings.ruled_lines.length * max(mask.shape)
    if length > mask.shape[1]:
        return mask
    segments = _segments(mask, length, settings)
    if not segments:
        return mask
    runs, result = _upright_runs(mask), mask.copy()
    for segment in segments[: settings.ruled_lines.max_lines]:
        if _presence(result, segment) < settings.ruled_lines.presence / 2:
            continue  # a line found twice is gone after the first time
        columns, starts, ends = _follow(mask, runs, segment, settings)
        thickness = ends - starts
        if len(columns) < settings.ruled_lines.presence * length:
            continue
        usual = float(np.median(thickness))
        if usual > settings.ruled_lines.slenderness * len(columns):
            continue
        slender = thickness <= settings.ruled_lines.thickness * usual + 1
        for x, start, end in zip(columns[slender], starts[slender], ends[slender], strict=True):
            result[start:end, x] = False
    return result


def _upright_runs(mask: Mask) -> Runs:
    """Return the upright runs of ink of a mask."""
    height = mask.shape[0]
    rows = np.arange(height, dtype=np.int32)[:, None]
    start = np.maximum.accumulate(np.where(mask, np.int32(0), rows + 1), axis=0)
    end = np.minimum.accumulate(np.where(mask, np.int32(height), rows)[::-1], axis=0)[::-1]
    return Runs(start.astype(np.int32), end.astype(np.int32))


def _segments(mask: Mask, length: float, settings: Settings) -> list[Segment]:
    """Return where long, nearly level lines run, left end first; solid regions hold none."""
    step = max(1, max(mask.shape) // settings.ruled_lines.hough_side)
    ink = (reduced(mask.view(np.uint8) * 255, step) > 64).astype(np.uint8)
    votes = round(settings.ruled_lines.presence * length / step)
    level = _level(ink, length / step, settings)
    if np.count_nonzero(level.any(axis=0)) < votes or level.mean() > settings.ruled_lines.max_level:
        return []
    thickest = max(3, round(2 * settings.ruled_lines.slenderness * mask.shape[1] / step))
    solid = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((thickest, thickest), np.uint8))
    thin = np.asarray(cv2.subtract(level, solid) * 255, np.uint8)
    shortest, gap = length / step, max(2, settings.ruled_lines.gap * length / step)
    if not _any_level_line(thin, votes, shortest, gap, settings):
        return []
    found = cv2.HoughLinesP(thin, 1, ANGLE, votes, minLineLength=shortest, maxLineGap=gap)
    if found is None:
        return []
    lines = [tuple(int(v) * step for v in line) for line in found.reshape(-1, 4)]
    ordered = [(x1, y1, x2, y2) if x1 <= x2 else (x2, y2, x1, y1) for x1, y1, x2, y2 in lines]
    return [s for s in ordered if abs(s[3] - s[1]) <= settings.ruled_lines.slope * (s[2] - s[0])]


def _any_level_line(thin: NDArray[np.uint8], votes: int, shortest: float, gap: float, settings: Settings) -> bool:
    """Return whether there may be a nearly level line that is long enough.

    To count along the few level angles, and to look for gaps in the lines found, takes a tenth of what looking for
    segments at every angle does; most writing has lines that count enough, but with gaps.
    """
    steepest = (np.ceil(np.arctan(settings.ruled_lines.slope) / ANGLE) + 2) * ANGLE
    lines = cv2.HoughLines(thin, 1, ANGLE, votes - 1, min_theta=np.pi / 2 - steepest, max_theta=np.pi / 2 + steepest)
    if lines is None or len(lines) > MANY:
        return lines is not None
    distance, angle = lines[:, 0, 0, None], lines[:, 0, 1, None]
    columns = np.arange(thin.shape[1])
    rows = np.rint((distance - columns * np.cos(angle)) / np.sin(angle)).astype(int) + 1
    near = np.pad(np.asarray(cv2.dilate(thin, np.ones((3, 1), np.uint8))), ((1, 1), (0, 0)))
    along = near[np.clip(rows, 0, len(near) - 1), columns]
    closed = cv2.morphologyEx(along, cv2.MORPH_CLOSE, np.ones((1, round(gap) + 2), np.uint8))
    return bool(cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, int(shortest)), np.uint8)).any())


def _level(ink: NDArray[np.uint8], length: float, settings: Settings) -> NDArray[np.uint8]:
    """Return the ink that a nearly level line may run through: few columns around it are empty.

    Writing has no such places or short ones, so that a page without rules is known at a hundredth of what looking for
    lines at every angle costs.
    """
    window = max(3, round(settings.ruled_lines.window * length)) | 1
    band = 2 * int(np.ceil(settings.ruled_lines.slope * window / 2)) + 1  # rows that a rule may rise or fall by
    columns = np.asarray(cv2.dilate(ink, np.ones((band, 1), np.uint8))) * np.uint8(255)
    share = np.asarray(cv2.blur(columns, (window, 1), borderType=cv2.BORDER_REFLECT))
    dense = (share > 255 * settings.ruled_lines.window_presence).astype(np.uint8)
    if not dense.any():
        return np.zeros_like(ink)
    return ink & np.asarray(cv2.dilate(dense, np.ones((band, window), np.uint8)), np.uint8)


def _presence(mask: Mask, segment: Segment) -> float:
    """Return the share of a segment's columns that have ink within two pixels of it."""
    x1, y1, x2, y2 = segment
    height, width = mask.shape
    columns = np.arange(x1, min(x2, width - 1) + 1)
    middle = np.rint(np.linspace(y1, y2, len(columns))).astype(int)
    rows = np.clip(middle[:, None] + np.arange(-2, 3), 0, height - 1)
    return float(mask[rows, columns[:, None]].any(axis=1).mean())


def _follow(mask: Mask, runs: Runs, segment: Segment, settings: Settings) -> tuple[Columns, Columns, Columns]:
    """Return (columns, starts, ends) of the ink along a rule, beyond the segment's ends as far as it goes on."""
    x1, y1, x2, y2 = segment
    slope = (y2 - y1) / max(x2 - x1, 1)
    middle = (x1 + x2) // 2
    forwards = _walk(mask, runs, middle, y1 + slope * (middle - x1), slope, 1, settings)
    backwards = _walk(mask, runs, middle - 1, y1 + slope * (middle - 1 - x1), slope, -1, settings)
    found = np.array([*reversed(backwards), *forwards], int).reshape(-1, 3)
    return found[:, 0], found[:, 1], found[:, 2]


def _walk(
    mask: Mask, runs: Runs, x: int, y: float, slope: float, step: int, settings: Settings
) -> list[tuple[int, int, int]]:
    """Return (column, start, end) of each run of ink met when following a line until it is lost."""
    height, width = mask.shape
    patience = settings.ruled_lines.gap * settings.ruled_lines.length * max(mask.shape)
    found: list[tuple[int, int, int]] = []
    missed, usual = 0, 3.0
    while 0 <= x < width and missed <= patience:
        row = _ink_near(mask, x, round(y), settings.ruled_lines.drift)
        missed = missed + 1 if row is None else 0
        if row is not None:
            start, end = int(runs.start[row, x]), int(runs.end[row, x])
            found.append((x, start, end))
            if end - start <= settings.ruled_lines.thickness * usual + 1:  # thicker is a crossing stroke
                usual += 0.1 * (end - start - usual)
                y += 0.2 * ((start + end - 1) / 2 - y)
        x, y = x + step, min(max(y + slope * step, 0), height - 1)
    return found


def _ink_near(mask: Mask, x: int, y: int, drift: int) -> int | None:
    """Return the row nearest to y that has ink in a column, no further than it may drift; None if there is none."""
    for away in range(drift + 1):
        for row in (y - away, y + away):
            if 0 <= row < mask.shape[0] and mask[row, x]:
                return row
    return None
