"""Calibration: a digit's confidence is how often digits with such evidence are right."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitreader.settings.decision import CalibrationSettings

FEATURES = 5  # of the evidence for a digit
BOUNDS = CalibrationSettings()


@dataclass(frozen=True)
class Evidence:
    """What speaks for one digit of a line.

    share: its posterior by decoder and line reader together, 0 to 1. tile: the classifier's probability of it for its
    own tile, 0 without one. agreed: whether the decoder alone reads it too. line: the line reader's log-probability of
    the whole text, divided by the number of its digits.
    """

    share: float
    tile: float
    agreed: bool
    line: float

    @property
    def features(self) -> NDArray[np.float64]:
        """(5,): log-odds of share and tile, agreement, how unlikely any other text is, and one."""
        wrong = np.log(-np.expm1(min(self.line, BOUNDS.max_line_log_prob)))
        line = float(np.clip(wrong, BOUNDS.min_line_feature, 0.0))
        return np.array([_log_odds(self.share), _log_odds(self.tile), float(self.agreed), -line, 1.0])


@dataclass(frozen=True)
class Calibration:
    """A logistic regression on the evidence, fitted on synthetic lines that the networks were not trained on.

    weights: of the features, in their order.

    Source: Platt 1999, "Probabilistic outputs for support vector machines".
    """

    weights: tuple[float, ...]

    def __post_init__(self) -> None:
        """Refuse weights that do not fit the features."""
        numbers = all(isinstance(weight, (int, float)) and np.isfinite(weight) for weight in self.weights)
        if len(self.weights) != FEATURES or not numbers:
            raise ValueError(f"a calibration is a number for each of the {FEATURES} features, not {self.weights}")

    def __call__(self, evidence: Evidence) -> float:
        """The confidence in a digit: the share of digits with such evidence that are right, 0 to 1."""
        return float(1 / (1 + np.exp(-float(evidence.features @ np.array(self.weights)))))


def _log_odds(share: float) -> float:
    """The log-odds of a probability, within bounds."""
    odds = max(share, BOUNDS.min_probability) / max(1 - share, BOUNDS.min_probability)
    return float(np.clip(np.log(odds), -BOUNDS.max_log_odds, BOUNDS.max_log_odds))
