"""The story of a photo: bytes in, digits out."""

from contextlib import suppress
from dataclasses import dataclass, replace

from digitreader.advice.advice import advise, with_crossed_out
from digitreader.decision.crossed_out import agreed, find_crossed_out, leave_out
from digitreader.decision.decide import decide
from digitreader.decision.line_recognizer import LineRecognizer
from digitreader.decision.vote import needs_retry, vote
from digitreader.errors import TooMuchWriting
from digitreader.geometry import Box
from digitreader.intake.photo import Photo, open_photo
from digitreader.layout.ink import Ink, find_ink, other_inks
from digitreader.layout.lines import TextLine, find_lines
from digitreader.recognition.classifier import Classify
from digitreader.recognition.decoder import build_lattices
from digitreader.recognition.digit import Digit, DigitLine
from digitreader.recognition.lattice import Lattice
from digitreader.settings import Settings
from digitreader.settings.decision import CrossedSettings, DoubtSettings
from digitreader.trace import UNTRACED, Made, Trace


@dataclass(frozen=True, eq=False)
class Reading:
    """What was read in a photo; no lines where there was nothing to read.

    advice: sentences for the visitor when the photo itself is the problem, or when nothing was found or left out.
    crossed_out: where something is crossed out and was not read.
    """

    photo: Photo
    ink: Ink
    lines: tuple[DigitLine, ...]
    advice: tuple[str, ...]
    crossed_out: tuple[Box, ...] = ()

    @property
    def text(self) -> str:
        """The digits of the lines as text, one line below the other."""
        return "\n".join(line.text for line in self.lines)

    @property
    def written(self) -> str:
        """The same with the signs and gaps among the digits, as the lines were written."""
        return "\n".join(line.written for line in self.lines)

    @property
    def digits(self) -> tuple[Digit, ...]:
        """All digits in reading order."""
        return tuple(digit for line in self.lines for digit in line.digits)

    @property
    def doubts(self) -> int:
        """How many digits and signs a person should look at."""
        return sum(line.doubts for line in self.lines)


LINES = Made[tuple[TextLine, ...]]("lines")
LATTICES = Made[tuple[Lattice, ...]]("lattices")
READING = Made[Reading]("a reading")  # of one ink; in the trace of the whole photo, the one that won


def read_photo(
    data: bytes,
    classifier: Classify,
    settings: Settings | None = None,
    line_recognizer: LineRecognizer | None = None,
    trace: Trace = UNTRACED,
) -> Reading:
    """Read the numbers in a photo; a short text in doubt is read from other inks as well, and the readings vote.

    Args:
        data: the bytes of a JPEG, PNG or HEIC file.
        classifier: the network of tiles, float32 (n, 28, 28) -> (n, 11).
        settings: the thresholds of all stages; the usual ones if left out.
        line_recognizer: reads each line as a whole beside the decoder; without it the decoder alone decides.
        trace: keeps what the stages make, for those who want to look at it.

    Raises:
        ReadError: the upload cannot be read as a photo; the text says why and what to do.
    """
    settings = settings or Settings()
    photo = open_photo(data, settings.photo)
    ink = find_ink(photo, settings.ink, trace)
    readings = [read_ink(photo, ink, classifier, settings, line_recognizer, trace)]
    if line_recognizer is not None and needs_retry(readings[0].lines, settings.decision.vote):
        for other in other_inks(ink, settings.ink, trace):
            with suppress(TooMuchWriting):  # the first reading stands
                readings.append(read_ink(photo, other, classifier, settings, line_recognizer, trace))
    reading = _without_crossed_out(_elected(readings, settings.decision.doubt), settings.decision.crossed)
    trace.keep(READING, reading)
    return reading


def read_ink(
    photo: Photo,
    ink: Ink,
    classifier: Classify,
    settings: Settings,
    line_recognizer: LineRecognizer | None,
    trace: Trace = UNTRACED,
) -> Reading:
    """Read a photo once, from ink that is known; the trace gets a pass of its own for it.

    What is crossed out is still among its digits: only all readings together leave it out.
    """
    kept = trace.begin_pass()
    lines = find_lines(ink, settings.layout, kept)
    kept.keep(LINES, lines)
    candidates = build_lattices(lines, ink, classifier, settings.recognition)
    kept.keep(LATTICES, tuple(candidates))
    numbers = decide(candidates, ink, line_recognizer, settings.decision, settings.recognition, kept)
    crossed_out = find_crossed_out(numbers, lines, settings.decision.crossed) if line_recognizer else ()
    digits = tuple(digit for line in numbers for digit in line.digits)
    reading = Reading(photo, ink, numbers, advise(photo, ink, lines, digits, settings.advice), crossed_out)
    kept.keep(READING, reading)
    return reading


def _elected(readings: list[Reading], settings: DoubtSettings) -> Reading:
    """The reading that wins the vote among several of one photo, less confident where they disagree."""
    if len(readings) == 1:
        return readings[0]
    chosen, lines = vote([reading.lines for reading in readings], settings)
    crossed_out = agreed(readings[chosen].crossed_out, [reading.crossed_out for reading in readings])
    return replace(readings[chosen], lines=lines, crossed_out=crossed_out)


def _without_crossed_out(reading: Reading, settings: CrossedSettings) -> Reading:
    """A reading without the digits that stand where something is crossed out, which its advice tells."""
    lines = leave_out(reading.lines, reading.crossed_out, settings)
    advice = with_crossed_out(reading.advice, len(reading.crossed_out), bool(lines))
    return replace(reading, lines=lines, advice=advice)
