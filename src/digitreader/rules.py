"""Lines that are not writing: the rules of ruled paper, taken away without cutting the strokes that cross them."""

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.settings import Settings

Mask = NDArray[np.bool_]
Segment = tuple[int, int, int, int]  # x1, y1, x2, y2


def without_rules(mask: Mask, settings: Settings) -> Mask:
    """Return the mask without long straight lines, along the rows and along the columns.

    A Hough transform finds where a rule runs; from there it is followed column by column and erased wherever the ink
    is no thicker than the rule itself.

    Args:
        mask: bool (H, W), True on ink.
        settings: what counts as a rule.

    Source: Matas, Galambos & Kittler 2000, doi:10.1006/cviu.1999.0831 (the probabilistic Hough transform).
    """
    lying = _without_lying_rules(mask, settings)
    return np.ascontiguousarray(_without_lying_rules(np.ascontiguousarray(lying.T), settings).T)


def _without_lying_rules(mask: Mask, settings: Settings) -> Mask:
    """Return the mask without rules that run from left to right."""
    length = settings.rule_length * max(mask.shape)
    if length > mask.shape[1]:
        return mask
    result = mask.copy()
    for segment in _segments(mask, length, settings):
        columns, starts, ends = _follow(result, segment, settings)
        thickness = ends - starts
        if len(columns) < settings.rule_presence * length:
            continue
        usual = float(np.median(thickness))
        if usual > settings.rule_slenderness * len(columns):
            continue
        thin = thickness <= settings.rule_thickness * usual + 1
        for x, start, end in zip(columns[thin], starts[thin], ends[thin], strict=True):
            result[start:end, x] = False
    return result


def _segments(mask: Mask, length: float, settings: Settings) -> list[Segment]:
    """Return where long, nearly level lines run, left end first."""
    step = max(1, max(mask.shape) // settings.hough_side)
    small = cv2.resize(mask.astype(np.uint8) * 255, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    found = cv2.HoughLinesP(
        (small > 64).astype(np.uint8) * 255,
        1,
        np.pi / 360,
        round(settings.rule_presence * length / step),
        minLineLength=length / step,
        maxLineGap=max(2, settings.rule_gap * length / step),
    )
    if found is None:
        return []
    lines = [tuple(int(v) * step for v in line) for line in found.reshape(-1, 4)]
    ordered = [(x1, y1, x2, y2) if x1 <= x2 else (x2, y2, x1, y1) for x1, y1, x2, y2 in lines]
    return [s for s in ordered if abs(s[3] - s[1]) <= settings.rule_slope * (s[2] - s[0])]


def _follow(
    mask: Mask, segment: Segment, settings: Settings
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return (columns, starts, ends) of the ink along a rule, beyond the segment's ends as far as it goes on."""
    x1, y1, x2, y2 = segment
    slope = (y2 - y1) / max(x2 - x1, 1)
    middle = (x1 + x2) // 2
    forwards = _walk(mask, middle, y1 + slope * (middle - x1), 1, slope, settings)
    backwards = _walk(mask, middle - 1, y1 + slope * (middle - 1 - x1), -1, slope, settings)
    runs = np.array([*reversed(backwards), *forwards], int).reshape(-1, 3)
    return runs[:, 0], runs[:, 1], runs[:, 2]


def _walk(mask: Mask, x: int, y: float, step: int, slope: float, settings: Settings) -> list[tuple[int, int, int]]:
    """Return (column, start, end) of each run of ink met when following a line until it is lost."""
    height, width = mask.shape
    patience = settings.rule_gap * settings.rule_length * max(mask.shape)
    runs: list[tuple[int, int, int]] = []
    missed, usual = 0, 3.0
    while 0 <= x < width and missed <= patience:
        run = _run_near(mask[:, x], round(y), settings.rule_drift)
        if run is None:
            missed += 1
        else:
            missed = 0
            runs.append((x, *run))
            if run[1] - run[0] <= settings.rule_thickness * usual + 1:  # thicker is a crossing stroke
                usual += 0.1 * (run[1] - run[0] - usual)
                y += 0.2 * ((run[0] + run[1] - 1) / 2 - y)
        x, y = x + step, min(max(y + slope * step, 0), height - 1)
    return runs


def _run_near(column: Mask, y: int, drift: int) -> tuple[int, int] | None:
    """Return (start, end) of the run of ink at a height, or no further from it than it may drift."""
    near = np.flatnonzero(column[max(0, y - drift) : y + drift + 1])
    if not near.size:
        return None
    at = max(0, y - drift) + int(near[np.abs(near - drift).argmin()])
    paper_above = np.flatnonzero(~column[:at])
    paper_below = np.flatnonzero(~column[at:])
    start = int(paper_above[-1]) + 1 if paper_above.size else 0
    end = at + int(paper_below[0]) if paper_below.size else len(column)
    return start, end
