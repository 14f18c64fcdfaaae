"""How dense and tangled a line's ink is, window by window."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.layout.components import bordered, join
from digitreader.layout.lines import TextLine
from digitreader.recognition.digit import Digit
from digitreader.settings.decision import CrossedSettings

Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Windows:
    """What a line's ink is like, window by window from left to right.

    lefts, rights: their columns in the Photo. features: float64 (windows, 5), see `look_at`.
    """

    lefts: Values
    rights: Values
    features: Values


def pen_of(lines: Sequence[TextLine]) -> float:
    """The width of the pen that lines were written with, in heights of their writing; 0 without lines."""
    tall = [(c.thickness, line.height) for line in lines for c in line.components if c.box.height >= line.height / 2]
    return float(np.quantile([thick / height for thick, height in tall], 0.25)) if tall else 0.0


def look_at(line: TextLine, pen: float, digits: Sequence[Digit], settings: CrossedSettings) -> Windows:
    """Measure a line's ink in windows about as wide as a digit.

    The features: the number of holes; how long the strokes are that have so much ink, in heights of the line for each
    height of a window's width; the pen; how often rows and columns meet ink; the confidence of the digit there.
    """
    ink = join([c for c in line.components if c.box.height < settings.tallest * line.height] or line.components)
    scale = settings.height / line.height
    size = (max(1, round(ink.box.width * scale)), max(1, round(ink.box.height * scale)))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    wide = round(settings.window * settings.height)
    small = cv2.resize(ink.mask.astype(np.float32), size, interpolation=way) > 0.5
    picture = np.pad(bordered(small, 1), ((0, 0), (wide, wide)))
    starts = np.arange(0, picture.shape[1] - wide + 1, max(1, round(settings.step * settings.height)))
    above, beside = np.diff(picture.astype(np.int8), axis=0) == 1, np.diff(picture.astype(np.int8), axis=1) == 1
    fill = np.minimum(_summed(picture.sum(axis=0), starts, wide) / (wide * settings.height), 1.0)
    edges = _summed(above.sum(axis=0), starts, wide) + _summed(np.append(beside.sum(axis=0), 0), starts, wide)
    lefts = ink.box.x + (starts - wide - 1) / scale
    rights = lefts + wide / scale
    features = np.column_stack(
        [
            np.minimum(_summed(_holes(picture), starts, wide), settings.most_holes),
            np.minimum(fill / max(pen, 1 / settings.height), settings.longest),
            np.full(len(starts), pen),
            np.minimum(edges / settings.height, settings.most_edges),
            _confidences(lefts, rights, digits),
        ]
    )
    return Windows(lefts, rights, features)


def _summed(columns: NDArray[np.integer], starts: NDArray[np.integer], wide: int) -> Values:
    """The sum of columns in each window."""
    total = np.concatenate([[0], np.cumsum(columns)])
    return np.asarray(total[starts + wide] - total[starts], np.float64)


def _holes(picture: NDArray[np.uint8]) -> NDArray[np.int_]:
    """How many pieces of enclosed paper have their middle in each column."""
    count, _, stats, centres = cv2.connectedComponentsWithStats(1 - picture, connectivity=4)
    inside = [k for k in range(1, count) if stats[k, cv2.CC_STAT_LEFT] > 0]
    return np.bincount([int(centres[k][0]) for k in inside], minlength=picture.shape[1])


def _confidences(lefts: Values, rights: Values, digits: Sequence[Digit]) -> Values:
    """The confidence of the surest digit in each window; 0 where none stands."""
    ends = np.array([(digit.box.x, digit.box.right) for digit in digits], np.float64).reshape(-1, 2)
    shared = np.minimum(rights[:, None], ends[:, 1]) - np.maximum(lefts[:, None], ends[:, 0])
    within = shared > 0.5 * np.minimum((rights - lefts)[:, None], ends[:, 1] - ends[:, 0])
    return np.asarray(np.where(within, [digit.confidence for digit in digits], 0.0).max(axis=1, initial=0.0))
