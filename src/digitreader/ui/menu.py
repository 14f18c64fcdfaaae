"""The app's menu, and how a page opened by its own address gets it."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

START = "pages/read.py"
ICON = Path(__file__).parent / "icon.svg"  # for an emoji Streamlit loads its list of all of them at every start
SHOWN = "menu_shown"  # in the session: the menu has been made


def menu() -> Page:
    """Return the page to run, with the menu of all pages above it.

    The start page is reached by a hidden first entry that passes on to it: Streamlit gives the first entry the
    address "/" and no other, and /read has to work too.
    """
    st.session_state[SHOWN] = True
    first = st.Page(_to_start, title="Digit Reader", default=True, visibility="hidden")
    read = st.Page(START, title="Read", icon=":material/photo_camera:")
    draw = st.Page("pages/draw.py", title="Draw", icon=":material/draw:")
    how = st.Page("pages/how_it_reads.py", title="How it reads", icon=":material/school:")
    model = st.Page("pages/model.py", title="Model", icon=":material/monitoring:")
    return st.navigation([first, read, draw, how, model], position="top")


def join() -> None:
    """Give a page its menu where it was opened by its address; each page calls this first.

    On a freshly started server Streamlit runs such a page without streamlit_app.py, until a session has made the
    menu: so make it and run again.
    """
    if SHOWN not in st.session_state:
        st.set_page_config(page_icon=ICON)  # first, else the browser asks Google for the page's icon
        menu()
        st.rerun()


def _to_start() -> None:
    st.switch_page(START)
