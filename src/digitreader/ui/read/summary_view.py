"""All results together: their summary, their downloads and what to check in them."""

import streamlit as st

from digitreader.output.text import all_texts
from digitreader.ui import words
from digitreader.ui.emphasis import main_button
from digitreader.ui.read import stack_words
from digitreader.ui.read.downloads import offer_formats, texts
from digitreader.ui.read.review_panel import show_check
from digitreader.ui.read.reviewed_lines import lines_of
from digitreader.ui.read.session_files import SessionFiles
from digitreader.ui.read.signs_view import offer_signs
from digitreader.ui.text_size import choose_size


def show_summary(session: SessionFiles) -> None:
    """Show the results together: a summary, their downloads, what to check, and how large their text is."""
    entries = [entry for entry, _ in session.results]
    if not entries:
        return
    st.header("Results", anchor=False)
    st.success(words.summary([entry.page for entry in entries]), icon=":material/fact_check:")  # read aloud
    read = [entry for entry in entries if not entry.refused]
    _offer_texts(session, texts(read))
    for sentence in stack_words.let_go(session.dropped, session.lightened):
        st.info(sentence)
    if lines := [line for entry in entries for line in lines_of(entry)]:
        offer_formats(read)
        show_check(session, lines)
        choose_size()
        offer_signs(session, read)


def _offer_texts(session: SessionFiles, named: list[tuple[str, str]]) -> None:
    """Offer all texts in one file, and to start over. named: (file name, text) of each photo."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(named) > 1:
            st.download_button(
                f"Download all {len(named)} texts", all_texts(named), "digits.txt", "text/plain", key="download-all",
                on_click="ignore", type=main_button(), icon=":material/download:",
            )  # fmt: skip
        st.button("Start over", key="start-over", on_click=session.clear, icon=":material/delete:")
