"""Fit the confidence calibration on synthetic photos of held-out digits."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from digitreader.decision.alignment import align
from digitreader.decision.calibration import Calibration, Evidence
from digitreader.decision.line_recognizer import recognize_with_retry
from digitreader.recognition.classifier import Classify
from digitreader.recognition.line_reader import ReadStrip
from digitreader.recognition.strip import make_strip
from digitreader.settings import Settings
from digitreader.training.synthesis.glyph_bank import GlyphBank
from digitreader.training.synthesis.synthetic_photos import lattices_of, make_synthetic_photo

BINS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 1.0)  # bin edges of the reliability table


@dataclass(frozen=True, eq=False)
class Judged:
    """Digits read in synthetic photos, with the evidence for each and whether it was right, bool (n,)."""

    evidence: tuple[Evidence, ...]
    right: NDArray[np.bool_]

    def __add__(self, other: "Judged") -> "Judged":
        """The digits of both."""
        return Judged(self.evidence + other.evidence, np.concatenate([self.right, other.right]))


def judged_digits(
    classifier: Classify, read_strip: ReadStrip, held: list[GlyphBank], count: int, seed: int, settings: Settings
) -> Judged:
    """Read `count` synthetic photos of one line each, drawn from held-out digits."""
    rng = np.random.default_rng((seed, 2**30))
    evidence: list[Evidence] = []
    right: list[bool] = []
    for _ in range(count):
        made = make_synthetic_photo(held, rng)
        ink, read = lattices_of(made, classifier, settings)
        for lattice in read:
            strip = make_strip(lattice.line, ink, settings.recognition.strip)
            verdict = recognize_with_retry(lattice, strip, read_strip, settings.decision.fusion)
            evidence.extend(verdict.evidence)
            right.extend(a == b for a, b in zip(verdict.text, align(verdict.text, made.text), strict=True))
    return Judged(tuple(evidence), np.array(right, bool))


def fit(judged: Judged) -> Calibration:
    """Fit the calibration by logistic regression."""
    features = np.stack([evidence.features for evidence in judged.evidence])
    model = LogisticRegression(C=1.0, fit_intercept=False, max_iter=1000).fit(features, judged.right)
    return Calibration(tuple(round(float(weight), 5) for weight in model.coef_[0]))


def reliability(calibration: Calibration, judged: Judged) -> list[dict[str, float]]:
    """For each confidence bin: the number of digits, their mean confidence, and the share that is right."""
    confidences = np.array([calibration(evidence) for evidence in judged.evidence])
    rows = []
    for low, high in pairwise(BINS):
        among = (confidences >= low) & (confidences < high if high < 1 else confidences <= high)
        if among.any():
            rows.append(
                {
                    "from": low,
                    "to": high,
                    "digits": int(among.sum()),
                    "confidence": round(float(confidences[among].mean()), 4),
                    "right": round(float(judged.right[among].mean()), 4),
                }
            )
    return rows
