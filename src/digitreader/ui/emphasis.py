"""Which buttons stand out: those that the theme lets people read."""

from typing import Literal

import streamlit as st


def main_button() -> Literal["primary", "secondary"]:
    """The kind of the button that most visitors want next.

    Streamlit writes white on the theme's primary colour, and uses that colour for text, too. On a dark page no colour
    has enough contrast for both (WCAG 2.2, 4.5 to 1). There only text has it, and no button stands out.
    """
    return "primary" if st.context.theme.type == "light" else "secondary"
