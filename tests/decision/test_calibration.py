import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitreader.decision.calibration import Calibration, Evidence

WEIGHTS = (0.3, 0.1, 0.5, 0.8, -2.0)
LEAN = Evidence(share=0.5, tile=0.5, agreed=False, line=-1.0)
shares = st.floats(0, 1)


def evidence(share: float = 0.9, tile: float = 0.9, agreed: bool = True, line: float = -0.1) -> Evidence:
    return Evidence(share, tile, agreed, line)


@settings(max_examples=30, deadline=None)
@given(shares, shares, st.booleans(), st.floats(-50, 0), st.lists(st.floats(-20, 20), min_size=5, max_size=5))
def test_confidence_is_a_share_whatever_speaks_for_a_digit(
    share: float, tile: float, agreed: bool, line: float, weights: list[float]
) -> None:
    assert 0 <= Calibration(tuple(weights))(evidence(share, tile, agreed, line)) <= 1


@settings(max_examples=30, deadline=None)
@given(shares, shares)
def test_the_more_belief_the_more_confidence(a: float, b: float) -> None:
    low, high = sorted((a, b))
    believe = Calibration(WEIGHTS)
    assert believe(evidence(share=low)) <= believe(evidence(share=high))
    assert believe(evidence(tile=low)) <= believe(evidence(tile=high))


@settings(max_examples=30, deadline=None)
@given(st.floats(-50, 0), st.floats(-50, 0))
def test_the_surer_the_line_the_more_confidence(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert Calibration(WEIGHTS)(evidence(line=low)) <= Calibration(WEIGHTS)(evidence(line=high)) + 1e-12


@pytest.mark.parametrize("more", [{"share": 0.9}, {"tile": 0.9}, {"agreed": True}, {"line": -0.1}])
def test_whatever_speaks_for_a_digit_counts(more: dict[str, float]) -> None:
    with_more = evidence(**{"share": 0.5, "tile": 0.5, "agreed": False, "line": -1.0, **more})
    assert Calibration(WEIGHTS)(with_more) > Calibration(WEIGHTS)(LEAN) + 0.01


def test_without_weights_everything_is_even() -> None:
    assert Calibration((0.0,) * 5)(evidence()) == 0.5


@pytest.mark.parametrize("share", [0.0, 1e-30, 1.0])
def test_certainty_stays_finite(share: float) -> None:
    assert np.isfinite(evidence(share=share, tile=share, line=0.0).features).all()


def test_belief_of_one_half_has_no_weight() -> None:
    assert LEAN.features[:3].tolist() == [0, 0, 0]
    assert LEAN.features[4] == 1


@pytest.mark.parametrize("weights", [(), (1.0,) * 4, (1.0,) * 6, (1.0, 1.0, 1.0, 1.0, float("nan")), ("1",) * 5])
def test_a_calibration_has_a_number_for_every_feature(weights: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="a number for each of the 5 features"):
        Calibration(weights)
