"""The column that every page lives in."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

PAGE_WIDTH = 1080  # pixels; wider ones part the text from its photo


def frame() -> DeltaGenerator:
    """Open the column: in the middle of the page, no wider than is good to read."""
    return st.container(horizontal_alignment="center").container(width=PAGE_WIDTH)
