"""The few settings of the reader that visitors may play with, on one page and for themselves alone."""

from dataclasses import dataclass, replace

import streamlit as st

from digitreader.settings import Settings


@dataclass(frozen=True)
class Slider:
    """A setting to play with, in percent.

    key: in the session, and of the widget. usual: how the reader works everywhere else. hint: what to try.
    """

    key: str
    label: str
    lowest: int
    highest: int
    usual: int
    hint: str


USUAL = Settings()
PAPER = Slider(
    "play-paper", "How far it looks around for paper, in % of the photo", 1, 30, round(100 * USUAL.paper_window),
    "Try 1: thick strokes pass for paper.",
)  # fmt: skip
INK = Slider(
    "play-ink", "How dark ink has to be, in % of the threshold it found", 10, 200, round(100 * USUAL.strong_share),
    "Try 20: shadows and the paper's grain become ink. Try 190: pen strokes fall to pieces.",
)  # fmt: skip
CERTAIN = Slider(
    "play-certain", "How sure it must be of a stroke to leave it whole, in %", 50, 100, round(100 * USUAL.certain),
    "Try 100: it cuts whatever can be cut, to see whether something better comes out.",
)  # fmt: skip
ALL = PAPER, INK, CERTAIN
NEVER = 1.01  # a probability that nothing reaches


def chosen_settings() -> Settings:
    """Return the reader's settings as the sliders stand; they show further down than the settings are needed."""
    paper, ink, certain = (st.session_state.get(slider.key, slider.usual) for slider in ALL)
    return replace(
        USUAL,
        paper_window=USUAL.paper_window if paper == PAPER.usual else paper / 100,
        strong_share=USUAL.strong_share if ink == INK.usual else ink / 100,
        certain=NEVER if certain == 100 else USUAL.certain if certain == CERTAIN.usual else certain / 100,
    )


def put_back() -> None:
    """Set all sliders to where the reader works everywhere else."""
    for slider in ALL:
        st.session_state[slider.key] = slider.usual


def show_slider(slider: Slider) -> None:
    """Show a slider with what to try."""
    st.session_state.setdefault(slider.key, slider.usual)
    st.slider(slider.label, slider.lowest, slider.highest, key=slider.key)
    st.caption(f"Usually {slider.usual}. {slider.hint}")
