import numpy as np
from sheets import drawn, ink_from, sheet_with

from digitreader.layout.ink import Ink
from digitreader.layout.writing import find_components
from digitreader.settings.layout import LayoutSettings, ScenerySettings


def test_the_edge_of_a_shadow_is_no_writing() -> None:
    """Dark on one side, paper on the other: seen as a bar once it is thresholded."""
    written = sheet_with((100, 100, 14, 60))
    shaded = Ink(written.mask, np.where(np.arange(600) < 114, np.maximum(written.darkness, 0.7), 0).astype(np.float32))
    assert [component.box for component in find_components(written, LayoutSettings())] == [(100, 100, 14, 60)]
    assert find_components(shaded, LayoutSettings()) == []


def crop(height: int) -> Ink:
    """A crop with a digit from its top edge to near its bottom, hollow as an 8, and one that lies inside."""
    darkness = np.zeros((height, 400), np.float32)
    darkness[: height - 1, 60:120] = 0.8
    darkness[12 : height - 12, 66:114] = 0
    darkness[10 : height - 10, 200:216] = 0.8
    darkness[0, 60:100] = 0  # only the middle of its roof touches
    return ink_from(darkness)


def test_digits_that_touch_top_and_bottom_of_a_tight_crop_are_writing() -> None:
    assert len(find_components(crop(100), LayoutSettings())) == 2
    assert len(find_components(crop(100), LayoutSettings(scenery=ScenerySettings(crop_height=50)))) == 1


def test_in_a_larger_picture_what_touches_two_edges_is_scenery() -> None:
    assert len(find_components(crop(300), LayoutSettings())) == 1


def test_a_digit_that_a_tight_crop_cuts_off_below_is_kept_and_a_ruled_line_along_its_edge_is_not() -> None:
    two = [(60, 50), (90, 30), (110, 60), (60, 144), (130, 144)]
    beside = [(200, 30), (240, 30), (215, 120)]
    line = [(0, 148), (399, 148)]
    assert len(find_components(drawn((150, 400), two, beside), LayoutSettings())) == 2
    strict = LayoutSettings(scenery=ScenerySettings(crop_contact=0.1))
    assert len(find_components(drawn((150, 400), two, beside), strict)) == 1
    assert len(find_components(drawn((150, 400), line, beside), LayoutSettings())) == 1


def test_a_bar_that_stands_on_the_edge_of_a_tight_crop_is_a_one() -> None:
    one, beside = [(60, 20), (50, 149)], [(200, 30), (240, 30), (215, 120)]
    assert len(find_components(drawn((150, 400), one, beside), LayoutSettings())) == 2
    no_crop = LayoutSettings(scenery=ScenerySettings(crop_height=100))
    assert len(find_components(drawn((150, 400), one, beside), no_crop)) == 1
