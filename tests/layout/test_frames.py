import numpy as np
import pytest
from sheets import drawn

from digitreader.layout.frames import remove_border
from digitreader.layout.writing import find_components
from digitreader.settings.layout import FrameSettings, LayoutSettings


def test_a_digit_beside_whose_ink_a_piece_of_its_neighbour_stands_is_no_frame() -> None:
    seven = [(100, 100), (260, 100), (200, 300)]  # its box holds the tail of what stands left of it
    found = find_components(drawn((400, 600), seven, [(120, 200), (130, 280)]), LayoutSettings())
    assert len(found) == 2


@pytest.mark.parametrize("sides", [3, 4])
def test_what_stands_around_a_component_on_three_sides_or_more_is_a_frame(sides: int) -> None:
    corners = [(100, 80), (400, 80), (400, 320), (100, 320), (100, 80)][: sides + 1]
    found = find_components(drawn((400, 600), corners, [(250, 150), (260, 250)]), LayoutSettings())
    assert [component.box.height < 150 for component in found] == [True]


def test_a_boxs_border_goes_and_what_touches_it_stays() -> None:
    box = np.zeros((60, 50), bool)
    box[:3], box[-3:], box[:, :3], box[:, -3:] = True, True, True, True
    digit = np.zeros_like(box)
    digit[20:50, 20:25] = True
    digit[30:34, 0:25] = True  # a stroke that runs into the left border
    left = remove_border(box | digit, 8, FrameSettings())
    assert left[20:50, 20:25].all()
    assert left[30:34, 3:25].all()
    assert not left[6:16].any()
    assert not left[:, 40:].any()
