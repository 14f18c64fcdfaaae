import numpy as np
import pytest
from sheets import bar, sheet_with

from digitreader.geometry import Box
from digitreader.layout.components import Component, connected_components, join
from digitreader.settings.layout import ComponentSettings


def test_a_components_thickness_is_that_of_its_strokes() -> None:
    for thickness in (4, 8, 16):
        assert bar(0, 0, thickness, 100).thickness == pytest.approx(thickness, abs=1.7)


def test_joined_components_fill_the_box_around_both() -> None:
    both = join([bar(10, 20, 4, 6), bar(18, 22, 3, 10)])
    assert both.box == (10, 20, 11, 12)
    assert both.mask.sum() == 4 * 6 + 3 * 10
    assert both.mask[:6, :4].all()
    assert both.mask[2:, 8:].all()


def test_joining_one_component_changes_nothing() -> None:
    one = bar(10, 20, 4, 6)
    assert join([one]).box == one.box
    np.testing.assert_array_equal(join([one]).mask, one.mask)


def test_a_components_middle_is_that_of_its_box() -> None:
    assert bar(10, 20, 4, 6).middle == (12, 23)


@pytest.mark.parametrize("shape", [(6, 5), (4, 6), (6,)])
def test_a_mask_must_fill_its_box(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="does not fill the box"):
        Component(Box(10, 20, 4, 6), np.ones(shape, bool))


@pytest.mark.parametrize("busy", [0, 1_000])
def test_a_busy_picture_is_counted_and_gives_the_same_components(busy: int) -> None:
    mask = sheet_with(Box(10, 20, 4, 6), Box(30, 20, 40, 8), Box(60, 26, 5, 70)).mask
    found = connected_components(mask, 0, ComponentSettings(busy=busy))
    assert [component.box for component in found] == [Box(10, 20, 4, 6), Box(30, 20, 40, 76)]
