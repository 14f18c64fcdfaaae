"""Lines that were missed: the visitor adds them, so that the download is complete."""

import streamlit as st

from digitreader.ui import words
from digitreader.ui.read.review import LONGEST, ONLY_DIGITS, current_review
from digitreader.ui.read.session_files import Entry, SessionFiles, current_files


def offer_line(entry: Entry) -> None:
    """Offer to add a line to a photo's text."""
    typed, refused = f"missed-{entry.key}", f"missed-refused-{entry.key}"
    line = max([len(entry.result.page.lines) if entry.result else 0, *entry.corrections]) + 1
    with st.popover("Add a line", icon=":material/playlist_add:"), st.form(f"missed-form-{entry.key}", border=False):
        st.text_input("A number in this photo that was missed", key=typed, max_chars=LONGEST, autocomplete="off")
        if st.session_state.get(refused):
            st.error(ONLY_DIGITS.format(typed=words.plain(st.session_state[refused])))
        st.form_submit_button(
            "Add", on_click=_add, args=(current_files(), entry.key, line, typed, refused), key=f"{typed}-{line}"
        )


def _add(session: SessionFiles, key: str, line: int, typed: str, refused: str) -> None:
    """Add what was typed, once however often Enter is pressed; what is not a number stays typed."""
    said = st.session_state[typed].strip()
    number = current_review().number(said)
    st.session_state[refused] = said[:LONGEST] if number is None else ""
    if number is not None:
        session.correct(key, line, number)
        st.session_state[typed] = ""
