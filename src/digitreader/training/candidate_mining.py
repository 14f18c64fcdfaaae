"""Candidate mining: the decoder's own candidates, right and wrong, from synthetic photos of lines."""

import numpy as np
from numpy.typing import NDArray

from digitreader.layout.components import Component
from digitreader.recognition.candidates import Candidate
from digitreader.recognition.classifier import NOT_A_DIGIT, Classify
from digitreader.recognition.tile import SIDE
from digitreader.settings import Settings
from digitreader.training.data.dataset import Dataset
from digitreader.training.synthesis.glyph_bank import GlyphBank
from digitreader.training.synthesis.synthetic_photos import SyntheticPhoto, lattices_of, make_synthetic_photo

WHOLE = 0.9  # of a digit's ink; a candidate with so much of it is that digit, ...
PART = 0.7  # ... one with less than that is a part of it, and what is in between is left out
FOREIGN = 0.1  # of a candidate's ink is another digit's, or ...
STRAY = 0.3  # ... no digit's at all, in a candidate that is a digit
SLENDER = 0.4  # of its height; what is narrower and no digit looks like a 1 all the same, and is left out
OTHERS = 0.6  # times as many that are no digit as digits
MIXED = 0.25  # of its ink; a candidate with so much of another digit is no digit


def mine_candidates(
    classifier: Classify, banks: list[GlyphBank], photos: int, seed: int, settings: Settings
) -> Dataset:
    """The tiles of the candidates in so many synthetic photos: all that are one digit, and some that are not.

    Args:
        classifier: the network that the decoder asks which strokes to cut.
        banks: what the lines are written with.
        photos: how many lines.
        seed: of the random choices.
        settings: the pipeline's thresholds.
    """
    rng = np.random.default_rng((seed, 2**28))
    tiles: list[NDArray[np.uint8]] = []
    labels: list[int] = []
    for _ in range(photos):
        found = labelled_candidates(make_synthetic_photo(banks, rng), classifier, settings)
        for candidate, label in _balanced(found, rng):
            tiles.append(np.rint(candidate.tile.pixels * 255).astype(np.uint8))
            labels.append(label)
    images = np.stack(tiles) if tiles else np.zeros((0, SIDE, SIDE), np.uint8)
    return Dataset(images, np.array(labels, np.uint8))


def labelled_candidates(made: SyntheticPhoto, classifier: Classify, settings: Settings) -> list[tuple[Candidate, int]]:
    """The decoder's candidates in a synthetic photo, each with its true class, 0 to 10."""
    ink, read = lattices_of(made, classifier, settings)
    found = [candidate for lattice in read for candidate in lattice.candidates]
    totals = np.bincount(made.owners[ink.mask], minlength=len(made.text) + 1)
    labelled = [(candidate, _label(candidate.component, made, totals)) for candidate in found]
    return [(candidate, label) for candidate, label in labelled if label is not None]


def _label(stroke: Component, made: SyntheticPhoto, totals: NDArray[np.intp]) -> int | None:
    """The class of a component by the owners of its ink; None where a person could not tell either.

    totals: int (digits + 1,), the inked pixels of no digit, then of each digit.
    """
    x, y, width, height = stroke.box
    counts = np.bincount(made.owners[y : y + height, x : x + width][stroke.mask], minlength=len(totals))
    stray, own = counts[0] / max(counts.sum(), 1), counts[1:]
    no_digit = None if width < SLENDER * height else NOT_A_DIGIT
    if not own.any():
        return no_digit
    digit = int(own.argmax())
    whole = own[digit] / totals[digit + 1]
    foreign = (own.sum() - own[digit]) / counts.sum()
    if whole < PART or foreign > MIXED:
        return no_digit
    return int(made.text[digit]) if whole >= WHOLE and foreign <= FOREIGN and stray <= STRAY else None


def _balanced(found: list[tuple[Candidate, int]], rng: np.random.Generator) -> list[tuple[Candidate, int]]:
    """All candidates that are a digit, and a random choice of fewer that are not, at least one."""
    digits = [one for one in found if one[1] != NOT_A_DIGIT]
    others = [one for one in found if one[1] == NOT_A_DIGIT]
    chosen = rng.permutation(len(others))[: max(1, round(OTHERS * len(digits)))]
    return digits + [others[k] for k in chosen]
