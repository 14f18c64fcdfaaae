"""What is counted as marked and as silent."""

from digitreader.evaluation.risk_coverage import THRESHOLDS, risk_coverage_curve
from digitreader.evaluation.scores import Case


def case(read: str, confidence: float, error: str | None = None) -> Case:
    return Case("a.jpg", "paper", ("12",), (read,) if read else (), ms=1, error=error, confidence=confidence)


def test_a_higher_threshold_marks_more_texts_and_leaves_fewer_silent_errors() -> None:
    sure_and_right, sure_and_wrong = case("12", 0.97), case("13", 0.92)
    unsure_and_wrong, nothing = case("71", 0.4), case("", 0.0)
    points = risk_coverage_curve([sure_and_right, sure_and_wrong, unsure_and_wrong, nothing])
    found = {point["threshold"]: (point["marked"], point["silent"]) for point in points}
    assert list(found) == list(THRESHOLDS)
    assert found[0.0] == (0.0, 0.5)
    assert found[0.9] == (0.25, 0.25)
    assert found[0.95] == (0.5, 0.0)
    assert found[0.99] == (0.75, 0.0)


def test_a_picture_read_as_nothing_is_marked_by_no_threshold() -> None:
    assert {(point["marked"], point["silent"]) for point in risk_coverage_curve([case("", 0.0)])} == {(0.0, 0.0)}


def test_a_file_that_is_no_photo_does_not_count() -> None:
    assert risk_coverage_curve([case("13", 0.99), case("", 0.0, error="Damaged.")])[0]["silent"] == 1.0
