"""The entry of the hosted app: how every page is framed, and the menu."""

import streamlit as st

from digitreader.ui import menu

st.set_page_config(
    page_title="Digit Reader",
    page_icon=menu.ICON,
    layout="wide",
    menu_items={"About": "Digit Reader reads handwritten digits from photos."},
)
menu.menu().run()
