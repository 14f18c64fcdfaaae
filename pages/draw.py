"""The page "Draw": digits drawn with mouse, finger or pen, read after each stroke."""

from functools import partial

import streamlit as st

from digitreader.ui import menu
from digitreader.ui.draw import answer_view, corrections_view, field_view
from digitreader.ui.draw.drawing_result import read_drawn
from digitreader.ui.draw.drawing_session import current_session
from digitreader.ui.frame import frame
from digitreader.ui.reader import loaded, shared_networks
from digitreader.ui.text_size import choose_size

menu.join()


@st.fragment
def drawing() -> None:
    """Show the field and what is read in it; a stroke reruns only this part of the page."""
    session = current_session()
    with st.container(horizontal=True, gap="medium"):
        with st.container(width=field_view.WIDTH):
            field_view.show_field(session, partial(read_drawn, networks=networks))
        with st.container(width=answer_view.WIDTH):
            answer_view.show_answer(session)
            corrections_view.show_corrections(session)
            if session.text:
                choose_size()


with frame():
    st.title("Draw a digit", anchor=False)
    st.markdown("Write with a mouse, a finger or a pen, and watch the network make up its mind, stroke by stroke.")
    networks = loaded(shared_networks)
    drawing()
    st.markdown(
        "The bars show how the network names each digit's picture by itself. The answer also weighs the whole line, so "
        "its confidence may differ."
    )
    st.markdown("Your drawing stays in memory for this session only; we never save it.")
