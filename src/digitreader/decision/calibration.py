"""From what speaks for a digit to how often such digits are right."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEATURES = 5  # of the evidence for a digit
MOST = 8.0  # log-odds; nothing is surer than 2999 in 3000


@dataclass(frozen=True)
class Evidence:
    """What speaks for one digit of a line.

    share: of the belief of both opinions that is in it, 0 to 1. tile: the probability the network gives its own tile, 0
    where it has none. agreed: whether the decoder alone would have read it too. line: the line reader's log-probability
    of the whole text, for each of its digits.
    """

    share: float
    tile: float
    agreed: bool
    line: float

    @property
    def features(self) -> NDArray[np.float64]:
        """(5,): log-odds of share and tile, agreement, the line's log-probability, and one."""
        line = float(np.clip(np.log(-np.expm1(min(self.line, -1e-4))), -9.0, 0.0))  # how unlikely anything else is
        return np.array([_log_odds(self.share), _log_odds(self.tile), float(self.agreed), -line, 1.0])


@dataclass(frozen=True)
class Calibration:
    """A logistic regression on the evidence, fitted on made lines that were not trained on.

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
        """Return the confidence in a digit: the share of digits with such evidence that are right, 0 to 1."""
        return float(1 / (1 + np.exp(-float(evidence.features @ np.array(self.weights)))))


def _log_odds(share: float) -> float:
    """Return the log-odds of a probability, within bounds."""
    return float(np.clip(np.log(max(share, 1e-9) / max(1 - share, 1e-9)), -MOST, MOST))
