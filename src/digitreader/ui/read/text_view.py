"""The text of a photo: as corrected, what was read before, and what to check."""

import streamlit as st

from digitreader.output.result import PageResult
from digitreader.output.text import to_text
from digitreader.ui import words
from digitreader.ui.read.add_line import offer_line
from digitreader.ui.read.reviewed_lines import ReviewedLine, lines_of
from digitreader.ui.read.session_files import Entry
from digitreader.ui.speech import entry_lines, offer_speech
from digitreader.ui.text_size import show_text

MOST_CHANGES = 8  # sentences about what was corrected
MOST_DOUBTS = 8  # sentences; more of them nobody reads, and the table has them all


def show_entry_text(entry: Entry, page: PageResult) -> None:
    """Show the text of a photo and all that belongs to it. page: the photo as corrected."""
    if page.text:
        show_text(page.text, key=f"text-{entry.key}")
    else:
        st.markdown("You say that there is no number in this photo.")
    _show_changes(entry)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Download text", to_text(page), words.download_name(entry.names[0]), "text/plain",
            key=f"download-{entry.key}", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        offer_speech(entry_lines(entry), entry.names[0], key=f"speech-{entry.key}")
        offer_line(entry)
        st.markdown(words.amount(page), width="content")
    if page.doubts:
        _show_doubts(page)
    for sentence in page.advice:
        st.info(sentence, icon=":material/lightbulb:")


def _show_changes(entry: Entry) -> None:
    """Say what was read where a person corrected it."""
    changed = [line for line in lines_of(entry) if line.changed]
    said = [_change(line) for line in changed[:MOST_CHANGES]]
    if len(changed) > MOST_CHANGES:
        said.append(f"{len(changed) - MOST_CHANGES} more, listed in CSV and Excel")
    if said:
        as_read = any(not (line.aligned or line.added) for line in changed)
        table = " Where your text has another length, the table shows what was read." if as_read else ""
        st.markdown(f"Corrected by you: {', '.join(said)}.{table}")


def _change(line: ReviewedLine) -> str:
    """What a person changed about a line: "line 2 was read as 18"."""
    return f"line {line.number} was added" if line.added else f"line {line.number} was read as {line.read}"


def _show_doubts(page: PageResult) -> None:
    """Say which digits to check."""
    several = len(page.texts) > 1
    doubts = [(digit, place, line if several else None) for line, place, digit in page.placed if digit.doubtful]
    lines = [f"- {words.doubt(*doubt)}" for doubt in doubts[:MOST_DOUBTS]]
    if len(doubts) > MOST_DOUBTS:
        lines.append(f"- and {len(doubts) - MOST_DOUBTS} more, marked with ? in the table")
    title = f"**Please check {words.count(len(doubts), 'digit')}:** {', '.join(words.marked(page)[:MOST_DOUBTS])}"
    st.warning("\n".join([title, "", *lines]), icon=":material/help:")
