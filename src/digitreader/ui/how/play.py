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
USUAL_CUTS = USUAL.recognition.cuts
PAPER = Slider(
    "play-paper", "How far it looks around for paper, in % of the photo", 1, 30, round(100 * USUAL.ink.paper_window),
    "Try 1: thick strokes pass for paper.",
)  # fmt: skip
INK = Slider(
    "play-ink", "How dark ink has to be, in % of what parts dark from bright best", 2, 160,
    round(100 * USUAL.ink.strong_share),
    "Try 4: the paper's grain becomes ink. Try 160: hardly anything is dark enough.",
)  # fmt: skip
CUTS = Slider(
    "play-cuts", "How close two cuts may be, in % of a stroke's height", 4, 60, round(100 * USUAL_CUTS.distance),
    "Try 4: more cuts, more possibilities, more mistakes. Try 60: digits that touch stay together.",
)  # fmt: skip
ALL = PAPER, INK, CUTS


def chosen_settings() -> Settings:
    """Return the reader's settings as the sliders stand; they show further down than the settings are needed."""
    paper, ink, cuts = (st.session_state.get(slider.key, slider.usual) / slider.usual for slider in ALL)
    return replace(
        USUAL,
        ink=replace(
            USUAL.ink,
            paper_window=USUAL.ink.paper_window * paper,
            strong_share=USUAL.ink.strong_share * ink,
            faintest_ink=USUAL.ink.faintest_ink * min(1.0, ink),  # else these two keep the threshold from falling
            noise_factor=USUAL.ink.noise_factor * min(1.0, ink),
        ),
        recognition=replace(USUAL.recognition, cuts=replace(USUAL_CUTS, distance=USUAL_CUTS.distance * cuts)),
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
