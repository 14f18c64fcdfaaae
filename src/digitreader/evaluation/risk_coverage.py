"""Risk-coverage: how many undetected errors each rejection threshold leaves."""

from collections.abc import Sequence

from digitreader.evaluation.scores import Case

THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99)  # on the confidence of the least certain line


def risk_coverage_curve(cases: Sequence[Case]) -> list[dict[str, float]]:
    """For each threshold, the share of pictures rejected ("marked") and of undetected errors ("silent").

    Pictures that could not be opened do not count; a picture in which nothing was read is never rejected.
    """
    seen = [case for case in cases if case.error is None]
    read = [case for case in seen if case.read]
    return [
        {
            "threshold": threshold,
            "marked": round(sum(case.confidence < threshold for case in read) / len(seen), 4),
            "silent": round(sum(not case.right and case.confidence >= threshold for case in read) / len(seen), 4),
        }
        for threshold in THRESHOLDS
    ]
