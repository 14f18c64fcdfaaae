"""The few settings that visitors may play with, on this page and for themselves alone."""

from dataclasses import dataclass, replace

import streamlit as st

from digitreader.settings import Settings


@dataclass(frozen=True)
class Slider:
    """A setting to play with, in per cent.

    key: of the widget, and in the session. usual: its value on all other pages. hint: what to try.
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
    "Try 1: it takes thick strokes for paper.",
)  # fmt: skip
INK = Slider(
    "play-ink", "How dark ink has to be, in % of the best split between dark and bright", 2, 160,
    round(100 * USUAL.ink.strong_share),
    "Try 4: the grain of the paper becomes ink. Try 160: hardly anything is dark enough.",
)  # fmt: skip
CUTS = Slider(
    "play-cuts", "How close two cuts may be, in % of a stroke's height", 4, 60, round(100 * USUAL_CUTS.distance),
    "Try 4: more cuts, more choices, more mistakes. Try 60: touching digits stay together.",
)  # fmt: skip
ALL = PAPER, INK, CUTS


def chosen_settings() -> Settings:
    """The settings that the sliders stand for, from the session: the sliders themselves are drawn later."""
    paper, ink, cuts = (st.session_state.get(slider.key, slider.usual) / slider.usual for slider in ALL)
    return replace(
        USUAL,
        ink=replace(
            USUAL.ink,
            paper_window=USUAL.ink.paper_window * paper,
            strong_share=USUAL.ink.strong_share * ink,
            faintest_ink=USUAL.ink.faintest_ink * min(1.0, ink),  # otherwise these two keep the threshold up
            noise_factor=USUAL.ink.noise_factor * min(1.0, ink),
        ),
        recognition=replace(USUAL.recognition, cuts=replace(USUAL_CUTS, distance=USUAL_CUTS.distance * cuts)),
    )


def put_back() -> None:
    """Set all sliders to their usual values."""
    for slider in ALL:
        st.session_state[slider.key] = slider.usual


def show_slider(slider: Slider) -> None:
    """Show a slider, its usual value and what to try."""
    st.session_state.setdefault(slider.key, slider.usual)
    st.slider(slider.label, slider.lowest, slider.highest, key=slider.key)
    st.caption(f"Usually {slider.usual}. {slider.hint}")
