import cv2
import numpy as np
import pytest
from handwriting import as_photo, photographed

from digitreader.advice.cutoff import SIDES, cut_side
from digitreader.layout.ink import find_ink
from digitreader.layout.lines import find_lines
from digitreader.recognition.decoder import Digit
from digitreader.recognition.tile import Tile
from digitreader.settings.advice import CutoffSettings

LEFT, TOP, RIGHT, BOTTOM = 60, 50, 358, 130  # pixels: where the writing of the sheet begins and ends


def zeros() -> np.ndarray:
    """A sheet with four zeros, 80 pixels high and written with a pen of 6."""
    sheet = np.zeros((180, 420), np.float32)
    for x in range(85, 400, 83):
        cv2.ellipse(sheet, (x, 90), (22, 37), 0, 0, 360, 1.0, 6, cv2.LINE_AA)
    return sheet


def side_of(sheet: np.ndarray, doubtful: bool = False, settings: CutoffSettings | None = None) -> str | None:
    ink = find_ink(as_photo(photographed(sheet)))
    lines = find_lines(ink)
    tile = Tile(np.zeros((28, 28), np.float32))
    digits = tuple(
        Digit("0", 0.9, (), s.box, tile, doubtful) for line in lines for s in line.components if s.box.height > 30
    )
    return cut_side(lines, digits, ink, settings or CutoffSettings())


CUTS = {
    "left": zeros()[:, LEFT + 25 :],
    "top": zeros()[TOP + 35 :],
    "right": zeros()[:, : RIGHT - 25],
    "bottom": zeros()[: BOTTOM - 35],
}


@pytest.mark.parametrize("side", SIDES)
def test_digits_cut_through_name_the_side(side: str) -> None:
    assert side_of(CUTS[side]) == side


@pytest.mark.parametrize("margin", [3, 50])
def test_writing_with_paper_around_it_is_not_cut_off(margin: int) -> None:
    assert side_of(zeros()[TOP - margin : BOTTOM + margin, LEFT - margin : RIGHT + margin]) is None


def with_a_tail() -> np.ndarray:
    """Four digits, one of which has a tail that ends at the bottom of the picture."""
    sheet = zeros()[: BOTTOM + 10].copy()
    cv2.line(sheet, (168, 125), (160, 150), 1.0, 6, cv2.LINE_AA)
    return sheet


def test_a_single_tail_that_touches_the_bottom_is_no_cut() -> None:
    assert side_of(with_a_tail()) is None
    assert side_of(with_a_tail(), settings=CutoffSettings(share=0.0)) is None  # one digit is never half of a line


def test_a_digit_in_doubt_that_touches_the_bottom_is_a_cut() -> None:
    assert side_of(with_a_tail(), doubtful=True) == "bottom"


def test_ink_that_is_pale_at_the_edge_only_touches_it() -> None:
    sheet = CUTS["left"].copy()
    sheet[:, :2] *= 0.6
    assert side_of(sheet) is None
    assert side_of(sheet, settings=CutoffSettings(darkness=0.3)) == "left"


def test_a_mark_that_stands_alone_at_the_edge_is_no_writing() -> None:
    sheet = np.pad(zeros(), ((0, 200), (0, 0)))
    cv2.line(sheet, (200, 320), (220, 379), 1.0, 6, cv2.LINE_AA)
    assert side_of(sheet) is None


def test_small_marks_at_the_edge_are_no_digits() -> None:
    sheet = zeros()[:, LEFT - 30 :].copy()
    cv2.line(sheet, (0, 90), (14, 70), 1.0, 6, cv2.LINE_AA)
    assert side_of(sheet) is None
    assert side_of(sheet, settings=CutoffSettings(height=0.0)) == "left"
