"""The bars and the confusion matrix on the page "Model", in colours that stand out on light and on dark."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import altair as alt

from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.ui.model import model_words

import_module("pandas")  # else altair may find it half loaded, by a table on another visitor's page, and fail
Chart = alt.Chart | alt.LayerChart | alt.FacetChart

BLUE, AMBER, RED, GREY = "#4274c9", "#bd7a12", "#cc4b43", "#8a909c"
BAR, TILE = 46, 34  # pixels; the height of a bar with its gap, and of an example picture
AROUND = 120  # pixels; the height of the axis and legend below bars
LEFT_OF_BARS = -0.24  # of the length of a full bar; room for the example pictures
SHARE = alt.Tooltip("share:Q", title="share", format=".1%")
STACKED_LEGEND = alt.Legend(orient="bottom", title=None, labelLimit=320, columns=1)
RIGHT, TOLD, SILENT = "right", "wrong, but marked for you to check", "wrong without warning"
WRONG, NO_DIGIT = "named wrong, of ten digits", 'named "not one digit"'


def inline(rows: Sequence[Mapping[str, Any]]) -> alt.InlineData:
    """Rows as the data of a chart."""
    return alt.InlineData(values=[dict(row) for row in rows])


def pictures(real: Mapping[str, Any]) -> Chart:
    """A bar for each collection of real pictures: right, wrong but marked, and wrong without warning."""
    rows, names = [], [model_words.collection(name, scores) for name, scores in real.items()]
    for name, scores in zip(names, real.values(), strict=True):
        told = max(0.0, 1 - scores["right"] - scores["silent"])
        rows += _stacked(name, ((RIGHT, scores["right"]), (TOLD, told), (SILENT, scores["silent"])))
    y = _names(names)
    said = alt.Chart(inline([row for row in rows if row["what"] == RIGHT])).mark_text(
        align="left", dx=6, color="#ffffff", fontWeight="bold"
    )
    labels = said.encode(x=alt.datum(0), y=y, text=alt.Text("share:Q", format=".1%"))
    bars = _bars(rows, y, {RIGHT: BLUE, TOLD: AMBER, SILENT: RED}, lowest=0.0)
    return alt.layer(bars, labels).properties(height=BAR * len(names) + AROUND)


def robustness(rows: Sequence[Mapping[str, Any]], examples: Sequence[str]) -> Chart:
    """A bar for each corruption, the worst last, beside an example.

    Args:
        rows: the errors under each corruption.
        examples: a picture of each, as a data URL.
    """
    ordered = sorted(zip(rows, examples, strict=True), key=lambda found: float(found[0]["error_of_ten"]))
    names = [f"{row['corruption']}  {model_words.share(row['error_of_ten'])}" for row, _ in ordered]
    found, tiles = [], []
    for name, (row, example) in zip(names, ordered, strict=True):
        nothing = max(0.0, row["error"] - row["error_of_ten"])
        found += _stacked(name, ((WRONG, row["error_of_ten"]), (NO_DIGIT, nothing)))
        tiles.append({"name": name, "tile": example})
    y = _names(names)
    pictures = alt.Chart(inline(tiles)).mark_image(width=TILE, height=TILE, align="left")
    bars = _bars(found, y, {WRONG: RED, NO_DIGIT: GREY}, lowest=LEFT_OF_BARS)
    shown = pictures.encode(x=alt.value(0), y=y, url="tile:N")
    return alt.layer(bars, shown).properties(height=(TILE + 6) * len(names) + AROUND)


def _stacked(name: str, shares: Sequence[tuple[str, float]]) -> list[dict[str, Any]]:
    """The parts of one bar, in order."""
    return [{"name": name, "what": what, "share": share, "order": i} for i, (what, share) in enumerate(shares)]


def _names(names: list[str]) -> alt.Y:
    """An axis that names the bars, in order."""
    return alt.Y("name:N", sort=names, title=None, axis=alt.Axis(labelLimit=190, domain=False, ticks=False))


def _bars(rows: Sequence[Mapping[str, Any]], y: alt.Y, hues: Mapping[str, str], lowest: float) -> alt.Chart:
    """Stacked bars of shares of 1; a negative lowest share leaves room for pictures on the left."""
    scale = alt.Scale(domain=[lowest, 1], nice=False)
    axis = alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1])
    colours = alt.Scale(domain=list(hues), range=list(hues.values()))
    bars: alt.Chart = (
        alt.Chart(inline(rows))
        .mark_bar(height={"band": 0.6})
        .encode(
            x=alt.X("share:Q", stack="zero", scale=scale, title=None, axis=axis),
            y=y,
            color=alt.Color("what:N", scale=colours, legend=STACKED_LEGEND),
            order=alt.Order("order:Q"),
            tooltip=[alt.Tooltip("name:N", title="of"), alt.Tooltip("what:N", title="what"), SHARE],
        )
    )
    return bars


def confusion(counts: Sequence[Sequence[int]]) -> Chart:
    """Digits in rows, answers in columns; right answers are grey, because their counts would drown the errors."""
    rows: list[dict[str, Any]] = [
        {"digit": str(digit), "called": model_words.called(called), "times": times, "right": digit == called}
        for digit, row in enumerate(counts)
        for called, times in enumerate(row)
    ]
    names = [model_words.called(called) for called in range(NOT_A_DIGIT + 1)]
    gap = alt.Scale(paddingInner=0.08)
    across = alt.Axis(labelAngle=0, orient="top", domain=False, ticks=False)
    base = alt.Chart(inline(rows)).encode(
        x=alt.X("called:N", sort=names, title="was named", axis=across, scale=gap),
        y=alt.Y("digit:N", title="the digit", axis=alt.Axis(domain=False, ticks=False), scale=gap),
        tooltip=[alt.Tooltip("digit:N"), alt.Tooltip("called:N", title="was named"), alt.Tooltip("times:Q")],
    )
    worst = max([row["times"] for row in rows if not row["right"]], default=1)
    scale = alt.Scale(domain=[1, max(worst, 2)], range=["#e9b96f", RED])
    errors = base.mark_rect(cornerRadius=4).encode(color=alt.Color("times:Q", scale=scale, legend=None))
    right = base.mark_rect(cornerRadius=4, color=GREY, opacity=0.28).transform_filter("datum.right")
    numbers = base.mark_text(fontWeight="bold", color="#1c2430").encode(text="times:Q")
    wrong = "!datum.right && datum.times > 0"
    layers = right, errors.transform_filter(wrong), numbers.transform_filter(wrong)
    return alt.layer(*layers).properties(height=460)
