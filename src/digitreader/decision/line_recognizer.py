"""Reading a line with both networks: decoder and line reader are fused, in doubt after a second try."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from digitreader.decision.calibration import Calibration
from digitreader.decision.digits import calibrated_digit, mark_least_certain, steps_from_timesteps
from digitreader.decision.fusion import FusedLine, fuse
from digitreader.decision.line_signs import read_signs
from digitreader.errors import ModelError
from digitreader.layout.ink import Ink
from digitreader.recognition.candidates import is_bar
from digitreader.recognition.digit import DigitLine
from digitreader.recognition.lattice import Lattice
from digitreader.recognition.line_reader import LineReader, ReadStrip
from digitreader.recognition.model_files import how_to_restore, model_folder, read_measured
from digitreader.recognition.strip import Strip, make_strip, stretched
from digitreader.settings.decision import DecisionSettings, FusionSettings
from digitreader.settings.recognition import NetworkSettings, RecognitionSettings
from digitreader.trace import UNTRACED, Made, Trace


@dataclass(frozen=True)
class LineRecognizer:
    """The line reader, and the calibration of the confidences that it and the decoder come to."""

    read_strip: ReadStrip
    calibration: Calibration


class RecognizedLine(NamedTuple):
    """What both networks made of a line: its lattice, the strip that the line reader saw, and the two fused."""

    lattice: Lattice
    strip: Strip
    fused: FusedLine


FUSED = Made[RecognizedLine]("a line that both networks read")


def load_line_recognizer(folder: Path | None = None, threads: int = NetworkSettings.threads) -> LineRecognizer:
    """Load a model folder's line reader, after checking that it is the one its card was measured on.

    Args:
        folder: the model folder; the shipped model's if left out.
        threads: of the line reader's interpreter.

    Raises:
        ModelError: lines.tflite or lines.json is missing or broken, or their SHA-256 differ.
    """
    folder = folder or model_folder()
    model, card = read_measured(folder, "lines.tflite", "lines.json", "line reader")
    try:
        calibration = Calibration(tuple(card["calibration"]))
    except (ValueError, KeyError, TypeError) as error:
        restore = how_to_restore(folder, "line reader")
        raise ModelError(f"The line reader is missing or incomplete. {restore}") from error
    return LineRecognizer(LineReader(model, threads), calibration)


def read_line(
    lattice: Lattice,
    ink: Ink,
    line_recognizer: LineRecognizer,
    settings: DecisionSettings,
    pictures: RecognitionSettings,
    trace: Trace = UNTRACED,
) -> DigitLine | None:
    """Read a line with the decoder and the line reader; None if there is no digit in it."""
    if all(is_bar(component, lattice.settings) for component in lattice.line.components):
        return None  # what is left of ruled lines: as strips 32 pixels high they would be very long
    strip = make_strip(lattice.line, ink, pictures.strip)
    fused = recognize_with_retry(lattice, strip, line_recognizer.read_strip, settings.fusion)
    trace.keep(FUSED, RecognizedLine(lattice, strip, fused))
    if not fused.text:
        return None
    steps = fused.steps or steps_from_timesteps(fused, strip, lattice.line, ink, pictures.tile)
    rows = zip(steps, fused.text, fused.position_posteriors, fused.evidence, strict=True)
    digits = [calibrated_digit(*row, line_recognizer.calibration, settings.doubt) for row in rows]
    read_strip = line_recognizer.read_strip
    signs = read_signs(fused, steps, lattice.line, strip, ink, read_strip, settings.signs, pictures)
    return DigitLine(mark_least_certain(digits, settings.doubt), signs)


def recognize_with_retry(lattice: Lattice, strip: Strip, read_strip: ReadStrip, settings: FusionSettings) -> FusedLine:
    """Fuse what decoder and line reader make of a line; in doubt the line reader also reads wider, narrower strips."""
    first = read_strip(strip.pixels)
    fused = fuse(lattice, (first,), settings)
    scales = settings.strip_width_scales
    sure = fused.min_posterior >= settings.retry_below
    if sure or not scales or strip.pixels.shape[1] > settings.max_retry_columns:
        return fused
    return fuse(lattice, (first, *(read_strip(stretched(strip.pixels, scale)) for scale in scales)), settings)
