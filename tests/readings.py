"""Readings that no photo was needed for."""

from collections.abc import Callable

import numpy as np

from digitreader.geometry import Box
from digitreader.intake.photo import Photo
from digitreader.layout.ink import Ink
from digitreader.numbers.alphabet import GAP, SIGNS
from digitreader.reading import Reading
from digitreader.recognition.digit import Digit, DigitLine
from digitreader.recognition.sign import Sign
from digitreader.recognition.tile import Tile

MakeReading = Callable[..., Reading]
OTHER_SIGN = dict.fromkeys(SIGNS + GAP, "") | {".": ",", ",": "."}  # what a made reading may take a sign for


def reading_of(
    *lines: str, height: int = 60, paper: int = 230, scale: float = 1.0, advice: tuple[str, ...] = ()
) -> Reading:
    """Return a reading of a plain sheet: a line every two heights, a digit or sign of half a height every height."""
    longest = max([len(line.replace("?", "")) for line in lines], default=1)
    shape = (2 * height * max(len(lines), 1) + height, (longest + 1) * height)
    rgb = np.full((*shape, 3), paper, np.uint8)
    photo = Photo(rgb, rgb[..., 0].copy(), scale, (round(shape[1] / scale), round(shape[0] / scale)))
    ink = Ink(np.zeros(shape, bool), np.zeros(shape, np.float32))
    read = tuple(_line(line, row, height) for row, line in enumerate(lines))
    return Reading(photo, ink, read, advice)


def _line(line: str, row: int, height: int) -> DigitLine:
    """Return the digits and signs of one line; a question mark makes what stands before it doubtful."""
    values = [(value, line[i + 1 : i + 2] == "?") for i, value in enumerate(line) if value != "?"]
    digits, signs = list[Digit](), list[Sign]()
    tile = Tile(np.zeros((28, 28), np.float32))
    for i, (value, doubtful) in enumerate(values):
        box = Box((2 * i + 1) * height // 2, (2 * row + 1) * height, height // 2, height)
        confidence, others = (0.51, 0.48) if doubtful else (0.998, 0.001)
        if value in SIGNS + GAP:
            signs.append(Sign(value, len(digits), box, confidence, doubtful, ((OTHER_SIGN[value], others),)))
        else:
            digits.append(Digit(value, confidence, (("6", others), ("8", 0.0)), box, tile, doubtful))
    return DigitLine(tuple(digits), tuple(signs))
