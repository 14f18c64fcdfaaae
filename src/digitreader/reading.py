"""The story of a photo: bytes in, digits out."""

from contextlib import suppress
from dataclasses import dataclass, replace

from digitreader.advice.advice import advise
from digitreader.decision.line_recognizer import LineRecognizer, read_line
from digitreader.decision.vote import needs_retry, vote
from digitreader.errors import TooMuchWriting
from digitreader.geometry import Box
from digitreader.intake.photo import Photo, open_photo
from digitreader.layout.ink import Ink, find_ink, other_inks
from digitreader.layout.lines import find_lines
from digitreader.recognition.classifier import Classify
from digitreader.recognition.decoder import build_lattices, decode_line
from digitreader.recognition.digit import Digit, DigitLine
from digitreader.recognition.lattice import Lattice
from digitreader.settings import Settings


@dataclass(frozen=True, eq=False)
class Reading:
    """What was read in a photo; no lines where there was nothing to read.

    advice: sentences for the visitor when the photo itself is the problem, or when nothing was found.
    """

    photo: Photo
    ink: Ink
    lines: tuple[DigitLine, ...]
    advice: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as text, one below the other."""
        return "\n".join(line.text for line in self.lines)

    @property
    def digits(self) -> tuple[Digit, ...]:
        """All digits in reading order."""
        return tuple(digit for line in self.lines for digit in line.digits)

    @property
    def doubts(self) -> int:
        """How many digits a person should look at."""
        return sum(digit.doubtful for digit in self.digits)


def read_photo(
    data: bytes, classifier: Classify, settings: Settings | None = None, line_recognizer: LineRecognizer | None = None
) -> Reading:
    """Return what a photo says.

    Args:
        data: the bytes of a JPEG or PNG file.
        classifier: the network, (n, 28, 28) -> (n, 11).
        settings: the pipeline's thresholds; the usual ones if left out.
        line_recognizer: the line reader's opinion beside the decoder's; without it the decoder alone decides.

    Raises:
        ReadError: the upload cannot be read as a photo; the text says why and what to do.
    """
    settings = settings or Settings()
    return settled(looks_at(open_photo(data, settings), classifier, settings, line_recognizer), settings)


def looks_at(
    photo: Photo, classifier: Classify, settings: Settings, line_recognizer: LineRecognizer | None = None
) -> list[Reading]:
    """Return what a photo says at first sight and, where that is short and doubtful, what it says from other inks."""
    ink = find_ink(photo, settings)
    first = read_ink(photo, ink, classifier, settings, line_recognizer)
    if line_recognizer is None or not needs_retry(first.lines, settings.vote):
        return [first]
    looks = [first]
    for other in other_inks(ink, settings):
        with suppress(TooMuchWriting):  # what was read at first sight is not lost for it
            looks.append(read_ink(photo, other, classifier, settings, line_recognizer))
    return looks


def settled(looks: list[Reading], settings: Settings) -> Reading:
    """Return the one reading that several looks at a photo come to."""
    if len(looks) == 1:
        return looks[0]
    chosen, lines = vote([look.lines for look in looks], settings.doubt)
    return replace(looks[chosen], lines=lines)


def read_ink(
    photo: Photo, ink: Ink, classifier: Classify, settings: Settings, line_recognizer: LineRecognizer | None
) -> Reading:
    """Return what a photo says whose ink is known, looked at once."""
    lines = find_lines(ink, settings)
    known = build_lattices(lines, ink, classifier, settings)
    asked = asked_of(len(lines), settings)
    digits = [_digits(lattice, ink, line_recognizer, asked) for lattice in known]
    read = _without_cut_off(tuple(DigitLine(line) for line in digits if line), photo, settings)
    if _belief_in_ink(read, ink) < settings.evidence.writing_share:
        read = ()
    found = tuple(digit for line in read for digit in line.digits)
    return Reading(photo, ink, read, advise(photo, ink, lines, found, settings))


def asked_of(lines: int, settings: Settings) -> Settings:
    """Return how the lines of a photo are read: pages are looked at once, as more looks would take too long."""
    return (
        settings
        if lines <= settings.vote.max_lines
        else replace(settings, fusion=replace(settings.fusion, strip_width_scales=()))
    )


def _digits(
    lattice: Lattice, ink: Ink, line_recognizer: LineRecognizer | None, settings: Settings
) -> tuple[Digit, ...]:
    """Return the digits of a line, by the decoder alone or by both opinions."""
    if line_recognizer is None:
        return decode_line(lattice, settings.doubt)
    return read_line(lattice, ink, line_recognizer, settings)


def _belief_in_ink(lines: tuple[DigitLine, ...], ink: Ink) -> float:
    """Return which share of all ink is in digits, each counted by its confidence: 0 to 1.

    In a landscape a few leaves may look like digits; in a photo of writing the digits are a good part of the ink.
    """
    believed = 0.0
    for digit in (digit for line in lines for digit in line.digits):
        x, y, width, height = digit.box
        believed += digit.confidence * int(ink.mask[y : y + height, x : x + width].sum())
    return believed / max(int(ink.mask.sum()), 1)


def _without_cut_off(lines: tuple[DigitLine, ...], photo: Photo, settings: Settings) -> tuple[DigitLine, ...]:
    """Return the lines without lone marks at the picture's edge, which cuts them off, unless there is nothing else."""
    height, width = photo.grey.shape
    near = settings.evidence.edge_margin * max(width, height)
    whole = tuple(line for line in lines if len(line.digits) > 1 or _from_edge(line.box, width, height) >= near)
    return whole or lines


def _from_edge(box: Box, width: int, height: int) -> int:
    """Return how many pixels a box stays away from the nearest edge of a picture."""
    x, y, w, h = box
    return min(x, y, width - x - w, height - y - h)
