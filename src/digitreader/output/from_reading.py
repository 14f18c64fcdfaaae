"""From a reading to the result tree."""

import json

from digitreader.geometry import Box
from digitreader.intake.photo import Photo
from digitreader.numbers.decimal_mark import Convention
from digitreader.output.line import LineResult
from digitreader.output.marks import DigitResult, SignResult
from digitreader.output.result import PageResult
from digitreader.reading import Reading
from digitreader.recognition.digit import Digit, DigitLine
from digitreader.recognition.sign import Sign


def page_result(file: str, reading: Reading, decimal: Convention = "auto") -> PageResult:
    """Make plain data of a reading, with boxes in pixels of the photo as it was sent.

    decimal: the decimal mark of its numbers; "auto" has the numbers themselves say it.
    """
    lines = tuple(_line(line, reading.photo) for line in reading.lines)
    crossed_out = tuple(_original(box, reading.photo) for box in reading.crossed_out)
    return PageResult(file, lines, tuple(reading.advice), decimal=decimal, crossed_out=crossed_out)


def to_json(name: str, reading: Reading | None, error: str | None = None, decimal: Convention = "auto") -> str:
    """Write one line of JSON about a photo.

    Args:
        name: the photo's file name.
        reading: what was read; None when the photo could not be read.
        error: why it could not be read.
        decimal: as for page_result.
    """
    page = page_result(name, reading, decimal) if reading else PageResult(name, error=error)
    return json.dumps(page.to_dict())


def _line(line: DigitLine, photo: Photo) -> LineResult:
    digits = tuple(_digit(digit, photo) for digit in line.digits)
    return LineResult(line.text, line.confidence, digits, tuple(_sign(sign, photo) for sign in line.signs))


def _sign(sign: Sign, photo: Photo) -> SignResult:
    return SignResult(
        sign.character,
        sign.place,
        float(sign.confidence),
        bool(sign.doubtful),
        tuple((character, float(share)) for character, share in sign.alternatives),
        _original(sign.box, photo),
    )


def _digit(digit: Digit, photo: Photo) -> DigitResult:
    return DigitResult(
        digit.value,
        float(digit.confidence),
        bool(digit.doubtful),
        tuple((value, float(share)) for value, share in digit.alternatives),
        _original(digit.box, photo),
    )


def _original(box: Box, photo: Photo) -> Box:
    """A box in whole pixels of the photo as it was sent."""
    return Box(*map(int, photo.to_original(box)))
