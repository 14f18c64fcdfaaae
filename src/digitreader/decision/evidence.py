"""What speaks against a number: a mark that the picture's edge cuts off, or ink that is mostly no digits."""

from digitreader.geometry import Box
from digitreader.layout.ink import Ink
from digitreader.recognition.digit import DigitLine
from digitreader.settings.decision import EvidenceSettings

Lines = tuple[DigitLine, ...]


def credible(lines: Lines, ink: Ink, settings: EvidenceSettings) -> Lines:
    """Drop lines that are no writing: lone marks at the picture's edge, and all of them where most ink is no digit."""
    whole = without_cut_off(lines, ink.mask.shape, settings)
    return whole if digit_share(whole, ink) >= settings.writing_share else ()


def digit_share(lines: Lines, ink: Ink) -> float:
    """The share of all ink that is in digits, 0 to 1, each digit weighed by its confidence.

    In a landscape a few leaves may look like digits; in a photo of writing the digits are a good part of the ink.
    """
    total = 0.0
    for digit in (digit for line in lines for digit in line.digits):
        total += digit.confidence * int(ink.mask[digit.box.slices].sum())
    return total / max(int(ink.mask.sum()), 1)


def without_cut_off(lines: Lines, shape: tuple[int, ...], settings: EvidenceSettings) -> Lines:
    """Drop lone marks at the edge of a picture of that shape, (H, W), unless there is nothing else."""
    height, width = shape
    near = settings.edge_margin * max(width, height)
    whole = tuple(line for line in lines if len(line.digits) > 1 or _from_edge(line.box, width, height) >= near)
    return whole or lines


def _from_edge(box: Box, width: int, height: int) -> int:
    """How many pixels a box stays away from the nearest edge of a picture."""
    return min(box.x, box.y, width - box.right, height - box.bottom)
