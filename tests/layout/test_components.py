import cv2
import numpy as np
import pytest

from digitreader.geometry import Box
from digitreader.layout.components import Component, join
from digitreader.layout.ink import Ink
from digitreader.layout.writing import find_components
from digitreader.settings import ScenerySettings, Settings


def sheet(*bars: Box) -> Ink:
    """A sheet with solid bars, one for each box."""
    darkness = np.zeros((400, 600), np.float32)
    for x, y, width, height in bars:
        darkness[y : y + height, x : x + width] = 0.8
    return Ink(darkness > 0.4, darkness)


def stroke(x: int, y: int, width: int, height: int) -> Component:
    return Component(Box(x, y, width, height), np.ones((height, width), bool))


def test_the_edge_of_a_shadow_is_no_stroke() -> None:
    """Dark on one side, paper on the other: seen as a bar once it is thresholded."""
    written = sheet((100, 100, 14, 60))
    shaded = Ink(written.mask, np.where(np.arange(600) < 114, np.maximum(written.darkness, 0.7), 0).astype(np.float32))
    assert [stroke.box for stroke in find_components(written, Settings())] == [(100, 100, 14, 60)]
    assert find_components(shaded, Settings()) == []


def test_a_strokes_thickness_is_that_of_its_line() -> None:
    for thickness in (4, 8, 16):
        stroke = Component(Box(0, 0, thickness, 100), np.ones((100, thickness), bool))
        assert stroke.thickness == pytest.approx(thickness, abs=1.7)


def test_a_strokes_mask_is_the_ink_of_that_stroke_alone() -> None:
    darkness = np.zeros((400, 600), np.float32)
    darkness[100:160, 60:110] = 0.8
    darkness[106:154, 66:104] = 0
    darkness[126:134, 81:89] = 0.8  # inside its box, not of it
    darkness[100:160, 180:195] = 0.8
    found = find_components(Ink(darkness > 0.4, darkness), Settings())
    masks = [stroke.mask for stroke in sorted(found, key=lambda stroke: stroke.box)]
    np.testing.assert_array_equal(masks[-1], np.ones((60, 15), bool))


def test_a_stroke_inside_another_is_a_stroke_of_its_own() -> None:
    darkness = np.zeros((400, 600), np.float32)
    darkness[100:300, 100:300] = 0.8
    darkness[110:290, 110:290] = 0
    darkness[150:250, 190:205] = 0.8
    found = find_components(Ink(darkness > 0.4, darkness), Settings())
    assert [stroke.box for stroke in found] == [(190, 150, 15, 100)]  # the one around it is a frame


def test_joined_strokes_fill_the_box_around_both() -> None:
    both = join([stroke(10, 20, 4, 6), stroke(18, 22, 3, 10)])
    assert both.box == (10, 20, 11, 12)
    assert both.mask.sum() == 4 * 6 + 3 * 10
    assert both.mask[:6, :4].all()
    assert both.mask[2:, 8:].all()


def test_joining_one_stroke_changes_nothing() -> None:
    one = stroke(10, 20, 4, 6)
    assert join([one]).box == one.box
    np.testing.assert_array_equal(join([one]).mask, one.mask)


def test_a_strokes_middle_is_that_of_its_box() -> None:
    assert stroke(10, 20, 4, 6).middle == (12, 23)


@pytest.mark.parametrize("shape", [(6, 5), (4, 6), (6,)])
def test_a_mask_must_fill_its_box(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="does not fill the box"):
        Component(Box(10, 20, 4, 6), np.ones(shape, bool))


def crop(height: int) -> Ink:
    """A crop with a digit from its top edge to near its bottom, hollow as an 8, and one that lies inside."""
    darkness = np.zeros((height, 400), np.float32)
    darkness[: height - 1, 60:120] = 0.8
    darkness[12 : height - 12, 66:114] = 0
    darkness[10 : height - 10, 200:216] = 0.8
    darkness[0, 60:100] = 0  # only the middle of its roof touches
    return Ink(darkness > 0.4, darkness)


def test_digits_that_touch_top_and_bottom_of_a_tight_crop_are_writing() -> None:
    assert len(find_components(crop(100), Settings())) == 2
    assert len(find_components(crop(100), Settings(scenery=ScenerySettings(crop_height=50)))) == 1


def test_in_a_larger_picture_what_touches_two_edges_is_scenery() -> None:
    assert len(find_components(crop(300), Settings())) == 1


def drawn(shape: tuple[int, int], *paths: list[tuple[int, int]], pen: int = 10) -> Ink:
    """What a pen drew through points."""
    darkness = np.zeros(shape, np.float32)
    for path in paths:
        cv2.polylines(darkness, [np.array(path, np.int32)], False, 0.8, pen)
    return Ink(darkness > 0.4, darkness)


def test_a_digit_beside_whose_ink_a_piece_of_its_neighbour_stands_is_no_frame() -> None:
    seven = [(100, 100), (260, 100), (200, 300)]  # its box holds the tail of what stands left of it
    found = find_components(drawn((400, 600), seven, [(120, 200), (130, 280)]), Settings())
    assert len(found) == 2


@pytest.mark.parametrize("sides", [3, 4])
def test_what_stands_around_a_stroke_on_three_sides_or_more_is_a_frame(sides: int) -> None:
    corners = [(100, 80), (400, 80), (400, 320), (100, 320), (100, 80)][: sides + 1]
    found = find_components(drawn((400, 600), corners, [(250, 150), (260, 250)]), Settings())
    assert [stroke.box.height < 150 for stroke in found] == [True]


def test_a_digit_that_a_tight_crop_cuts_off_below_is_kept_and_a_rule_along_its_edge_is_not() -> None:
    two = [(60, 50), (90, 30), (110, 60), (60, 144), (130, 144)]
    beside = [(200, 30), (240, 30), (215, 120)]
    rule = [(0, 148), (399, 148)]
    assert len(find_components(drawn((150, 400), two, beside), Settings())) == 2
    assert (
        len(find_components(drawn((150, 400), two, beside), Settings(scenery=ScenerySettings(crop_contact=0.1)))) == 1
    )
    assert len(find_components(drawn((150, 400), rule, beside), Settings())) == 1


def test_a_bar_that_stands_on_the_edge_of_a_tight_crop_is_a_one() -> None:
    one, beside = [(60, 20), (50, 149)], [(200, 30), (240, 30), (215, 120)]
    assert len(find_components(drawn((150, 400), one, beside), Settings())) == 2
    assert len(find_components(drawn((150, 400), one, beside), Settings(scenery=ScenerySettings(crop_height=100)))) == 1
