"""The charts of the page "Model": figures in, Altair charts out, in colours that stand out on light and on dark."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from digitreader.modelcard.metrics import Row
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.ui.model import model_words

Chart = alt.Chart | alt.LayerChart | alt.FacetChart

BLUE, AMBER, RED, GREY = "#4274c9", "#bd7a12", "#cc4b43", "#8a909c"
HUES = [BLUE, AMBER, "#3f9e7c", "#a86bc4", RED, GREY]  # one for each collection
BAR, TILE = 46, 34  # pixels; the height of a bar with its space, and of an example beside one
HEIGHT, AROUND = 360, 120  # pixels; of a chart of curves, and of axis and legend below bars
LEFT_OF_BARS = -0.24  # of the bars' length at 100 %; room for the examples
SHARE = alt.Tooltip("share:Q", title="share", format=".1%")
LEGEND = alt.Legend(orient="bottom", title=None, labelLimit=320, columns=2)
STACKED_LEGEND = alt.Legend(orient="bottom", title=None, labelLimit=320, columns=1)
RIGHT, TOLD, SILENT = "right", "wrong, but marked for you to check", "wrong without warning"
LEARNT, HELD = "training data", "held-out data"
WRONG, NO_DIGIT = "named wrong, of ten digits", 'called "not one digit"'


def _values(rows: Sequence[Mapping[str, Any]]) -> alt.InlineData:
    """Return rows as a chart's data."""
    return alt.InlineData(values=[dict(row) for row in rows])


def pictures(real: Mapping[str, Any]) -> Chart:
    """Return a bar for each collection of real pictures: right, wrong with a mark, wrong without."""
    rows, names = [], [model_words.collection(name, scores) for name, scores in real.items()]
    for name, scores in zip(names, real.values(), strict=True):
        told = max(0.0, 1 - scores["right"] - scores["silent"])
        rows += _stacked(name, ((RIGHT, scores["right"]), (TOLD, told), (SILENT, scores["silent"])))
    y = _names(names)
    said = alt.Chart(_values([row for row in rows if row["what"] == RIGHT])).mark_text(
        align="left", dx=6, color="#ffffff", fontWeight="bold"
    )
    labels = said.encode(x=alt.datum(0), y=y, text=alt.Text("share:Q", format=".1%"))
    bars = _bars(rows, y, {RIGHT: BLUE, TOLD: AMBER, SILENT: RED}, lowest=0.0)
    return alt.layer(bars, labels).properties(height=BAR * len(names) + AROUND)


def robustness(rows: Sequence[Mapping[str, Any]], examples: Sequence[str]) -> Chart:
    """Return a bar for each corruption, the worst last, beside what it looks like.

    Args:
        rows: the errors of each corruption.
        examples: a picture of each, as an address.
    """
    ordered = sorted(zip(rows, examples, strict=True), key=lambda found: float(found[0]["error_of_ten"]))
    names = [f"{row['corruption']}  {model_words.share(row['error_of_ten'])}" for row, _ in ordered]
    found, tiles = [], []
    for name, (row, example) in zip(names, ordered, strict=True):
        nothing = max(0.0, row["error"] - row["error_of_ten"])
        found += _stacked(name, ((WRONG, row["error_of_ten"]), (NO_DIGIT, nothing)))
        tiles.append({"name": name, "tile": example})
    y = _names(names)
    pictures = alt.Chart(_values(tiles)).mark_image(width=TILE, height=TILE, align="left")
    bars = _bars(found, y, {WRONG: RED, NO_DIGIT: GREY}, lowest=LEFT_OF_BARS)
    shown = pictures.encode(x=alt.value(0), y=y, url="tile:N")
    return alt.layer(bars, shown).properties(height=(TILE + 6) * len(names) + AROUND)


def _stacked(name: str, shares: Sequence[tuple[str, float]]) -> list[dict[str, Any]]:
    """Return the parts of one bar, in their order."""
    return [{"name": name, "what": what, "share": share, "order": i} for i, (what, share) in enumerate(shares)]


def _names(names: list[str]) -> alt.Y:
    """Return an axis with the names of bars, in their order."""
    return alt.Y("name:N", sort=names, title=None, axis=alt.Axis(labelLimit=190, domain=False, ticks=False))


def _bars(rows: Sequence[Mapping[str, Any]], y: alt.Y, hues: Mapping[str, str], lowest: float) -> alt.Chart:
    """Return stacked bars of shares of 1; there is room for pictures where the lowest share is below 0."""
    scale = alt.Scale(domain=[lowest, 1], nice=False)
    axis = alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1])
    colours = alt.Scale(domain=list(hues), range=list(hues.values()))
    bars: alt.Chart = (
        alt.Chart(_values(rows))
        .mark_bar(height={"band": 0.6})
        .encode(
            x=alt.X("share:Q", stack="zero", scale=scale, title=None, axis=axis),
            y=y,
            color=alt.Color("what:N", scale=colours, legend=STACKED_LEGEND),
            order=alt.Order("order:Q"),
            tooltip=[alt.Tooltip("name:N", title="what"), alt.Tooltip("what:N", title="was"), SHARE],
        )
    )
    return bars


def doubt(curves: Mapping[str, Sequence[Row]], used: float) -> Chart:
    """Return what is silently wrong against what is marked, a curve for each collection; the used threshold stands out.

    Args:
        curves: points with threshold, marked and silent.
        used: the app's own threshold.
    """
    rows = [{"name": name, **point} for name, points in curves.items() for point in points]
    base = alt.Chart(_values(rows)).encode(
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
    """Return how often digits are right against how sure the app was of them; on the dashed line both are the same."""
    axis = alt.Axis(format="%", tickCount=5)
    scale = alt.Scale(domain=[0, 1])
    line = (
        alt.Chart(_values([{"confidence": 0, "right": 0}, {"confidence": 1, "right": 1}]))
        .mark_line(strokeDash=[5, 5], color=GREY)
        .encode(x=alt.X("confidence:Q", scale=scale), y=alt.Y("right:Q", scale=scale))
    )
    points = (
        alt.Chart(_values(rows))
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


def confusion(counts: Sequence[Sequence[int]]) -> Chart:
    """Return which digits (rows) were taken for what (columns); right answers stay grey, they would outshine all."""
    rows: list[dict[str, Any]] = [
        {"digit": str(digit), "called": model_words.called(called), "times": times, "right": digit == called}
        for digit, row in enumerate(counts)
        for called, times in enumerate(row)
    ]
    names = [model_words.called(called) for called in range(NOT_A_DIGIT + 1)]
    gap = alt.Scale(paddingInner=0.08)
    across = alt.Axis(labelAngle=0, orient="top", domain=False, ticks=False)
    base = alt.Chart(_values(rows)).encode(
        x=alt.X("called:N", sort=names, title="was called", axis=across, scale=gap),
        y=alt.Y("digit:N", title="the digit", axis=alt.Axis(domain=False, ticks=False), scale=gap),
        tooltip=[alt.Tooltip("digit:N"), alt.Tooltip("called:N", title="was called"), alt.Tooltip("times:Q")],
    )
    worst = max([row["times"] for row in rows if not row["right"]], default=1)
    scale = alt.Scale(domain=[1, max(worst, 2)], range=["#e9b96f", RED])
    errors = base.mark_rect(cornerRadius=4).encode(color=alt.Color("times:Q", scale=scale, legend=None))
    right = base.mark_rect(cornerRadius=4, color=GREY, opacity=0.28).transform_filter("datum.right")
    numbers = base.mark_text(fontWeight="bold", color="#1c2430").encode(text="times:Q")
    wrong = "!datum.right && datum.times > 0"
    layers = right, errors.transform_filter(wrong), numbers.transform_filter(wrong)
    return alt.layer(*layers).properties(height=460)


def training(history: Sequence[Row]) -> Chart:
    """Return how the tiles' network erred from epoch to epoch, on training data and on held-out data."""
    rows = [
        {"epoch": row["epoch"] + 1, "what": what, "error": 1 - row[name]}
        for row in history
        for what, name in ((LEARNT, "accuracy"), (HELD, "val_accuracy"))
    ]
    scale = alt.Scale(type="log", domainMin=0.004, nice=False)
    axis = alt.Axis(format="~%", values=[0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5])
    return _curves(rows, alt.Y("error:Q", title="wrong answers", scale=scale, axis=axis), ".2%")


def line_training(history: Sequence[Row]) -> Chart:
    """Return how the line reader's loss fell from epoch to epoch."""
    rows = [
        {"epoch": row["epoch"] + 1, "what": what, "error": row[name]}
        for row in history
        for what, name in ((LEARNT, "loss"), (HELD, "val_loss"))
    ]
    return _curves(rows, alt.Y("error:Q", title="loss", scale=alt.Scale(zero=False)), ".3f")


def _curves(rows: Sequence[Mapping[str, Any]], y: alt.Y, form: str) -> Chart:
    """Return two curves over the epochs."""
    lines = alt.Chart(_values(rows)).mark_line(strokeWidth=2.5)
    chart: alt.Chart = lines.encode(
        x=alt.X("epoch:Q", title="epoch", axis=alt.Axis(tickMinStep=1, grid=False)),
        y=y,
        color=alt.Color("what:N", scale=alt.Scale(domain=[LEARNT, HELD], range=[GREY, BLUE]), legend=LEGEND),
        tooltip=[alt.Tooltip("what:N"), alt.Tooltip("epoch:Q"), alt.Tooltip("error:Q", format=form)],
    ).properties(height=HEIGHT)
    return chart
