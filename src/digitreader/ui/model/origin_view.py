"""Where the networks come from, on the page "Model": training, limits, sources and licences."""

from collections.abc import Sequence

import streamlit as st

from digitreader.modelcard.attributions import LIMITS, MEASURED_ON, OURS, SOFTWARE, Attribution, trained_on
from digitreader.modelcard.metrics import Figures
from digitreader.ui.model import curves, model_words, network_words


def show_training(figures: Figures) -> None:
    """Show what the networks learnt from, and how."""
    names = _listed_links(trained_on(figures.trained_on))
    st.markdown(
        f"They learnt from {names}, and from synthetic writing, with made-up writers, pens and paper. "
        "One pass through the training data is an **epoch**."
    )
    tiles, lines = st.columns(2, gap="large")
    if figures.history:
        with tiles:
            st.subheader("The network for single digits", anchor=False)
            said = network_words.last_epoch(figures.tiles, figures.history)
            st.altair_chart(
                curves.training(figures.history), theme=None, alt=f"Curves of wrong answers over the epochs: {said}"
            )
            st.markdown(f"{said} The grey curve lies higher because training digits are distorted and blurred.")
    if figures.line_history:
        with lines:
            st.subheader("The network for whole lines", anchor=False)
            said = network_words.line_epochs(figures.lines)
            st.altair_chart(
                curves.line_training(figures.line_history),
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
    """The name of a source, as a link where it has one."""
    return f"[{source.name}]({source.link})" if source.link else source.name


def _listed_links(found: Sequence[Attribution]) -> str:
    """The names of sources, listed as links."""
    return model_words.listed([_linked(source) for source in found])
