"""The sections of the page "Model": each a chart and one or two sentences that say what it shows."""

import base64
import io
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from PIL import Image

from digitreader.modelcard.attributions import LIMITS, MEASURED_ON, OURS, SOFTWARE, Attribution, trained_on
from digitreader.modelcard.metrics import Figures, Row, digit_scores
from digitreader.recognition.tile import SIDE
from digitreader.settings import Settings
from digitreader.ui.model import charts, model_words
from digitreader.ui.model.model_words import share

NOT_MEASURED = "This has not been measured on these networks yet; `make measure` does it."
ZOOM = 3  # times; browsers blur what they enlarge themselves


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
        metrics += [(share(all_of_them["silent"]), f"of {all_of_them['images']:,} pictures silently wrong")]
    metrics += [(model_words.size(figures), "parameters, in two networks")]
    for place, (value, label) in zip(st.columns(len(metrics)), metrics, strict=True):
        place.metric(label, value, border=True, height="stretch")


def show_accuracy(figures: Figures) -> None:
    """Say how good the tiles' network is on MNIST."""
    if figures.tiles and figures.confusion:
        st.markdown(model_words.accuracy(figures.tiles, sum(map(sum, figures.confusion))))
    if figures.seeds:
        st.markdown(model_words.seeds(figures.seeds))


def _beside(chart: charts.Chart, alt_text: str, *paragraphs: str) -> None:
    """Show a chart and what it says; on a phone one below the other."""
    picture, text = st.columns([3, 2], gap="medium")
    picture.altair_chart(chart, width="stretch", theme=None, alt=alt_text)  # Streamlit's theme writes in pale grey
    for paragraph in paragraphs:
        text.markdown(paragraph)


def show_real(real: Mapping[str, Any] | None, singles: Mapping[str, Any] | None) -> None:
    """Show how whole pictures of real writing are read."""
    if not real:
        st.info(NOT_MEASURED)
        return
    shown = model_words.in_order(real)
    _beside(
        charts.pictures(shown),
        f"Bar chart. {model_words.reading(shown)} {model_words.silent(shown)}",
        "A picture counts as right only if **every digit of every line** is. None of them was used for training.",
        ":blue[**Blue**] is right. :orange[**Orange**] is wrong, but a marked digit or an empty answer tells you so. "
        ":red[**Red**] is wrong without warning: the only mistakes that can slip past you.",
    )
    with st.expander("By kind of picture"):
        kinds = {kind: score for scores in shown.values() for kind, score in scores["kinds"].items()}
        _show_kinds(kinds, singles or {})


def _show_kinds(kinds: Mapping[str, Mapping[str, Any]], singles: Mapping[str, Mapping[str, Any]]) -> None:
    """Show a row for each kind of picture."""
    st.markdown("**Marked**: you are asked to check a digit. **Silent**: wrong, and nothing told you.")
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


def show_doubt(curves: Mapping[str, Sequence[Row]] | None) -> None:
    """Show what marking costs and what it catches."""
    if not curves:
        st.info(NOT_MEASURED)
        return
    used = Settings().doubt.line_below
    shown = model_words.in_order(curves)
    named = {model_words.COLLECTIONS.get(name, name): points for name, points in shown.items()}
    told = model_words.doubts(shown, used)
    _beside(
        charts.doubt(named, used),
        f"Curves of texts wrong without warning against texts marked. At the app's threshold: {told}",
        f"The app marks a line when it is less than {share(used, 0)} sure of it. It could mark more: further to the "
        "right **fewer mistakes slip through**, but you have more to check.",
        f"The large dots are the app's choice. {told}",
    )


def show_reliability(rows: Sequence[Row]) -> None:
    """Show whether the confidence means what it says."""
    if not rows:
        st.info(NOT_MEASURED)
        return
    _beside(
        charts.reliability(rows),
        f"Dots of how often digits were right against how sure the app was: {model_words.reliability(rows)}",
        "When the app says it is 90\N{NO-BREAK SPACE}% sure, it should be right nine times out of ten. **On the dashed "
        "line** it is exactly so; below it the app is too confident, above it too cautious.",
        f"Measured on {sum(int(row['digits']) for row in rows):,} digits in drawn lines kept out of the fit; a "
        "larger dot stands for more digits.",
    )


def show_digits(counts: Sequence[Sequence[int]]) -> None:
    """Show which digits are taken for which, and how each fares."""
    if not counts:
        st.info(NOT_MEASURED)
        return
    told = model_words.mistakes(counts)
    _beside(
        charts.confusion(counts),
        f"Table of colours: the digit in rows, what it was called in columns. {told}",
        f"Each row is a digit, each column what the network called it; grey squares are right. {told}",
        f"The last column, **{model_words.NOTHING}**, is the network's eleventh answer: not one digit. It is there for "
        "blots, letters and halves of digits.",
    )
    with st.expander("Each digit's own figures"):
        st.markdown(
            "**Found**: how many of these digits the network named right (recall). **Trustworthy**: when it says this "
            "digit, how often that is right (precision)."
        )
        scores = digit_scores(counts)
        st.table(
            {
                "Digit": [f"**{score.digit}**" for score in scores],
                "Found": [share(score.recall, 2) for score in scores],
                "Trustworthy": [share(score.precision, 2) for score in scores],
                "Most often taken for": [model_words.taken_for(counts, score.digit) for score in scores],
            },
            border="horizontal",
            hide_index=True,
            alt="Recall and precision of each digit, one a row",
        )


def show_robustness(figures: Figures) -> None:
    """Show what spoilt digits look like, and how many of them are still named right."""
    if not figures.robustness:
        st.info(NOT_MEASURED)
        return
    single, _ = model_words.parted(figures.robustness)
    _beside(
        charts.robustness(single, _tiles(figures.examples)),
        f"Bar chart. {model_words.corruptions(figures.robustness)}",
        f"A drawn 5, damaged in {len(single) - 1} ways that the network was not trained on as such, and how many of "
        f"{figures.corrupted:,} test digits damaged in the same way were :red[**named wrong**] "
        f"when the network had to choose one of ten. "
        f"{model_words.mean_error(figures.robustness)}",
        ':gray[**Grey**] are those that it named right then, but would rather have called "not one digit", as it may '
        "in the app.",
        "The network is shown each tile just as you see it here. In the app the grey of the paper is removed first, so "
        "fog and grey paper do less harm there.",
    )


def _tiles(strip: bytes) -> list[str]:
    """Return the tiles of a strip, enlarged with their pixels left visible, as addresses that hold the pictures."""
    found = []
    with Image.open(io.BytesIO(strip)) as image:
        for x in range(0, image.width, SIDE):
            stream = io.BytesIO()
            tile = image.crop((x, 0, x + SIDE, SIDE))
            tile.resize((ZOOM * SIDE, ZOOM * SIDE), Image.Resampling.NEAREST).save(stream, "PNG")
            found.append(f"data:image/png;base64,{base64.b64encode(stream.getvalue()).decode()}")
    return found


def show_training(figures: Figures) -> None:
    """Show what the networks learnt from and how."""
    names = listed_links(trained_on(figures.trained_on))
    st.markdown(
        f"They learnt from {names}, and from synthetic writing: made-up writers, pens and paper. "
        "One pass through all of it is an **epoch**."
    )
    tiles, lines = st.columns(2, gap="large")
    if figures.history:
        with tiles:
            st.subheader("The network for single digits", anchor=False)
            said = model_words.last_epoch(figures.tiles, figures.history)
            st.altair_chart(
                charts.training(figures.history), theme=None, alt=f"Curves of wrong answers over the epochs: {said}"
            )
            st.markdown(
                f"{said} The grey curve lies higher because training digits are distorted and blurred on purpose."
            )
    if figures.line_history:
        with lines:
            st.subheader("The network for whole lines", anchor=False)
            said = model_words.line_epochs(figures.lines)
            st.altair_chart(
                charts.line_training(figures.line_history),
                theme=None,
                alt=f"Curves of the loss over the epochs. {said}",
            )
            st.markdown(f"The loss is high where the network finds the right text unlikely. {said}")


def show_limits() -> None:
    """Say what the networks are not good at."""
    st.markdown("\n".join(f"- {limit}" for limit in LIMITS))


def show_sources(figures: Figures) -> None:
    """Say what was used, and under which licence."""
    st.markdown("No picture of a data set is part of this app.")
    data, software = st.columns(2, gap="large")
    for place, found in ((data, (*trained_on(figures.trained_on), *MEASURED_ON)), (software, (*SOFTWARE, *OURS))):
        place.markdown("\n".join(f"- {_linked(s)}: {s.use} ({s.licence})" for s in found))


def _linked(source: Attribution) -> str:
    """Return a source's name, as a link where it has one."""
    return f"[{source.name}]({source.link})" if source.link else source.name


def listed_links(found: Sequence[Attribution]) -> str:
    """Return the names of sources as one list of links."""
    return model_words.listed([_linked(source) for source in found])
