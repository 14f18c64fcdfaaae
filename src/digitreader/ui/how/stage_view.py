"""The stages of a photo on the page "How it reads": numbered cards, each a picture and what it shows."""

import streamlit as st

from digitreader.ui import words
from digitreader.ui.how import play, stage_words
from digitreader.ui.how.story import Story
from digitreader.ui.text_size import show_text

HALF = 600  # pixels; the width of pictures at most; a phone makes them narrower
TALL = 520  # pixels; the height of a picture of the whole photo at most


def show_reading(story: Story, usual: Story) -> None:
    """Show the photo and what was read in it."""
    text, picture = st.columns([2, 3], gap="large", vertical_alignment="center")
    with text:
        if story.lines:
            st.markdown("This photo says")
            show_text("\n".join(story.lines), key="story-text")
            st.markdown("How does a computer know? Follow it, **step by step**. Every picture on this page is what the "
                        "reader itself worked with.")  # fmt: skip
        else:
            st.info(" ".join(story.advice) or words.NOTHING_FOUND, icon=":material/search_off:")
            st.markdown("Here is how far the reader got.")
    _show_picture(picture, story, "photo")
    if story.lines != usual.lines:
        _show_changed(usual, "top")


def _show_changed(usual: Story, place: str) -> None:
    """Say that the visitor's settings change the result, and offer the usual ones."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(f"With your settings it reads something different. Usually it reads {_listed(usual)}.",
                   icon=":material/tune:")  # fmt: skip
        st.button("Back to the usual settings", key=f"put-back-{place}", on_click=play.put_back)


def _listed(story: Story) -> str:
    """The lines that were read, on one line."""
    return " · ".join(f"**{words.plain(line)}**" for line in story.lines) or "nothing"


def show_ink(story: Story, usual: Story) -> None:
    """Show the stages from the photo to its ink."""
    said, below = stage_words.grey(story)
    with card(1, "Only grey counts"):
        text, picture = st.columns([2, 3], gap="medium")
        text.markdown(said)
        text.image(story.pictures["numbers"], alt=stage_words.alts(story)["numbers"], width=HALF)
        text.caption(below)
        _show_picture(picture, story, "grey")
    with card(2, "The light on the paper"):
        _show_playful(stage_words.paper(story), play.PAPER, story, usual, ["paper"])
    with card(3, "What is darker is ink"):
        _show_playful(stage_words.ink(), play.INK, story, usual, ["darkness", "ink"])
    with card(4, "Printed lines go"):
        _show_beside(stage_words.ruled_lines(story), story, "ruled_lines")


def show_writing(story: Story) -> None:
    """Show the stages from ink to lines of writing."""
    with card(5, "Strokes have outlines"):
        _show_beside(stage_words.components(story), story, "components")
    with card(6, "Strokes make lines"):
        _show_beside(stage_words.lines(story), story, "lines")


def card(number: int, title: str) -> st.delta_generator.DeltaGenerator:
    """An empty card with the number and title of a stage."""
    shown = st.container(border=True)
    shown.subheader(f":blue[{number}]{words.NO_BREAK * 2}{title}", anchor=False)
    return shown


def _show_beside(said: str, story: Story, name: str) -> None:
    """Show words beside their picture; on a phone above it."""
    text, place = st.columns([2, 3], gap="medium")
    text.markdown(said)
    _show_picture(place, story, name)


def _show_picture(place: st.delta_generator.DeltaGenerator, story: Story, name: str) -> None:
    """Show a picture of the whole photo within HALF and TALL."""
    width, height = story.size
    fitting = max(1, min(HALF, round(TALL * width / height)))
    place.image(story.pictures[name], alt=stage_words.alts(story)[name], width=fitting)


def _show_playful(said: str, slider: play.Slider, story: Story, usual: Story, names: list[str]) -> None:
    """Show words, a slider, and the pictures that it changes."""
    text, place = st.columns([2, 3], gap="medium")
    text.markdown(said)
    with text:
        show_slider(slider, story, usual)
    for name in names:
        _show_picture(place, story, name)


def show_slider(slider: play.Slider, story: Story, usual: Story) -> None:
    """Show a slider and, where it was moved, what it changed."""
    play.show_slider(slider)
    if st.session_state[slider.key] != slider.usual:
        same = "as usual" if story.lines == usual.lines else f"usually {_listed(usual)}"
        st.markdown(f"Now it reads {_listed(story)}, {same}.")
        st.button("Back to the usual settings", key=f"put-back-{slider.key}", on_click=play.put_back)
