"""A line's stages drawn."""

import itertools

import numpy as np
import pytest

from digitreader.decision.line_recognizer import load_line_recognizer
from digitreader.explain import line_pictures
from digitreader.explain.line_stages import LineStages, follow_line
from digitreader.explain.rivals import Rival, named, rivals
from digitreader.explain.stages import follow
from digitreader.recognition.classifier import CLASSES, NOT_A_DIGIT, Classifier
from digitreader.ui.samples import FOLDER


@pytest.fixture(scope="module")
def line(classifier: Classifier) -> LineStages:
    line_recognizer = load_line_recognizer()
    return follow_line(follow((FOLDER / "touching-digits.jpg").read_bytes(), classifier, line_recognizer), 0)


def row(**shares: float) -> np.ndarray:
    found = np.zeros(CLASSES, np.float32)
    for name, share in shares.items():
        found[NOT_A_DIGIT if name == "none" else int(name[1:])] = share
    return found


def test_what_the_network_takes_a_candidate_for_is_named() -> None:
    assert named(row(_7=0.987, none=0.01)) == "7: 98 %"
    assert named(row(_7=0.2, none=0.8)) == "none: 80 %"
    assert named(row(_7=1.0)) == "7: 99 %"


def test_chosen_candidates_come_first_and_no_two_lie_on_each_other(line: LineStages) -> None:
    found = rivals(line, 0)
    chosen = [rival.chosen for rival in found]
    assert chosen == sorted(chosen, reverse=True)
    assert {r.candidate.start for r in found if r.chosen} <= {step.candidate.start for step in line.path}
    for row_of_cards in {rival.row for rival in found}:
        _are_apart([rival for rival in found if rival.row == row_of_cards])


def _are_apart(cards: list[Rival]) -> None:
    middles = sorted(sum(card.span) / 2 for card in cards)
    assert all(b - a >= line_pictures.CARD for a, b in itertools.pairwise(middles))


def test_the_followed_digit_is_in_the_picture_of_candidates(line: LineStages) -> None:
    for place, digit in enumerate(line.digits):
        assert digit.box in [rival.candidate.component.box for rival in rivals(line, place) if rival.chosen]
