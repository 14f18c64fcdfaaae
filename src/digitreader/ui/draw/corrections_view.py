"""The corrections on the page "Draw": ask what the digits were, and offer the answers as an archive."""

import streamlit as st

from digitreader.ui import words
from digitreader.ui.draw.bars import NO_DIGIT
from digitreader.ui.draw.drawing import NOTHING
from digitreader.ui.draw.drawing_result import DrawnDigit
from digitreader.ui.draw.drawing_session import MOST_CORRECTIONS, DrawingSession

THIS_WAS = "this-was-"  # how the keys of the choices begin
TILE = 56  # pixels
LABELS = [*"0123456789", NO_DIGIT]
FULL = f"No more than {MOST_CORRECTIONS:,} corrections are kept. Download them, then forget them to add others."


def show_corrections(session: DrawingSession) -> None:
    """Ask what each digit was, and offer the corrections."""
    if session.result.correctable:
        key = "corrections"
        asked = st.expander("Wrong? Say what it was", icon=":material/edit:", key=key, on_change="rerun")
        if asked.open:  # a hundred buttons are sent only to those who open it
            with asked:
                for digit in session.result.correctable:
                    _ask(session, digit)
    if kept := len(session.corrections):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.download_button(
                f"Download {words.count(kept, 'correction')}", session.archive, "corrections.zip", "application/zip",
                key="download-corrections", on_click="ignore", icon=":material/download:",
            )  # fmt: skip
            st.button("Forget them", key="forget", on_click=_forget, args=(session,), icon=":material/delete:")
        if session.full:
            st.warning(FULL, icon=":material/inventory_2:")
        st.caption("The archive holds the tiles and your labels. `digitreader train --extra` learns from it.")


def _ask(session: DrawingSession, digit: DrawnDigit) -> None:
    """Show the tile of a digit beside everything it may be."""
    number, value = digit.number, digit.read.value
    key = f"{THIS_WAS}{digit.key}-{number}"
    said = session.corrections.get(digit.key)
    read = f"Digit {number}, read as {value}." if value else "Your drawing, read as no digit."
    with st.container(horizontal=True, vertical_alignment="center"):
        st.image(digit.picture, alt=f"Tile {number}, read as {value or NO_DIGIT}", width=TILE)
        st.pills(
            f"{read} This was a …", LABELS, default=(said.label or NO_DIGIT) if said else None, key=key,
            on_change=_note, args=(session, digit, key), width="stretch", wrap=True,
        )  # fmt: skip


def _note(session: DrawingSession, digit: DrawnDigit, key: str) -> None:
    """Keep the visitor's choice; choosing the same again takes it back."""
    chosen = st.session_state[key]
    session.correct(digit, NOTHING if chosen == NO_DIGIT else chosen)


def _forget(session: DrawingSession) -> None:
    """Forget all corrections."""
    session.corrections.clear()
    for key in st.session_state:
        if str(key).startswith(THIS_WAS):
            st.session_state[key] = None
