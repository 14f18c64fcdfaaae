"""The app's menu, and how a page opened by its own address gets it."""

from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.navigation.page import Page

from digitreader.ui import hosting

READ = "pages/read.py"
ICON = Path(__file__).parent / "icon.svg"  # for an emoji Streamlit loads its list of all of them at every start
SHOWN = "menu_shown"  # in the session: the menu has been made


def menu() -> Page:
    """Show the menu of all pages and return the page to run.

    Streamlit serves the default page at "/" alone. So page Read is entered twice, at "/" and at /read, and the menu
    shows the entry that the visitor came by. To switch from "/" to /read instead would trap the Back button.
    """
    hosting.prepare()
    st.session_state[SHOWN] = True
    page = st.navigation(_pages(), position="top")
    return st.navigation(_pages(at_root=False), position="top") if page.url_path == "read" else page


def join() -> None:
    """Give a page its menu where it was opened by its address; each page calls this first.

    On a freshly started server Streamlit runs such a page without streamlit_app.py until a session has made the menu.
    So make the menu here and run again.
    """
    if SHOWN not in st.session_state:
        st.set_page_config(page_icon=ICON)  # first, else the browser asks Google for the page's icon
        menu()
        st.rerun()


def _pages(*, at_root: bool = True) -> list[Page]:
    """List the pages; at_root: whether the menu shows page Read at "/" or at /read."""
    return [
        _read(url_path="home", default=True, visibility="visible" if at_root else "hidden"),
        _read(url_path="read", visibility="hidden" if at_root else "visible"),
        st.Page("pages/draw.py", title="Draw", icon=":material/draw:"),
        st.Page("pages/how_it_reads.py", title="How it reads", icon=":material/school:"),
        st.Page("pages/model.py", title="Model", icon=":material/monitoring:"),
    ]


def _read(**where: Any) -> Page:
    return st.Page(READ, title="Read", icon=":material/photo_camera:", **where)
