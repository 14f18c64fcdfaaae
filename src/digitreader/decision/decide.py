"""From candidates to numbers: each line is read, and what is no writing is dropped."""

from dataclasses import replace

from digitreader.decision.evidence import credible
from digitreader.decision.line_recognizer import LineRecognizer, read_line
from digitreader.decision.sign_doubts import heeding_numbers
from digitreader.layout.ink import Ink
from digitreader.recognition.decoder import decode_line
from digitreader.recognition.digit import DigitLine
from digitreader.recognition.lattice import Lattice
from digitreader.settings.decision import DecisionSettings
from digitreader.settings.recognition import RecognitionSettings
from digitreader.trace import UNTRACED, Trace


def decide(
    candidates: list[Lattice],
    ink: Ink,
    line_recognizer: LineRecognizer | None,
    settings: DecisionSettings,
    pictures: RecognitionSettings,
    trace: Trace = UNTRACED,
) -> tuple[DigitLine, ...]:
    """Decide which numbers the candidates of a photo's lines are.

    Args:
        candidates: the lattice of each line, from top to bottom.
        ink: what they were found in.
        line_recognizer: reads each line as a whole beside the decoder; without it the decoder alone decides.
        settings: how networks and lines are weighed.
        pictures: how strips and tiles are cut from the ink.
        trace: keeps what the line recognizer made of each line.
    """
    if line_recognizer is None:
        decoded = (decode_line(lattice, settings.doubt) for lattice in candidates)
        read = [DigitLine(digits) for digits in decoded if digits]
    else:
        settings = _for_lines(len(candidates), settings)
        lines = (read_line(lattice, ink, line_recognizer, settings, pictures, trace) for lattice in candidates)
        read = [line for line in lines if line is not None]
    return heeding_numbers(credible(tuple(read), ink, settings.evidence), settings.signs)


def _for_lines(count: int, settings: DecisionSettings) -> DecisionSettings:
    """The settings for a photo of so many lines: each line of a long page is read once, since retries take too long."""
    if count <= settings.vote.max_lines:
        return settings
    return replace(settings, fusion=replace(settings.fusion, strip_width_scales=()))
