"""The page "How it reads": a photo's way through the reader, stage by stage, to look at and to play with."""

import streamlit as st

from digitreader.settings import Settings
from digitreader.ui import menu
from digitreader.ui.frame import frame
from digitreader.ui.how import line_view, stage_view
from digitreader.ui.how.followed import (
    choose_digit,
    choose_line,
    chosen_line,
    feature_maps,
    followed,
    offer_photos,
)
from digitreader.ui.how.play import chosen_settings
from digitreader.ui.how.stories import LET_GO, current_stories
from digitreader.ui.how.story import Story
from digitreader.ui.reader import loaded, shared_networks

menu.join()


def show_line(story: Story, usual: Story) -> None:
    """Show one line's way to its text, and one digit's."""
    st.header("From ink to digits", anchor=False)
    choose_line(photo, story)
    place = choose_digit(photo, story)
    line = story.line
    if line is None:
        return
    line_view.show_pieces(line, place, story, usual)
    st.header("What the networks make of it", anchor=False)
    line_view.show_network(line, place, story.crops[place], feature_maps())
    line_view.show_decision(line, place, story)


with frame():
    st.title("How it reads", anchor=False)
    photo = followed()
    loaded(shared_networks)
    loaded(feature_maps)
    stories = current_stories()
    story = stories.story(photo.file, chosen_settings(), chosen_line(photo))
    if story.error:
        st.error(story.error, icon=":material/error:")
        offer_photos()
        st.stop()
    usual = stories.story(photo.file, Settings(), chosen_line(photo))
    stage_view.show_reading(story, usual)
    if stories.let_go:
        st.caption(LET_GO)
    offer_photos()
    st.header("From photo to ink", anchor=False)
    stage_view.show_ink(story, usual)
    if story.written:
        st.header("From ink to lines", anchor=False)
        stage_view.show_writing(story)
    if story.line is not None:
        show_line(story, usual)
