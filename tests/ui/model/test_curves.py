"""The curves of the page "Model": what they are given is what they show."""

from typing import Any

from digitreader.ui.model import charts, curves

POINTS = ({"threshold": 0.0, "marked": 0.0, "silent": 0.2}, {"threshold": 0.9, "marked": 0.3, "silent": 0.1})


def values(chart: charts.Chart, **wanted: Any) -> list[dict[str, Any]]:
    """Return the rows of a chart's data, of all its layers, that hold what is wanted."""
    rows = [row for data in chart.to_dict()["datasets"].values() for row in data]
    return [row for row in rows if all(row.get(key) == value for key, value in wanted.items())]


def test_the_threshold_in_use_stands_out() -> None:
    chart = curves.doubt({"photos": POINTS}, used=0.9)
    assert any("0.9" in str(layer.get("transform")) for layer in chart.to_dict()["layer"])
    assert len(values(chart, name="photos")) == 2


def test_epochs_count_from_one_and_accuracy_is_shown_as_errors() -> None:
    row = {"epoch": 0.0, "accuracy": 0.75, "val_accuracy": 0.5, "loss": 3.0, "val_loss": 4.0}
    assert [(found["epoch"], found["error"]) for found in values(curves.training([row]))] == [(1, 0.25), (1, 0.5)]
    assert [(found["epoch"], found["error"]) for found in values(curves.line_training([row]))] == [(1, 3), (1, 4)]


def test_each_bin_of_confidence_is_a_dot() -> None:
    chart = curves.reliability([{"confidence": 0.9, "right": 0.8, "digits": 70}])
    assert values(chart, digits=70) == [{"confidence": 0.9, "right": 0.8, "digits": 70}]
