"""The digits of a fused line: where they stand, how certain they are, and what else they may be."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from digitreader.decision.calibration import Calibration, Evidence
from digitreader.decision.fusion import FusedLine
from digitreader.geometry import Box
from digitreader.layout.components import Component
from digitreader.layout.ink import Ink
from digitreader.layout.lines import TextLine
from digitreader.recognition.candidates import Step
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.ctc import forced_alignment
from digitreader.recognition.digit import Digit
from digitreader.recognition.strip import STRIDE, Strip
from digitreader.recognition.tile import make_tile
from digitreader.settings.decision import DoubtSettings
from digitreader.settings.recognition import TileSettings


def calibrated_digit(
    step: Step,
    value: str,
    posterior: dict[str, float],
    evidence: Evidence,
    calibration: Calibration,
    settings: DoubtSettings,
) -> Digit:
    """Make a digit with its calibrated confidence; its alternatives share what is left."""
    confidence = calibration(evidence)
    rivals = {digit: share for digit, share in posterior.items() if digit not in ("", value)}
    for digit, share in enumerate(step.probabilities[:NOT_A_DIGIT].tolist()):
        if str(digit) != value:
            rivals[str(digit)] = max(rivals.get(str(digit), 0.0), settings.tile_weight * share)
    scale = (1 - confidence) / max(sum(rivals.values()), 1 - confidence, 1e-9)
    alternatives = tuple((digit, share * scale) for digit, share in likeliest(rivals, settings))
    doubtful = confidence < settings.digit_below
    return Digit(value, confidence, alternatives, step.candidate.component.box, step.candidate.tile, doubtful)


def likeliest(rivals: dict[str, float], settings: DoubtSettings) -> list[tuple[str, float]]:
    """Pick the likeliest alternatives, with their probabilities."""
    return sorted(rivals.items(), key=lambda rival: -rival[1])[: settings.alternatives]


def mark_least_certain(digits: Sequence[Digit], settings: DoubtSettings) -> tuple[Digit, ...]:
    """Mark the least certain digit of a line that is doubtful as a whole, if no digit is marked."""
    sure = float(np.prod([digit.confidence for digit in digits])) >= settings.line_below
    if sure or any(digit.doubtful for digit in digits):
        return tuple(digits)
    least = min(range(len(digits)), key=lambda k: digits[k].confidence)
    return (*digits[:least], replace(digits[least], doubtful=True), *digits[least + 1 :])


def steps_from_timesteps(
    fused: FusedLine, strip: Strip, line: TextLine, ink: Ink, settings: TileSettings
) -> tuple[Step, ...]:
    """Make steps for digits that the pieces cannot spell: the ink around the timestep where each was read."""
    timesteps = np.array(forced_alignment(fused.timesteps, fused.text))
    centres = strip.left + (timesteps + 0.5) * STRIDE / strip.scale
    between = (centres[1:] + centres[:-1]) / 2
    reach = settings.reach * line.height
    lefts = np.maximum(np.concatenate([[centres[0] - reach], between]), centres - reach)
    rights = np.minimum(np.concatenate([between, [centres[-1] + reach]]), centres + reach)
    return tuple(_step_between(a, b, line, ink, settings) for a, b in zip(lefts, rights, strict=True))


def _step_between(left: float, right: float, line: TextLine, ink: Ink, settings: TileSettings) -> Step:
    """Make a step that the classifier was not asked about of the ink between two columns of a line."""
    around = Box.union(component.box for component in line.components)
    x = int(np.clip(left, 0, ink.mask.shape[1] - 2))
    mask = ink.mask[around.y : around.bottom, x : x + max(2, round(right - x))]
    component = Component(Box(x, around.y, mask.shape[1], mask.shape[0]), mask)
    return Step.unseen(component, make_tile(component, ink, settings))
