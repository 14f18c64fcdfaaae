"""Which buttons stand out, in a theme in which that can be read."""

from typing import Literal

import streamlit as st


def main_button() -> Literal["primary", "secondary"]:
    """Return the kind of a button that most visitors want next.

    Streamlit writes white on the theme's first colour, and uses this colour for text, too. On a dark page no colour
    stands out well enough from both (WCAG 2.2, 4.5 to 1), so there text has it, and no button stands out.
    """
    return "primary" if st.context.theme.type == "light" else "secondary"
