"""The page "Model": how good the networks are, where they fail, and what they were made from."""

import streamlit as st

from digitreader.errors import ModelError
from digitreader.modelcard.metrics import load_figures
from digitreader.ui import menu
from digitreader.ui.frame import frame
from digitreader.ui.model import digits_view, model_view, origin_view

menu.join()

with frame():
    st.title("How good is it?", anchor=False)
    st.markdown(
        "Two small networks read your digits together: one names single digits, the other reads a line as a whole. "
        "Here is what they can do, what they cannot, and how we know."
    )
    try:
        figures = load_figures()
    except ModelError as error:
        st.error(str(error), icon=":material/error:")
        st.stop()
    model_view.show_headline(figures)
    model_view.show_accuracy(figures)
    st.header("On real writing", anchor=False)
    model_view.show_real(figures.real, figures.single_digits)
    st.header("When it is not sure", anchor=False)
    model_view.show_doubt(figures.doubt)
    st.header("Can you trust its confidence?", anchor=False)
    model_view.show_reliability(figures.lines.get("reliability", ()))
    st.header("Digit by digit", anchor=False)
    digits_view.show_digits(figures.confusion)
    st.header("How it copes with bad images", anchor=False)
    digits_view.show_robustness(figures)
    st.header("How it was trained", anchor=False)
    origin_view.show_training(figures)
    st.header("What it cannot do", anchor=False)
    origin_view.show_limits()
    st.header("What was used, and under which licence", anchor=False)
    origin_view.show_sources(figures)
