"""How well pictures are read, on the page "Model": each section is a chart and what it shows."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from digitreader.modelcard.metrics import Figures, Row
from digitreader.settings.decision import DoubtSettings
from digitreader.ui.model import charts, curves, model_words, network_words
from digitreader.ui.model.model_words import share

NOT_MEASURED = "This has not been measured for these networks yet. `make measure` does it."


def show_headline(figures: Figures) -> None:
    """Show the four figures that matter most."""
    metrics = []
    if figures.tiles:
        metrics += [(share(figures.tiles["mnist_test_accuracy"], 2), "of MNIST's test digits named right")]
    if figures.real:
        all_of_them = figures.real["all"]
        metrics += [
            (share(score["right"]), f"of {model_words.collection(name, score)} read without a mistake")
            for name, score in figures.real.items()
            if name == "photos"
        ]
        metrics += [(share(all_of_them["silent"]), f"of {all_of_them['images']:,} pictures wrong without warning")]
    metrics += [(model_words.size(figures), "parameters, in two networks")]
    for place, (value, label) in zip(st.columns(len(metrics)), metrics, strict=True):
        place.metric(label, value, border=True, height="stretch")


def show_accuracy(figures: Figures) -> None:
    """Say how good the network for single digits is on MNIST."""
    if figures.tiles and figures.confusion:
        st.markdown(network_words.accuracy(figures.tiles, sum(map(sum, figures.confusion))))
    if figures.seeds:
        st.markdown(network_words.seeds(figures.seeds))


def beside(chart: charts.Chart, alt_text: str, *paragraphs: str) -> None:
    """Show a chart beside its text; on a phone the text comes below."""
    picture, text = st.columns([3, 2], gap="medium")
    picture.altair_chart(chart, width="stretch", theme=None, alt=alt_text)  # the theme of Streamlit writes in pale grey
    for paragraph in paragraphs:
        text.markdown(paragraph)


def show_real(real: Mapping[str, Any] | None, singles: Mapping[str, Any] | None) -> None:
    """Show how whole pictures of real writing are read."""
    if not real:
        st.info(NOT_MEASURED)
        return
    shown = model_words.in_order(real)
    beside(
        charts.pictures(shown),
        f"Bar chart. {model_words.reading(shown)} {model_words.silent(shown)}",
        "A picture counts as right only if **every digit of every line** is. None of them was used for training.",
        ":blue[**Blue**] is right. :orange[**Orange**] is wrong, but a marked digit or an empty answer tells you so. "
        ":red[**Red**] is wrong without warning: only these mistakes can slip past you.",
    )
    with st.expander("By kind of picture"):
        kinds = {kind: score for scores in shown.values() for kind, score in scores["kinds"].items()}
        _show_kinds(kinds, singles or {})


def _show_kinds(kinds: Mapping[str, Mapping[str, Any]], singles: Mapping[str, Mapping[str, Any]]) -> None:
    """Show a row for each kind of picture."""
    st.markdown("**Marked**: you are asked to check a digit. **Silent**: wrong without warning.")
    rows = [
        (model_words.kind(kind), f"{s['images']:,}", share(s["right"], 0), share(s["marked"], 0), share(s["silent"], 0))
        for kind, s in sorted(kinds.items(), key=lambda found: -found[1]["images"])
    ]
    rows += [
        (f"single digits ({name.split('_')[0].upper()})", f"{s['images']:,}", share(s["right"], 0), "", "")
        for name, s in singles.items()
    ]
    names = "Pictures", "Number", "Right", "Marked", "Silent"
    columns = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    st.table(columns, border="horizontal", hide_index=True, alt="How each kind of picture is read, one a row")


def show_doubt(rejection: Mapping[str, Sequence[Row]] | None) -> None:
    """Show what marking costs, and what it catches."""
    if not rejection:
        st.info(NOT_MEASURED)
        return
    used = DoubtSettings().line_below
    shown = model_words.in_order(rejection)
    named = {model_words.COLLECTIONS.get(name, name): points for name, points in shown.items()}
    told = model_words.doubts(shown, used)
    beside(
        curves.doubt(named, used),
        f"Curves of lines wrong without warning against lines marked. At the app's threshold: {told}",
        f"The app marks a line when it is less than {share(used, 0)} sure of it. It could mark more: further to the "
        "right **fewer mistakes slip through**, but you have more to check.",
        f"The large dots are the app's choice. {told}",
    )


def show_reliability(rows: Sequence[Row]) -> None:
    """Show whether the confidence can be trusted."""
    if not rows:
        st.info(NOT_MEASURED)
        return
    beside(
        curves.reliability(rows),
        f"Dots of how often digits were right against how sure the app was: {model_words.reliability(rows)}",
        "When the app says it is 90\N{NO-BREAK SPACE}% sure, it should be right nine times out of ten. **On the dashed "
        "line** that is so; below it the app is too confident, above it too cautious.",
        f"Measured on {sum(int(row['digits']) for row in rows):,} digits in synthetic lines kept out of the fit; "
        "a larger dot stands for more digits.",
    )
