"""What is counted as marked and as silent."""

from digitreader.evaluation.risk_coverage import THRESHOLDS, risk_coverage_curve
from digitreader.evaluation.scores import Case, ReadLine


def case(*lines: tuple[str, float], expected: tuple[str, ...] = ("12",)) -> Case:
    read = tuple(ReadLine(text, confidence, marked=False) for text, confidence in lines)
    return Case("a.jpg", "paper", expected, tuple(text for text, _ in lines), ms=1, lines=read)


def test_a_higher_threshold_marks_more_lines_and_leaves_fewer_silent_errors() -> None:
    points = risk_coverage_curve([case(("12", 0.97)), case(("13", 0.92)), case(("71", 0.4)), case()])
    found = {point["threshold"]: (point["marked"], point["silent"]) for point in points}
    assert list(found) == list(THRESHOLDS)
    assert found[0.0] == (0.0, 0.6667)
    assert found[0.9] == (0.3333, 0.3333)
    assert found[0.95] == (0.6667, 0.0)
    assert found[0.99] == (1.0, 0.0)


def test_a_marked_line_excuses_no_other_of_its_picture() -> None:
    points = risk_coverage_curve([case(("12", 0.3), ("13", 0.99), expected=("12", "18"))])
    assert {point["threshold"]: point["silent"] for point in points}[0.98] == 0.5


def test_a_line_that_is_read_twice_and_stands_there_once_is_wrong_once() -> None:
    assert risk_coverage_curve([case(("12", 0.99), ("12", 0.99))])[0]["silent"] == 0.5


def test_a_picture_read_as_nothing_has_no_line_to_mark() -> None:
    assert {(point["marked"], point["silent"]) for point in risk_coverage_curve([case()])} == {(0.0, 0.0)}
