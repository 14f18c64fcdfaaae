"""How far to believe the reader: its calibration, fitted on made photos of lines that nobody trained on."""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from digitreader.calibration import Calibration, Evidence
from digitreader.classifier import Classify
from digitreader.decoder import lattices
from digitreader.ink import find_ink
from digitreader.line_reader import ReadStrip
from digitreader.lines import find_lines
from digitreader.opinion import aligned, judge
from digitreader.photo import Photo
from digitreader.settings import Settings
from digitreader.strip import make_strip
from digitreader.training.handwriting import Library
from digitreader.training.strips import draw_strip

WIDTHS = (96, 128, 176, 240)  # pixels; of the made lines
ZOOM = 4  # times; crops of a line are enlarged about so much
MARGIN = 5  # pixels of paper around a line, before that
PAPER, INK = (170, 250), (20, 120)  # grey levels
BINS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 1.0)  # confidences that a table of the calibration is split at


@dataclass(frozen=True, eq=False)
class Judged:
    """Digits that were read in made photos: what spoke for each, and whether it was right: bool (n,)."""

    evidence: tuple[Evidence, ...]
    right: NDArray[np.bool_]


def judged_digits(
    classifier: Classify, read_strip: ReadStrip, held: list[Library], count: int, seed: int, settings: Settings
) -> Judged:
    """Return what was read in so many made photos of one line each, drawn from digits that were held back."""
    rng = np.random.default_rng((seed, 2**30))
    evidence: list[Evidence] = []
    right: list[bool] = []
    for _ in range(count):
        strip, text = draw_strip(int(rng.choice(WIDTHS)), held, rng)
        ink = find_ink(_photo(strip, rng), settings)
        for lattice in lattices(find_lines(ink, settings), ink, classifier, settings):
            verdict = judge(lattice, read_strip(make_strip(lattice.line, ink, settings).pixels), settings)
            evidence.extend(verdict.evidence)
            right.extend(a == b for a, b in zip(verdict.text, aligned(verdict.text, text), strict=True))
    return Judged(tuple(evidence), np.array(right, bool))


def _photo(strip: NDArray[np.uint8], rng: np.random.Generator) -> Photo:
    """Return a strip as a small photo of a line on paper."""
    paper, ink = float(rng.uniform(*PAPER)), float(rng.uniform(*INK))
    padded = cv2.copyMakeBorder(strip, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=0)
    large = cv2.resize(padded, None, fx=ZOOM, fy=ZOOM, interpolation=cv2.INTER_CUBIC).astype(np.float32) / 255
    grey = np.clip(paper - (paper - ink) * large, 0, 255).astype(np.uint8)
    return Photo(np.repeat(grey[..., None], 3, axis=2), grey, 1.0, (grey.shape[1], grey.shape[0]))


def fit(judged: Judged) -> Calibration:
    """Return the calibration that makes what was judged likeliest."""
    features = np.stack([evidence.features for evidence in judged.evidence])
    model = LogisticRegression(C=1.0, fit_intercept=False, max_iter=1000).fit(features, judged.right)
    return Calibration(tuple(round(float(weight), 5) for weight in model.coef_[0]))


def reliability(calibration: Calibration, judged: Judged) -> list[dict[str, float]]:
    """Return for each range of confidence how many digits have it, its mean, and the share of them that is right."""
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
