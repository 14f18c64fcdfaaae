"""Readings that no photo was needed for."""

from collections.abc import Callable

import numpy as np

from digitreader.geometry import Box
from digitreader.intake.photo import Photo
from digitreader.layout.ink import Ink
from digitreader.reading import Reading
from digitreader.recognition.digit import Digit, DigitLine
from digitreader.recognition.tile import Tile

MakeReading = Callable[..., Reading]


def reading_of(
    *lines: str, height: int = 60, paper: int = 230, scale: float = 1.0, advice: tuple[str, ...] = ()
) -> Reading:
    """Return a reading of a plain sheet: a line every two heights, a digit of half a height every height."""
    longest = max([len(line.replace("?", "")) for line in lines], default=1)
    shape = (2 * height * max(len(lines), 1) + height, (longest + 1) * height)
    rgb = np.full((*shape, 3), paper, np.uint8)
    photo = Photo(rgb, rgb[..., 0].copy(), scale, (round(shape[1] / scale), round(shape[0] / scale)))
    ink = Ink(np.zeros(shape, bool), np.zeros(shape, np.float32))
    read = tuple(DigitLine(_digits(line, row, height)) for row, line in enumerate(lines))
    return Reading(photo, ink, read, advice)


def _digits(line: str, row: int, height: int) -> tuple[Digit, ...]:
    """Return the digits of one line; a question mark makes the digit before it doubtful."""
    values = [(value, line[i + 1 : i + 2] == "?") for i, value in enumerate(line) if value != "?"]
    tile = Tile(np.zeros((28, 28), np.float32))
    return tuple(
        Digit(
            value,
            0.51 if doubtful else 0.998,
            (("6", 0.48 if doubtful else 0.001), ("8", 0.0)),
            Box((2 * i + 1) * height // 2, (2 * row + 1) * height, height // 2, height),
            tile,
            doubtful,
        )
        for i, (value, doubtful) in enumerate(values)
    )
