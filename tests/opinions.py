"""A line of four bars, and networks that say of it what a test tells them: how both opinions are weighed."""

import numpy as np

from digitreader.decision.calibration import Calibration
from digitreader.geometry import Box
from digitreader.layout.components import Component
from digitreader.layout.ink import Ink
from digitreader.layout.lines import TextLine
from digitreader.numbers.alphabet import DIGITS, WRITTEN
from digitreader.recognition.classifier import CLASSES, NOT_A_DIGIT, Classify
from digitreader.recognition.decoder import build_lattices
from digitreader.recognition.digit import Digit
from digitreader.recognition.lattice import Lattice
from digitreader.recognition.line_reader import ReadStrip
from digitreader.recognition.strip import STRIDE

XS = (20, 90, 160, 230)
SHAPE = (100, 280)
BLANK = np.zeros((32, 160), np.float32)  # a strip, for readers that say the same of any
PLAIN = Calibration((0.5, 0.0, 1.0, 0.5, -1.5))


def network(*beliefs: dict[int, float]) -> Classify:
    """A classifier with these probabilities for the first tile, the second, and so on; all others are no digit."""

    def classify(tiles: np.ndarray) -> np.ndarray:
        rows = np.full((len(tiles), CLASSES), 1e-6, np.float32)
        for row, belief in zip(rows, [*beliefs, *[{NOT_A_DIGIT: 1.0}] * len(tiles)], strict=False):
            row[list(belief)] = list(belief.values())
        return rows

    return classify


def line(*beliefs: dict[int, float]) -> tuple[Lattice, Ink]:
    """A line of four bars far apart, and the classifier's probabilities for each."""
    darkness = np.zeros(SHAPE, np.float32)
    for x in XS:
        darkness[25:75, x : x + 12] = 0.8
    ink = Ink(darkness > 0.4, darkness)
    strokes = tuple(Component(Box(x, 25, 12, 50), np.ones((50, 12), bool)) for x in XS)
    return build_lattices((TextLine(strokes),), ink, network(*beliefs))[0], ink


def sure(text: str) -> list[dict[int, float]]:
    """What a classifier says that is sure of a text."""
    return [{int(digit): 0.99} for digit in text]


def saying(text: str, belief: float = 0.99) -> ReadStrip:
    """A line reader that reads a text with that probability for each digit, evenly spread, whatever it is shown."""

    def read_strip(strip: np.ndarray) -> np.ndarray:
        rows = np.full((strip.shape[1] // STRIDE, CLASSES), 1e-7)
        rows[:, 0] = 0.999999
        for at, digit in zip(np.linspace(3, len(rows) - 4, len(text)).round().astype(int), text, strict=True):
            rows[at] = (1 - belief) / 10
            rows[at, int(digit) + 1] = belief
        return np.log(rows).astype(np.float32)

    return read_strip


def writing(said: str, belief: float = 0.9) -> ReadStrip:
    """A line reader that knows signs and reads a written text, each sign with that probability, evenly spread."""

    def read_strip(strip: np.ndarray) -> np.ndarray:
        rows = np.full((strip.shape[1] // STRIDE, 1 + len(WRITTEN)), 1e-7)
        rows[:, 0] = 0.99999
        for at, sign in zip(np.linspace(2, len(rows) - 3, len(said)).round().astype(int), said, strict=True):
            sure = 0.99 if sign in DIGITS else belief
            rows[at] = 1e-7
            rows[at, [0, 1 + WRITTEN.index(sign)]] = 1 - sure, sure
        return np.log(rows).astype(np.float32)

    return read_strip


def text(digits: tuple[Digit, ...]) -> str:
    """What was read."""
    return "".join(digit.value for digit in digits)
