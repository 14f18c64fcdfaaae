"""The field on the page "Draw", with its two buttons."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from digitreader.ui.draw.drawing_result import DrawingResult
from digitreader.ui.draw.drawing_session import DrawingSession

FIELD = "field"  # the canvas's key
WIDTH, HEIGHT = 340, 240  # pixels; the field never shrinks, and a phone of 390 has no more room
PEN, INK, PAPER = 10, "#1c2430", "#ffffff"  # dark on white in both themes: it is a sheet of paper
SHORTENED = "Undo does not go back to your first strokes: they were removed to make room."


def canvas(**options: Any) -> Any:
    """Show the canvas; what is drawn on it. Imported here, for its package imports only where Streamlit runs."""
    from streamlit_drawable_canvas import st_canvas

    return st_canvas(**options)


def show_field(session: DrawingSession, read_drawn: Callable[[bytes], DrawingResult]) -> None:
    """Show the field and its buttons, and read what is drawn."""
    if FIELD not in st.session_state:  # the page was just opened: show the earlier drawing again
        session.redraw()
    st.markdown("**Write here:**")  # short: the canvas lays its own tools over the right half of this line
    result = canvas(
        stroke_width=PEN, stroke_color=INK, background_color=PAPER, width=WIDTH, height=HEIGHT,
        initial_drawing=session.start, return_image_data=True, key=FIELD,
    )  # fmt: skip
    picture = result.image_bytes
    if picture is not None and result.json_data is not None:
        session.take(result.json_data["objects"], picture, read_drawn)
    with st.container(horizontal=True):
        st.button("Undo", key="undo", on_click=session.undo, disabled=len(session.past) == 1, icon=":material/undo:")
        st.button(
            "Clear", key="clear", on_click=session.clear, disabled=not session.drawing.count, icon=":material/delete:"
        )
    if session.shortened:
        st.caption(SHORTENED)
