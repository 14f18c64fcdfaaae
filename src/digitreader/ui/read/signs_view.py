"""Signs on the page "Read": which mark parts decimals, whether signs are shown, and which numbers are ambiguous."""

from collections.abc import Sequence

import streamlit as st

from digitreader.numbers.decimal_mark import CONVENTIONS
from digitreader.ui import number_words
from digitreader.ui.read.session_files import Entry, SessionFiles

DECIMAL, DIGITS_ONLY = "decimal-mark", "digits-only"  # keys of the widgets
TITLES = {"auto": "Automatic", "point": "Point: 1,234.5", "comma": "Comma: 1.234,5"}


def offer_signs(session: SessionFiles, entries: Sequence[Entry]) -> None:
    """Let the visitor choose the decimal mark, or digits alone; nothing where no sign was read or given."""
    pages = [entry.page for entry in entries]
    signs = any(line.signs for page in pages for line in page.lines)
    if not (signs or session.digits_only):
        return
    for sentence in number_words.ambiguous(pages):
        st.info(sentence, icon=":material/rule:")
    st.session_state[DECIMAL], st.session_state[DIGITS_ONLY] = session.decimal, session.digits_only
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            "Decimal mark", CONVENTIONS, format_func=TITLES.__getitem__, key=DECIMAL, required=True,
            on_change=_take, args=(session,),
        )  # fmt: skip
        st.toggle("Digits only, without signs and gaps", key=DIGITS_ONLY, on_change=_take, args=(session,))


def _take(session: SessionFiles) -> None:
    """Take what was chosen."""
    session.show_as(st.session_state[DECIMAL], st.session_state[DIGITS_ONLY])
