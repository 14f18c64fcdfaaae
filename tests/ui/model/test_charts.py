"""The charts of the page "Model": what they are given is what they show."""

import sys
from typing import Any

from digitreader.ui.model import charts

SCORE = {"images": 86, "right": 0.9, "silent": 0.04}


def values(chart: charts.Chart, **wanted: Any) -> list[dict[str, Any]]:
    """Return the rows of a chart's data, of all its layers, that hold what is wanted."""
    rows = [row for data in chart.to_dict()["datasets"].values() for row in data]
    return [row for row in rows if all(row.get(key) == value for key, value in wanted.items())]


def test_what_is_right_told_and_silent_makes_up_all_pictures() -> None:
    chart = charts.pictures({"photos": SCORE})
    assert values(chart, what=charts.RIGHT)[0]["share"] == 0.9
    assert round(values(chart, what=charts.TOLD)[0]["share"], 4) == 0.06
    assert values(chart, what=charts.SILENT)[0]["share"] == 0.04
    assert values(chart)[0]["name"] == "86 photos"


def test_corruptions_stand_in_the_order_of_their_errors_beside_their_examples() -> None:
    rows = [
        {"corruption": "fog", "error_of_ten": 0.5, "error": 0.9},
        {"corruption": "none", "error_of_ten": 0.004, "error": 0.005},
    ]
    chart = charts.robustness(rows, ["data:fog", "data:none"])
    assert [row["tile"] for row in values(chart) if "tile" in row] == ["data:none", "data:fog"]
    nothing = [round(row["share"], 4) for row in values(chart, what=charts.NO_DIGIT)]
    assert nothing == [0.001, 0.4]


def test_each_pair_of_digit_and_answer_is_counted() -> None:
    counts = [[0] * 11 for _ in range(10)]
    counts[4][9], counts[4][10] = 3, 4
    chart = charts.confusion(counts)
    assert values(chart, digit="4", called="9")[0]["times"] == 3
    assert values(chart, digit="4", called="none")[0]["times"] == 4
    assert len(values(chart)) == 110


def test_what_charts_look_at_is_loaded_as_a_whole_before_the_first_is_drawn() -> None:
    assert hasattr(sys.modules["pandas"], "Timestamp")
