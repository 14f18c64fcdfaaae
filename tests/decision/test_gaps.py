"""Which widths part the numbers of a line."""

import numpy as np
import pytest

from digitreader.decision.gaps import gap_log_odds
from digitreader.geometry import Box
from digitreader.settings.decision import GapSettings

HEIGHT = 100


def boxes(*gaps: float) -> list[Box]:
    """Digits with these gaps between them, in heights."""
    lefts = np.cumsum([0.0, *(HEIGHT * gap + 50 for gap in gaps)])
    return [Box(int(left), 0, 50, HEIGHT) for left in lefts]


def parted(*gaps: float) -> list[int]:
    """The places in which a gap is more likely than none."""
    return np.flatnonzero(gap_log_odds(boxes(*gaps), (), GapSettings()) > 0).tolist()


def test_gaps_far_wider_than_those_within_numbers_part_them() -> None:
    assert parted(0.2, 2.1, 0.3, 1.9, 0.25) == [2, 4]


@pytest.mark.parametrize("gap", [0.0, 0.5, 1.5, 2.0])
def test_digits_written_evenly_are_one_number_however_wide(gap: float) -> None:
    assert parted(gap, gap + 0.1, gap - 0.1, gap + 0.05) == []


def test_groups_of_one_number_are_not_parted() -> None:
    assert parted(0.1, 0.2, 0.6, 0.1, 0.15) == []


@pytest.mark.parametrize(("gap", "places"), [(0.4, []), (1.6, []), (2.6, [1])])
def test_two_digits_alone_are_two_numbers_only_if_far_apart(gap: float, places: list[int]) -> None:
    assert parted(gap) == places


def test_the_wider_the_jump_the_surer_is_the_gap() -> None:
    near, far = (gap_log_odds(boxes(0.3, gap, 0.3), (), GapSettings())[2] for gap in (1.0, 1.2))
    assert far > near > 0


def test_ink_between_two_digits_says_more_than_their_distance() -> None:
    digits = boxes(0.2, 2.0, 0.2)
    between = Box(digits[1].right + 60, 40, 40, 40)
    assert gap_log_odds(digits, [between], GapSettings())[2] == 0


def test_no_gap_stands_before_or_after_the_digits() -> None:
    odds = gap_log_odds(boxes(2.5), (), GapSettings())
    assert odds[[0, -1]].tolist() == [-np.inf, -np.inf]
    assert gap_log_odds(boxes(), (), GapSettings()).tolist() == [-np.inf, -np.inf]
