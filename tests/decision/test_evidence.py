import numpy as np
import pytest

from digitreader.decision.evidence import credible, digit_share, without_cut_off
from digitreader.geometry import Box
from digitreader.layout.ink import Ink
from digitreader.recognition.digit import Digit, DigitLine
from digitreader.recognition.tile import Tile
from digitreader.settings.decision import EvidenceSettings

SHAPE = (200, 400)
SETTINGS = EvidenceSettings(edge_margin=0.01, writing_share=0.1)  # 4 pixels; a tenth of the ink
TILE = Tile(np.zeros((28, 28), np.float32))


def line(*boxes: tuple[int, int, int, int], confidence: float = 1.0) -> DigitLine:
    return DigitLine(tuple(Digit("4", confidence, (), Box(*box), TILE, False) for box in boxes))


def ink(*boxes: tuple[int, int, int, int]) -> Ink:
    """Ink that fills these boxes."""
    darkness = np.zeros(SHAPE, np.float32)
    for box in boxes:
        darkness[Box(*box).slices] = 0.8
    return Ink(darkness > 0, darkness)


MIDDLE, ELSEWHERE = (100, 80, 20, 40), (200, 80, 20, 40)
AT_THE_EDGES = {
    "left": (3, 80, 20, 40),
    "top": (100, 3, 20, 40),
    "right": (377, 80, 20, 40),
    "bottom": (9, 157, 20, 40),
}


@pytest.mark.parametrize("side", list(AT_THE_EDGES))
def test_a_lone_digit_at_an_edge_is_dropped(side: str) -> None:
    whole, cut = line(MIDDLE), line(AT_THE_EDGES[side])
    assert without_cut_off((whole, cut), SHAPE, SETTINGS) == (whole,)


def test_a_lone_digit_a_little_away_from_the_edge_stays() -> None:
    lines = line(MIDDLE), line((4, 80, 20, 40))
    assert without_cut_off(lines, SHAPE, SETTINGS) == lines


def test_a_line_of_several_digits_at_an_edge_stays() -> None:
    lines = line(MIDDLE), line((0, 80, 20, 40), (30, 80, 20, 40))
    assert without_cut_off(lines, SHAPE, SETTINGS) == lines


def test_a_lone_digit_at_an_edge_stays_where_nothing_else_was_read() -> None:
    lines = (line((0, 80, 20, 40)),)
    assert without_cut_off(lines, SHAPE, SETTINGS) == lines


def test_the_share_of_ink_in_digits_counts_each_by_its_confidence() -> None:
    page = ink(MIDDLE, ELSEWHERE)
    assert digit_share((line(MIDDLE),), page) == pytest.approx(0.5)
    assert digit_share((line(MIDDLE, confidence=0.6),), page) == pytest.approx(0.3)
    assert digit_share((line(MIDDLE), line(ELSEWHERE)), page) == pytest.approx(1)


def test_without_ink_or_digits_the_share_is_none() -> None:
    assert digit_share((line(MIDDLE),), ink()) == 0
    assert digit_share((), ink(MIDDLE)) == 0


@pytest.mark.parametrize(("confidence", "believed"), [(0.3, True), (0.1, False)])
def test_digits_are_dropped_where_most_ink_is_something_else(confidence: float, believed: bool) -> None:
    lines = (line(MIDDLE, confidence=confidence),)
    assert credible(lines, ink(MIDDLE, ELSEWHERE), SETTINGS) == (lines if believed else ())


def test_a_digit_cut_off_is_no_evidence_for_the_others() -> None:
    large, leaf = (0, 0, 90, 150), line(MIDDLE, confidence=0.1)
    assert credible((line(large), leaf), ink(large, MIDDLE), SETTINGS) == ()
