"""A drawing on the screen: its ink is known to the pixel, so it is read at once, while the next stroke is drawn."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitreader.decision.line_recognizer import LineRecognizer
from digitreader.intake.photo import Photo, open_photo
from digitreader.layout.ink import Ink
from digitreader.reading import Reading, read_ink
from digitreader.recognition.classifier import CLASSES, Classify
from digitreader.recognition.tile import Tile, normalise
from digitreader.settings import Settings

FULL = 255  # grey level of white paper
HALF = 0.5  # darkness; the edge of a stroke that a screen has drawn


@dataclass(frozen=True, eq=False)
class Drawn:
    """What was read in a drawing.

    tiles: those of the digits; where none was read all ink as one tile; none on blank paper. shares: float32 (n, 11),
    what the network of tiles alone takes each tile for: ten digits and "not one digit". The reading's confidences
    weigh the whole line and are calibrated; these show how one tile looks.
    """

    reading: Reading
    tiles: tuple[Tile, ...]
    shares: NDArray[np.float32]

    def __post_init__(self) -> None:
        """Refuse shares that are not those of the tiles."""
        if self.shares.shape != (len(self.tiles), CLASSES):
            raise ValueError(f"shares {self.shares.shape} for {len(self.tiles)} tiles")


def read_drawing(
    data: bytes, classifier: Classify, settings: Settings | None = None, line_recognizer: LineRecognizer | None = None
) -> Drawn:
    """Return what a drawing says.

    Args:
        data: the bytes of a PNG file: dark ink on white or on nothing.
        classifier: the network, (n, 28, 28) -> (n, 11).
        settings: the pipeline's thresholds; the usual ones if left out.
        line_recognizer: the line reader's opinion beside the decoder's; without it the decoder alone decides.

    Raises:
        ReadError: the bytes are no picture.
    """
    settings = settings or Settings()
    photo = open_photo(data, settings)
    ink = drawn_ink(photo)
    reading = read_ink(photo, ink, classifier, settings, line_recognizer)
    tiles = tuple(digit.tile for digit in reading.digits) or _whole(ink)
    return Drawn(reading, tiles, classifier(np.array([tile.pixels for tile in tiles], np.float32)))


def drawn_ink(photo: Photo) -> Ink:
    """Return the ink of a drawing: there is no shadow to even out, no noise and no ruled line to take for writing."""
    darkness = np.multiply(FULL - photo.grey, np.float32(1 / FULL), dtype=np.float32)
    return Ink(darkness > HALF * darkness.max(initial=0.0), darkness)


def _whole(ink: Ink) -> tuple[Tile, ...]:
    """Return all ink as one tile; none on blank paper."""
    return (Tile(normalise(ink.darkness)),) if ink.mask.any() else ()
