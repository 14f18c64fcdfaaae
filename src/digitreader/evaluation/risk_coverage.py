"""Risk-coverage: how many undetected errors each rejection threshold leaves."""

from collections.abc import Sequence

from digitreader.evaluation.scores import Case

THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99)  # on the confidence of a line


def risk_coverage_curve(cases: Sequence[Case]) -> list[dict[str, float]]:
    """For each threshold, the share of lines rejected ("marked") and of undetected errors ("silent"), of those read.

    A line is the unit: where one is marked, a mistake in another is no less silent.
    """
    read = [line.confidence for case in cases for line in case.lines]
    wrong = [line.confidence for case in cases for line in case.wrong_lines]
    return [
        {
            "threshold": threshold,
            "marked": round(sum(confidence < threshold for confidence in read) / max(len(read), 1), 4),
            "silent": round(sum(confidence >= threshold for confidence in wrong) / max(len(read), 1), 4),
        }
        for threshold in THRESHOLDS
    ]
