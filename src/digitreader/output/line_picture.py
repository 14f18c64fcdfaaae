"""One line of a photo, cut out: for a person to check, and for the line reader to learn from."""

import numpy as np

from digitreader.geometry import Box
from digitreader.output.picture import Picture, draw_frame, padded
from digitreader.reading import Reading
from digitreader.recognition.digit import DigitLine

LINE_MARGIN = 0.3  # of a line's height around it; the paper beside it helps to read it
OTHERS_MARGIN = 0.05  # of a line's height around digits of other lines: the soft edges of their strokes
LINE_PEN = 1 / 70  # of a cut out line's height


def line_picture(reading: Reading, line: DigitLine) -> Picture:
    """Cut a line out of the photo, uint8 (h, w, 3) RGB, and draw a dashed box around each doubtful digit and sign."""
    around = _around(line)
    picture = reading.photo.rgb[around.slices].copy()
    pen = max(1, round(LINE_PEN * picture.shape[0]))
    for box in [each.box for each in line.digits if each.doubtful] + [each.box for each in line.signs if each.doubtful]:
        draw_frame(picture, padded(box.moved(-around.x, -around.y), pen), True, pen)
    return picture


def plain_line(reading: Reading, line: DigitLine) -> Picture:
    """Cut a line out of the photo, uint8 (h, w) grey, to be read again: paper stands where other lines reach in."""
    around = _around(line)
    picture, inked = reading.photo.grey[around.slices].copy(), reading.ink.mask[around.slices]
    foreign, margin = np.zeros_like(inked), round(OTHERS_MARGIN * line.box.height)
    for other in (digit for each in reading.lines if each is not line for digit in each.digits):
        foreign[_clipped(other.box.moved(-around.x, -around.y), margin)] = True
    for digit in line.digits:
        foreign[_clipped(digit.box.moved(-around.x, -around.y), 0)] = False
    if foreign.any() and not inked.all():
        picture[foreign] = np.median(picture[~inked])
    return picture


def _clipped(box: Box, margin: int) -> tuple[slice, slice]:
    """A box's rows and columns with a margin, without what lies above or left of the picture."""
    rows = slice(max(0, box.y - margin), max(0, box.bottom + margin))
    return rows, slice(max(0, box.x - margin), max(0, box.right + margin))


def _around(line: DigitLine) -> Box:
    """A line's box, signs and all, with paper around it; slicing ends where the photo does."""
    x, y, width, height = Box.union([line.box, *(sign.box for sign in line.signs if sign.character.strip())])
    margin = round(LINE_MARGIN * height) + 1
    left, top = max(0, x - margin), max(0, y - margin)
    return Box(left, top, x + width + margin - left, y + height + margin - top)
