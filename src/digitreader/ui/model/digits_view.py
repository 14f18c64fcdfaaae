"""The network for single digits on the page "Model": what it confuses, and how it copes with damaged digits."""

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

ZOOM = 3  # times; browsers blur what they enlarge themselves


def show_digits(counts: Sequence[Sequence[int]]) -> None:
    """Show which digits are confused, and the recall and precision of each."""
    if not counts:
        st.info(NOT_MEASURED)
        return
    told = network_words.mistakes(counts)
    beside(
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
                "Most often taken for": [network_words.taken_for(counts, score.digit) for score in scores],
            },
            border="horizontal",
            hide_index=True,
            alt="Recall and precision of each digit, one a row",
        )


def show_robustness(figures: Figures) -> None:
    """Show what damaged digits look like, and how many are named wrong."""
    if not figures.robustness:
        st.info(NOT_MEASURED)
        return
    single, _ = network_words.parted(figures.robustness)
    beside(
        charts.robustness(single, _tiles(figures.examples)),
        f"Bar chart. {network_words.corruptions(figures.robustness)}",
        f"A drawn 5, damaged in {len(single) - 1} ways that were not part of the training as such, and how many of "
        f"{figures.corrupted:,} test digits damaged in the same way were :red[**named wrong**] "
        f"when the network had to choose one of ten. "
        f"{network_words.mean_error(figures.robustness)}",
        ':gray[**Grey**] are those that it then named right, but would have called "not one digit" if it could, '
        "as it can in the app.",
        "The network is shown each tile just as you see it here. In the app the grey of the paper is removed first, so "
        "fog and grey paper do less harm there.",
    )


def _tiles(strip: bytes) -> list[str]:
    """The tiles of a strip as data URLs, enlarged so that their pixels stay visible."""
    found = []
    with Image.open(io.BytesIO(strip)) as image:
        for x in range(0, image.width, SIDE):
            stream = io.BytesIO()
            tile = image.crop((x, 0, x + SIDE, SIDE))
            tile.resize((ZOOM * SIDE, ZOOM * SIDE), Image.Resampling.NEAREST).save(stream, "PNG")
            found.append(f"data:image/png;base64,{base64.b64encode(stream.getvalue()).decode()}")
    return found
