"""What the page "Draw" keeps of a drawing: what was read, and the network's answer to each tile."""

import hashlib
import logging
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from digitreader.decision.line_recognizer import LineRecognizer
from digitreader.drawing import Drawn, read_drawing
from digitreader.errors import ReadError
from digitreader.geometry import Box
from digitreader.output.encoded import enlarged_tile
from digitreader.output.from_reading import page_result
from digitreader.output.marks import DigitResult, SignResult
from digitreader.recognition.classifier import NOT_A_DIGIT, Classify
from digitreader.settings.decision import DoubtSettings

OUR_FAULT = "Something went wrong on our side while reading this drawing. Undo the last stroke, or clear the field."

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class DrawnDigit:
    """A digit of a drawing, or all of a drawing in which none was found.

    number: among all digits. line, place: where it stands in the text. All three count from 1. read: how it was read;
    its value is empty where it was read as no digit. tile: float32 (28, 28), 0 to 1. shares: the network's
    probabilities for the tile, ten digits and "not one digit".
    """

    number: int
    line: int
    place: int
    read: DigitResult
    tile: NDArray[np.float32]
    shares: tuple[float, ...]

    @property
    def key(self) -> str:
        """The key of its correction: the same strokes give the same tile."""
        return hashlib.sha256(self.tile.tobytes()).hexdigest()[:16]

    @property
    def picture(self) -> bytes:
        """The tile, enlarged, as a PNG."""
        return enlarged_tile(self.tile)

    @property
    def maybe_nothing(self) -> bool:
        """Whether it may be no digit at all."""
        return self.shares[NOT_A_DIGIT] >= DoubtSettings.no_digit


@dataclass(frozen=True, eq=False)
class DrawingResult:
    """What was read in a drawing.

    digits: those that were read. signs: those of each line. whole: the whole drawing where none was read; None on blank
    paper. error: why it could not be read, in the visitor's words, or empty.
    """

    digits: tuple[DrawnDigit, ...] = ()
    whole: DrawnDigit | None = None
    error: str = ""
    signs: tuple[tuple[SignResult, ...], ...] = ()

    @property
    def correctable(self) -> tuple[DrawnDigit, ...]:
        """The digits, or the whole drawing, that a visitor may correct."""
        return self.digits or ((self.whole,) if self.whole else ())


def read_drawn(data: bytes, networks: tuple[Classify, LineRecognizer]) -> DrawingResult:
    """Read a drawing's PNG; never raises, so that the visitor can go on drawing."""
    try:
        classifier, line_recognizer = networks
        return light(read_drawing(data, classifier, line_recognizer=line_recognizer))
    except ReadError as error:
        return DrawingResult(error=str(error))
    except Exception:
        log.exception("a drawing of %d bytes could not be read", len(data))
        return DrawingResult(error=OUR_FAULT)


def light(drawn: Drawn) -> DrawingResult:
    """What the page keeps of a drawing: of its pictures only the tiles."""
    rows = [tuple(float(share) for share in row) for row in drawn.shares]
    tiles = [tile.pixels for tile in drawn.tiles]
    page = page_result("", drawn.reading)
    placed = page.placed
    if not placed:
        return DrawingResult(whole=_no_digit(tiles[0], rows[0]) if tiles else None)
    found = enumerate(zip(placed, tiles, rows, strict=True), 1)
    digits = tuple(_doubted(DrawnDigit(number, *at, tile, row)) for number, (at, tile, row) in found)
    return DrawingResult(digits, signs=tuple(line.signs for line in page.lines))


def _doubted(digit: DrawnDigit) -> DrawnDigit:
    """A digit; also doubtful where its tile looks like none, for a scribble alone makes a line that seems sure."""
    return replace(digit, read=replace(digit.read, doubtful=digit.read.doubtful or digit.maybe_nothing))


def _no_digit(tile: NDArray[np.float32], shares: tuple[float, ...]) -> DrawnDigit:
    """The whole drawing, read as no digit."""
    return DrawnDigit(1, 1, 1, DigitResult("", shares[NOT_A_DIGIT], True, (), Box(0, 0, 0, 0)), tile, shares)
