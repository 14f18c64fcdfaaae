"""A drawing on the screen: its ink is known to the pixel, so it is read at once, between two strokes."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitreader.decision.line_recognizer import LineRecognizer
from digitreader.intake.photo import Photo, open_photo
from digitreader.layout.ink import Ink
from digitreader.layout.paper import FULL
from digitreader.reading import LATTICES, Reading, read_ink
from digitreader.recognition.classifier import CLASSES, Classify
from digitreader.recognition.tile import Tile, normalise
from digitreader.settings import Settings
from digitreader.settings.ink import InkSettings
from digitreader.trace import Trace


@dataclass(frozen=True, eq=False)
class Drawn:
    """What was read in a drawing.

    tiles: of the digits; where none was read, one tile of all ink; none on blank paper. shares: float32 (n, 11), the
    classifier's probabilities for each tile by itself: ten digits and "not one digit". They are not calibrated; the
    confidences of the reading are, and weigh the whole line.
    """

    reading: Reading
    tiles: tuple[Tile, ...]
    shares: NDArray[np.float32]

    def __post_init__(self) -> None:
        """Refuse shares that do not match the tiles."""
        if self.shares.shape != (len(self.tiles), CLASSES):
            raise ValueError(f"shares {self.shares.shape} for {len(self.tiles)} tiles")


def read_drawing(
    data: bytes,
    classifier: Classify,
    settings: Settings | None = None,
    line_recognizer: LineRecognizer | None = None,
) -> Drawn:
    """Read the digits in a drawing.

    Args:
        data: the bytes of a PNG file: dark ink on white or on nothing.
        classifier: the network of tiles, float32 (n, 28, 28) -> (n, 11).
        settings: the thresholds of all stages; the usual ones if left out.
        line_recognizer: reads each line as a whole beside the decoder; without it the decoder alone decides.

    Raises:
        ReadError: the bytes are no picture.
    """
    settings = settings or Settings()
    trace = Trace()
    photo = open_photo(data, settings.photo)
    ink = drawn_ink(photo, settings.ink)
    reading = read_ink(photo, ink, classifier, settings, line_recognizer, trace)
    tiles = tuple(digit.tile for digit in reading.digits) or _whole(ink)
    return Drawn(reading, tiles, _shares(tiles, trace, classifier))


def drawn_ink(photo: Photo, settings: InkSettings) -> Ink:
    """The ink of a drawing: it has no shadow to even out, no noise and no ruled line to take for writing."""
    darkness = np.multiply(FULL - photo.grey, np.float32(1 / FULL), dtype=np.float32)
    return Ink(darkness > settings.drawn_edge * darkness.max(initial=0.0), darkness)


def _whole(ink: Ink) -> tuple[Tile, ...]:
    """All ink as one tile; none on blank paper."""
    return (Tile(normalise(ink.darkness)),) if ink.mask.any() else ()


def _shares(tiles: tuple[Tile, ...], trace: Trace, classifier: Classify) -> NDArray[np.float32]:
    """The classifier's probabilities for each tile, (n, 11); it is asked only about tiles that it has not seen."""
    known = dict(_classified(trace))
    new = [tile for tile in tiles if id(tile) not in known]
    if new:
        known |= zip(map(id, new), classifier(np.stack([tile.pixels for tile in new])), strict=True)
    return np.array([known[id(tile)] for tile in tiles], np.float32).reshape(-1, CLASSES)


def _classified(trace: Trace) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Yield the identity and the probabilities of every tile that the classifier was asked about."""
    for lattice in trace.passes[0].last(LATTICES):
        for candidate, probabilities in zip(lattice.candidates, lattice.probabilities, strict=True):
            yield id(candidate.tile), probabilities
