import numpy as np
import pytest

from digitreader.geometry import Box

BOX = Box(10, 20, 30, 40)


def test_a_box_knows_its_far_sides_its_middle_and_its_area() -> None:
    assert (BOX.right, BOX.bottom, BOX.middle, BOX.area) == (40, 60, (25.0, 40.0), 1_200)


def test_a_box_cuts_its_pixels_out_of_a_picture() -> None:
    picture = np.arange(100 * 80).reshape(100, 80)
    cut = picture[BOX.slices]
    assert cut.shape == (40, 30)
    assert cut[0, 0] == picture[20, 10]


def test_a_moved_box_keeps_its_size() -> None:
    assert BOX.moved(5, -7) == Box(15, 13, 30, 40)


@pytest.mark.parametrize(
    ("other", "columns", "rows", "pixels"),
    [
        (BOX, 30, 40, 1_200),
        (Box(30, 50, 30, 40), 10, 10, 100),
        (Box(40, 20, 30, 40), 0, 40, 0),  # side by side
        (Box(45, 70, 5, 5), -5, -10, 0),  # apart both ways: two negatives make no area
    ],
)
def test_boxes_share_columns_rows_and_pixels(other: Box, columns: int, rows: int, pixels: int) -> None:
    for a, b in ((BOX, other), (other, BOX)):
        assert (a.shared_columns(b), a.shared_rows(b), a.overlap(b)) == (columns, rows, pixels)


def test_a_union_is_the_smallest_box_around_all() -> None:
    assert Box.union(box for box in (BOX, Box(0, 50, 5, 20), Box(12, 25, 1, 1))) == Box(0, 20, 40, 50)
    assert Box.union([BOX]) == BOX


def test_there_is_no_box_around_nothing() -> None:
    with pytest.raises(ValueError, match="no boxes"):
        Box.union([])
