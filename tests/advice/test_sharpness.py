import cv2
import numpy as np
import pytest
from handwriting import as_photo, ink_of, photographed

from digitreader.advice.sharpness import cut_outs, edge_width
from digitreader.layout.ink import find_ink
from digitreader.layout.lines import find_lines
from digitreader.settings.advice import AdviceSettings, SharpnessSettings

HEIGHT = 72


def width_of(grey: np.ndarray, settings: SharpnessSettings | None = None) -> float:
    ink = find_ink(as_photo(grey))
    boxes = [stroke.box for line in find_lines(ink) for stroke in line.components]
    return edge_width(cut_outs(boxes, ink, SharpnessSettings()), settings or SharpnessSettings())


def writing(height: int = HEIGHT) -> np.ndarray:
    return photographed(ink_of(["0123456789"], height))


def test_the_edges_of_blurred_writing_are_as_wide_as_the_blur_makes_them() -> None:
    widths = [width_of(cv2.GaussianBlur(writing(), (0, 0), sigma)) for sigma in (1, 3, 6)]
    assert widths == sorted(widths)
    assert widths[1] * HEIGHT == pytest.approx(2.56 * 3, rel=0.35)  # 10 % to 90 % of a Gaussian edge


def test_a_movement_counts_by_the_edges_that_lie_across_it() -> None:
    across = np.full((1, 15), 1 / 15, np.float32)
    settings = SharpnessSettings(edge_group=1.0)  # no direction holds all of the edges
    assert width_of(cv2.filter2D(writing(), -1, across)) > 2 * width_of(writing())
    assert width_of(cv2.filter2D(writing(), -1, across), settings) == 0.0


@pytest.mark.parametrize("height", [24, 72, 240])
def test_sharp_writing_of_any_size_has_thin_edges(height: int) -> None:
    assert width_of(writing(height)) < AdviceSettings().blurred


def test_the_grain_of_plain_paper_has_no_edges() -> None:
    assert width_of(photographed(np.zeros((300, 400), np.float32))) == 0.0


def test_an_edge_where_a_rule_was_taken_out_is_no_edge_of_the_writing() -> None:
    sheet = np.zeros((200, 300), np.float32)
    sheet[60:140, 100:112] = 1
    sheet[60:140, 170:182] = 1
    photo = as_photo(photographed(cv2.GaussianBlur(sheet, (0, 0), 1)))
    ink = find_ink(photo)
    halved = ink.mask.copy()
    halved[:, 106:112] = halved[:, 176:182] = False  # as if half of each stroke had been a rule
    boxes = [(100, 60, 12, 80), (170, 60, 12, 80)]
    width, without_check = (
        edge_width(cut_outs(boxes, type(ink)(halved, ink.darkness), settings), settings)
        for settings in (SharpnessSettings(), SharpnessSettings(edge_paper=2.0))
    )
    assert width < AdviceSettings().blurred
    assert without_check > 2 * width


def test_nothing_to_measure_is_no_width() -> None:
    assert edge_width([], SharpnessSettings()) == 0.0
