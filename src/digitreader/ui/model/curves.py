"""The curves of the page "Model": risk and coverage, reliability, and the training epoch by epoch."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from digitreader.modelcard.metrics import Row
from digitreader.ui.model.charts import AMBER, BLUE, GREY, RED, Chart, inline

HUES = [BLUE, AMBER, "#3f9e7c", "#a86bc4", RED, GREY]  # one for each collection
HEIGHT = 360  # pixels
LEGEND = alt.Legend(orient="bottom", title=None, labelLimit=320, columns=2)
LEARNT, HELD = "training data", "held-out data"


def doubt(curves: Mapping[str, Sequence[Row]], used: float) -> Chart:
    """The share of lines wrong without warning against the share marked; large dots show the app's threshold.

    Args:
        curves: for each collection its points, with threshold, marked and silent.
        used: the threshold of the app.
    """
    rows = [{"name": name, **point} for name, points in curves.items() for point in points]
    base = alt.Chart(inline(rows)).encode(
        x=alt.X("marked:Q", title="marked for you to check", axis=alt.Axis(format="%", tickCount=6)),
        y=alt.Y("silent:Q", title="wrong without warning", axis=alt.Axis(format="%", tickCount=6)),
        color=alt.Color("name:N", scale=alt.Scale(domain=list(curves), range=HUES), legend=LEGEND),
        order="threshold:Q",
        tooltip=[
            alt.Tooltip("name:N", title="pictures"),
            alt.Tooltip("threshold:Q", title="marked below"),
            alt.Tooltip("marked:Q", format=".1%"),
            alt.Tooltip("silent:Q", format=".1%"),
        ],
    )
    chosen = base.mark_point(size=190, filled=True, opacity=1).transform_filter(f"datum.threshold == {used}")
    curve = base.mark_line(point=alt.OverlayMarkDef(size=28), strokeWidth=2.5)
    return alt.layer(curve, chosen).properties(height=HEIGHT)


def reliability(rows: Sequence[Row]) -> Chart:
    """Accuracy against confidence; on the dashed line they are equal."""
    axis = alt.Axis(format="%", tickCount=5)
    scale = alt.Scale(domain=[0, 1])
    line = (
        alt.Chart(inline([{"confidence": 0, "right": 0}, {"confidence": 1, "right": 1}]))
        .mark_line(strokeDash=[5, 5], color=GREY)
        .encode(x=alt.X("confidence:Q", scale=scale), y=alt.Y("right:Q", scale=scale))
    )
    points = (
        alt.Chart(inline(rows))
        .mark_circle(color=BLUE, opacity=0.9)
        .encode(
            x=alt.X("confidence:Q", scale=scale, axis=axis, title="how sure the app said it was"),
            y=alt.Y("right:Q", scale=scale, axis=axis, title="how often it was right"),
            size=alt.Size("digits:Q", scale=alt.Scale(range=[110, 700]), legend=None),
            tooltip=[
                alt.Tooltip("confidence:Q", title="said", format=".1%"),
                alt.Tooltip("right:Q", title="right", format=".1%"),
                alt.Tooltip("digits:Q", format=","),
            ],
        )
    )
    return alt.layer(line, points).properties(height=HEIGHT)


def training(history: Sequence[Row]) -> Chart:
    """The errors of the network for single digits after each epoch, on training and on held-out data."""
    rows = [
        {"epoch": row["epoch"] + 1, "what": what, "error": 1 - row[name]}
        for row in history
        for what, name in ((LEARNT, "accuracy"), (HELD, "val_accuracy"))
    ]
    scale = alt.Scale(type="log", domainMin=0.004, nice=False)
    axis = alt.Axis(format="~%", values=[0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5])
    return _curves(rows, alt.Y("error:Q", title="wrong answers", scale=scale, axis=axis), ".2%")


def line_training(history: Sequence[Row]) -> Chart:
    """The loss of the line reader after each epoch."""
    rows = [
        {"epoch": row["epoch"] + 1, "what": what, "error": row[name]}
        for row in history
        for what, name in ((LEARNT, "loss"), (HELD, "val_loss"))
    ]
    return _curves(rows, alt.Y("error:Q", title="loss", scale=alt.Scale(zero=False)), ".3f")


def _curves(rows: Sequence[Mapping[str, Any]], y: alt.Y, form: str) -> Chart:
    """A curve for training data and one for held-out data, over the epochs."""
    lines = alt.Chart(inline(rows)).mark_line(strokeWidth=2.5)
    chart: alt.Chart = lines.encode(
        x=alt.X("epoch:Q", title="epoch", axis=alt.Axis(tickMinStep=1, grid=False)),
        y=y,
        color=alt.Color("what:N", scale=alt.Scale(domain=[LEARNT, HELD], range=[GREY, BLUE]), legend=LEGEND),
        tooltip=[alt.Tooltip("what:N"), alt.Tooltip("epoch:Q"), alt.Tooltip("error:Q", format=form)],
    ).properties(height=HEIGHT)
    return chart
