from itertools import pairwise, product

import numpy as np
import pytest

from digitreader.geometry import Box
from digitreader.layout.components import Component
from digitreader.layout.ink import Ink
from digitreader.layout.lines import TextLine
from digitreader.recognition.candidates import Step
from digitreader.recognition.classifier import CLASSES, NOT_A_DIGIT, Classify
from digitreader.recognition.decoder import build_lattices
from digitreader.recognition.lattice import Lattice
from digitreader.recognition.tile import Tile
from digitreader.settings.recognition import LatticeSettings

TILE = Tile(np.zeros((28, 28), np.float32))


def guesses(seed: int, values: int = 2) -> Classify:
    """A classifier that guesses among a few digits and "not one digit", the same for as many tiles."""

    def classify(tiles: np.ndarray) -> np.ndarray:
        rows = np.full((len(tiles), CLASSES), 1e-12, np.float32)
        drawn = np.random.default_rng((seed, len(tiles))).dirichlet(np.ones(values + 1), len(tiles))
        rows[:, [*range(values), NOT_A_DIGIT]] = drawn
        return rows

    return classify


def lattice_of(*xs: int, seed: int = 0, width: int = 10, height: int = 50) -> Lattice:
    """The lattice of a line of bars, guessed at."""
    darkness = np.zeros((100, max(xs) + width + 20), np.float32)
    for x in xs:
        darkness[20 : 20 + height, x : x + width] = 0.8
    line = TextLine(tuple(Component(Box(x, 20, width, height), np.ones((height, width), bool)) for x in xs))
    return build_lattices((line,), Ink(darkness > 0.4, darkness), guesses(seed))[0]


def stroke(x: int, y: int, width: int, height: int) -> Component:
    return Component(Box(x, y, width, height), np.ones((height, width), bool))


def text(steps: list[Step]) -> str:
    return "".join(str(step.value) for step in steps)


NEAR = (20, 36, 52, 100, 116)  # the first three may be one digit or up to three, and so may the last two


@pytest.mark.parametrize("seed", range(6))
def test_the_likeliest_path_spells_its_own_text_as_likely_as_it_is(seed: int) -> None:
    lattice = lattice_of(*NEAR, seed=seed)
    best, steps = lattice.viterbi()
    score, spelt = lattice.constrained_viterbi(text(steps))
    assert score == pytest.approx(best)
    assert [step.candidate for step in spelt] == [step.candidate for step in steps]


@pytest.mark.parametrize("seed", range(2))
def test_the_best_of_all_spellings_is_the_likeliest(seed: int) -> None:
    lattice = lattice_of(*NEAR, seed=seed)
    best, steps = lattice.viterbi()
    texts = ["".join(digits) for count in range(6) for digits in product("01", repeat=count)]
    found = {t: lattice.constrained_viterbi(t)[0] for t in texts}
    assert max(found.values()) == pytest.approx(best)
    assert max(found, key=lambda t: found[t]) == text(steps)


@pytest.mark.parametrize("said", ["0", "10", "0110"])
def test_the_pieces_of_a_spelling_follow_each_other_from_left_to_right(said: str) -> None:
    _, steps = lattice_of(*NEAR).constrained_viterbi(said)
    assert len(steps) == len(said)
    for before, after in pairwise(steps):
        assert before.candidate.end <= after.candidate.start


def test_a_text_of_more_digits_than_pieces_cannot_be_spelt() -> None:
    lattice = lattice_of(*NEAR)
    assert np.isfinite(lattice.constrained_viterbi("01201")[0])
    assert lattice.constrained_viterbi("012012") == (-np.inf, [])


def test_a_text_may_be_spelt_by_digits_the_network_does_not_see() -> None:
    lattice = lattice_of(20, 120)
    score, steps = lattice.constrained_viterbi("89")
    assert -np.inf < score < lattice.viterbi()[0]
    assert [step.candidate.start for step in steps] == [0, 1]


def test_nothing_is_spelt_where_all_is_no_digit() -> None:
    lattice = lattice_of(20, 120)
    score, steps = lattice.constrained_viterbi("")
    assert np.isfinite(score)
    assert steps == []


def test_a_flat_line_of_points_spells_nothing_but_nothing() -> None:
    line = TextLine((stroke(0, 0, 10, 50), stroke(30, 45, 6, 6)))
    darkness = np.zeros((60, 60), np.float32)
    for x, y, width, height in (s.box for s in line.components):
        darkness[y : y + height, x : x + width] = 0.8
    (lattice,) = build_lattices((line,), Ink(darkness > 0.4, darkness), guesses(0))
    assert np.isfinite(lattice.constrained_viterbi("1")[0])
    assert lattice.constrained_viterbi("11") == (-np.inf, [])  # a point is never a digit


def test_a_candidate_needs_a_row_of_probabilities() -> None:
    lattice = lattice_of(20, 120)
    with pytest.raises(ValueError, match="shorter"):
        Lattice(lattice.line, lattice.pieces, lattice.candidates, lattice.probabilities[:1], LatticeSettings())


def test_asking_a_lattice_changes_nothing() -> None:
    lattice = lattice_of(*NEAR)
    before = lattice.probabilities.copy()
    first = lattice.viterbi()[0]
    lattice.constrained_viterbi("012")
    np.testing.assert_array_equal(lattice.probabilities, before)
    assert lattice.viterbi()[0] == first
