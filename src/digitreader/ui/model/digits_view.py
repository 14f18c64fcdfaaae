"""The network for single digits on the page "Model": what it confuses, and how it copes with corrupted digits."""

import base64
import io
from collections.abc import Sequence

import streamlit as st
from PIL import Image

from digitreader.modelcard.metrics import Figures, digit_scores
from digitreader.recognition.tile import SIDE
from digitreader.ui.model import charts, model_words, network_words
from digitreader.ui.model.model_view import NOT_MEASURED, beside
from digitreader.ui.model.model_words import share

ZOOM = 3  # times; browsers would blur what they enlarge


def show_digits(counts: Sequence[Sequence[int]]) -> None:
    """Show which digits are confused, and the recall and precision of each."""
    if not counts:
        st.info(NOT_MEASURED)
        return
    told = network_words.mistakes(counts)
    beside(
        charts.confusion(counts),
        f"Confusion matrix: the digit in rows, the answer in columns. {told}",
        f"Each row is a digit, each column an answer of the network; grey squares are right. {told}",
        f"The last column, **{model_words.NOTHING}**, is the network's eleventh answer: not one digit. It is meant for "
        "blots, letters and halves of digits.",
    )
    with st.expander("Each digit's own figures"):
        st.markdown(
            "**Found**: the share of this digit that the network named right (recall). **Trustworthy**: the share of "
            "its answers with this digit that were right (precision)."
        )
        scores = digit_scores(counts)
        st.table(
            {
                "Digit": [f"**{score.digit}**" for score in scores],
                "Found": [share(score.recall, 2) for score in scores],
                "Trustworthy": [share(score.precision, 2) for score in scores],
                "Most often taken for": [network_words.taken_for(counts, score.digit) for score in scores],
            },
            border="horizontal",
            hide_index=True,
            alt="Recall and precision of each digit, one a row",
        )


def show_robustness(figures: Figures) -> None:
    """Show what corrupted digits look like, and how many are named wrong."""
    if not figures.robustness:
        st.info(NOT_MEASURED)
        return
    single, _ = network_words.split_means(figures.robustness)
    beside(
        charts.robustness(single, _tiles(figures.examples)),
        f"Bar chart. {network_words.corruptions(figures.robustness)}",
        f"A drawn 5, corrupted in {len(single) - 1} ways that training did not use, and how many of "
        f"{figures.corrupted:,} test digits corrupted in the same way were :red[**named wrong**] "
        f"when the network had to choose one of ten digits. "
        f"{network_words.mean_error(figures.robustness)}",
        ':gray[**Grey**] are those that it named right then, but calls "not one digit" where it may, as in the app.',
        "The network gets each tile just as you see it here. The app removes the grey of the paper first, so fog and "
        "grey paper do less harm there.",
    )


def _tiles(strip: bytes) -> list[str]:
    """The tiles of a strip as data URLs, enlarged without blur."""
    found = []
    with Image.open(io.BytesIO(strip)) as image:
        for x in range(0, image.width, SIDE):
            stream = io.BytesIO()
            tile = image.crop((x, 0, x + SIDE, SIDE))
            tile.resize((ZOOM * SIDE, ZOOM * SIDE), Image.Resampling.NEAREST).save(stream, "PNG")
            found.append(f"data:image/png;base64,{base64.b64encode(stream.getvalue()).decode()}")
    return found
