import numpy as np
import pytest

from digitreader.geometry import Box
from digitreader.layout.components import Component
from digitreader.recognition.candidates import Candidate, Step, is_bar
from digitreader.recognition.classifier import CLASSES, NOT_A_DIGIT
from digitreader.recognition.tile import Tile
from digitreader.settings.recognition import LatticeSettings

STROKE = Component(Box(3, 4, 5, 9), np.ones((9, 5), bool))
TILE = Tile(np.zeros((28, 28), np.float32))


def test_a_step_has_the_value_of_its_likeliest_digit_even_where_it_is_likely_none() -> None:
    row = np.zeros(CLASSES, np.float32)
    row[[4, 7, NOT_A_DIGIT]] = 0.1, 0.3, 0.6
    assert Step(Candidate(0, 1, STROKE, TILE), row).value == 7


def test_a_step_the_network_was_not_asked_about_has_no_probabilities() -> None:
    unseen = Step.unseen(STROKE, TILE)
    assert unseen.candidate.component.box == (3, 4, 5, 9)
    np.testing.assert_array_equal(unseen.probabilities, np.zeros(CLASSES))


@pytest.mark.parametrize(
    ("width", "height", "filled", "bar"), [(90, 20, 1, True), (70, 20, 1, False), (90, 20, 2, False)]
)
def test_a_bar_is_long_and_nearly_solid(width: int, height: int, filled: int, bar: bool) -> None:
    mask = np.zeros((height, width), bool)
    mask[:, ::filled] = True
    assert is_bar(Component(Box(0, 0, width, height), mask), LatticeSettings()) is bar
