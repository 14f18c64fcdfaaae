import numpy as np
import pytest
from sheets import ink_from, sheet_with

from digitreader.errors import TooMuchWriting
from digitreader.geometry import Box
from digitreader.layout.writing import find_components
from digitreader.settings.layout import ComponentSettings, LayoutSettings


def test_a_components_mask_is_its_own_ink_alone() -> None:
    darkness = np.zeros((400, 600), np.float32)
    darkness[100:160, 60:110] = 0.8
    darkness[106:154, 66:104] = 0
    darkness[126:134, 81:89] = 0.8  # inside its box, not of it
    darkness[100:160, 180:195] = 0.8
    found = find_components(ink_from(darkness), LayoutSettings())
    masks = [component.mask for component in sorted(found, key=lambda component: component.box)]
    np.testing.assert_array_equal(masks[-1], np.ones((60, 15), bool))


def test_a_component_inside_another_is_one_of_its_own() -> None:
    darkness = np.zeros((400, 600), np.float32)
    darkness[100:300, 100:300] = 0.8
    darkness[110:290, 110:290] = 0
    darkness[150:250, 190:205] = 0.8
    found = find_components(ink_from(darkness), LayoutSettings())
    assert [component.box for component in found] == [(190, 150, 15, 100)]  # the one around it is a frame


def test_more_marks_than_any_page_has_are_refused() -> None:
    three = sheet_with(*(Box(60 * k, 100, 14, 50) for k in (1, 2, 3)))
    assert len(find_components(three, LayoutSettings())) == 3
    with pytest.raises(TooMuchWriting, match="Photograph or crop a part of it"):
        find_components(three, LayoutSettings(components=ComponentSettings(max_marks=2)))
