"""The photo with a numbered box around each digit, so that people can check what was read where."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.geometry import Box
from digitreader.reading import Reading
from digitreader.recognition.digit import Digit

SURE, DOUBTFUL, EDGE = (0, 75, 160), (185, 55, 0), (255, 255, 255)  # RGB; the first two differ for colour-blind people
FONT = cv2.FONT_HERSHEY_DUPLEX
PEN = 1 / 700  # of the photo's longer side; one to two pixels where the picture is shown
DASH = 5  # pen widths
LABEL = 0.35  # of the digits' usual height
LABEL_WEIGHT = 4  # how much worse it is to cover a label's pixel than a digit's
SMALLEST_LABEL, LARGEST_LABEL = 1 / 85, 1 / 30  # of the photo's longer side; shown 750 pixels wide still legible
LEGIBLE = 9  # pixels; Hershey's figures run together below it

Picture = NDArray[np.uint8]


def annotate(reading: Reading) -> Picture:
    """Draw a box around each digit on a copy of the photo, uint8 (H, W, 3) RGB, numbered in reading order.

    The box of a doubtful digit is dashed and has another colour, and its number a question mark; doubtful signs and
    what is crossed out have such a box without a number. Lines are dark with a light edge, to show on dark and on light
    paper.
    """
    picture = reading.photo.rgb.copy()
    pen = max(1, round(PEN * max(picture.shape)))
    frames = [padded(digit.box, pen) for digit in reading.digits]
    for frame, digit in zip(frames, reading.digits, strict=True):
        draw_frame(picture, frame, digit.doubtful, pen)
    for sign in (sign for line in reading.lines for sign in line.signs if sign.doubtful):
        draw_frame(picture, padded(sign.box, pen), True, pen)
    for box in reading.crossed_out:
        draw_frame(picture, padded(box, pen), True, pen)
    height = label_height(reading.digits, max(picture.shape))
    labels: list[Box] = []
    for number, digit in enumerate(reading.digits):
        text = f"{number + 1}?" if digit.doubtful else str(number + 1)
        labels.append(_place(number, _label_size(text, height), frames, labels, picture.shape))
        _label(picture, labels[-1], text, DOUBTFUL if digit.doubtful else SURE, height)
    return picture


def label_height(digits: Sequence[Digit], side: int) -> int:
    """Height of the labels' figures in pixels, in proportion to the digits and to the photo's longer side."""
    usual = float(np.median([digit.box.height for digit in digits])) if digits else 0.0
    return max(LEGIBLE, round(float(np.clip(LABEL * usual, SMALLEST_LABEL * side, LARGEST_LABEL * side))))


def padded(box: Box, pen: int) -> Box:
    """Widen a box so that its lines leave the ink uncovered; OpenCV draws them two pixels wider than asked."""
    x, y, width, height = box
    return Box(x - 3 * pen, y - 3 * pen, width + 6 * pen, height + 6 * pen)


def draw_frame(picture: Picture, box: Box, dashed: bool, pen: int) -> None:
    """Draw a box, in the colour of doubtful digits if it is dashed."""
    x, y, width, height = box
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    sides = list(zip(corners, corners[1:] + corners[:1], strict=True))
    strokes = [stroke for side in sides for stroke in _dashes(*side, DASH * pen)] if dashed else sides
    for colour, width in ((EDGE, 3 * pen), (DOUBTFUL if dashed else SURE, pen)):
        for start, end in strokes:
            cv2.line(picture, start, end, colour, width)


def _dashes(start: tuple[int, int], end: tuple[int, int], dash: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Cut a straight stroke into dashes as long as the gaps between them, one at each end."""
    length = float(np.hypot(end[0] - start[0], end[1] - start[1]))
    count = 2 * max(1, round(length / (2 * dash))) + 1
    marks = np.rint(np.linspace(start, end, count + 1)).astype(int)
    points = [(int(x), int(y)) for x, y in marks]
    return list(zip(points[::2], points[1::2], strict=True))


def _label_size(text: str, height: int) -> tuple[int, int]:
    """A label's (width, height), with a margin around its figures."""
    (width, tall), _ = cv2.getTextSize(text, FONT, _scale(height), _boldness(height))
    return width + height // 2, tall + height // 2


def _place(number: int, size: tuple[int, int], frames: list[Box], labels: list[Box], shape: tuple[int, ...]) -> Box:
    """Find the place beside its frame where a label covers least of other labels and digits."""
    x, y, width, height = frames[number]
    corners = [(x, y - size[1]), (x + width - size[0], y - size[1]), (x, y + height), (x + width - size[0], y + height)]
    corners += [(x - size[0], y), (x + width, y)]
    places = [_inside(Box(*corner, *size), shape) for corner in corners]

    def covered(place: Box) -> int:
        hidden = sum(LABEL_WEIGHT * place.overlap(label) for label in labels)
        return hidden + sum(place.overlap(frame) for frame in frames)

    return min(places, key=covered)


def _inside(box: Box, shape: tuple[int, ...]) -> Box:
    """Move a box into the picture."""
    x, y, width, height = box
    return Box(max(0, min(x, shape[1] - width)), max(0, min(y, shape[0] - height)), width, height)


def _label(picture: Picture, box: Box, text: str, colour: tuple[int, int, int], height: int) -> None:
    """Draw a label: light figures on a dark plate with a light edge."""
    x, y, width, tall = box
    cv2.rectangle(picture, (x, y), (x + width - 1, y + tall - 1), colour, cv2.FILLED)
    cv2.rectangle(picture, (x, y), (x + width - 1, y + tall - 1), EDGE, 1)
    foot = (x + height // 4, y + tall - height // 4 - 1)
    cv2.putText(picture, text, foot, FONT, _scale(height), EDGE, _boldness(height), cv2.LINE_AA)


def _scale(height: int) -> float:
    """OpenCV's font scale for figures so many pixels high."""
    return cv2.getFontScaleFromHeight(FONT, height, _boldness(height))


def _boldness(height: int) -> int:
    """Width in pixels of the strokes of figures so many pixels high."""
    return max(1, height // 10)
