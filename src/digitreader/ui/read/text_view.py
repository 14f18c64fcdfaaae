"""The text of a photo: as corrected, what was read before, and what to check."""

import streamlit as st

from digitreader.output.result import PageResult
from digitreader.output.text import to_text
from digitreader.ui import number_words, words
from digitreader.ui.read.add_line import offer_line
from digitreader.ui.read.reviewed_lines import ReviewedLine, lines_of
from digitreader.ui.read.session_files import Entry
from digitreader.ui.speech import entry_lines, offer_speech
from digitreader.ui.text_size import show_text

MOST_NAMED = 8  # corrected lines, and digits to check; nobody reads more, and the table and the files have them all


def show_entry_text(entry: Entry, page: PageResult) -> None:
    """Show the text of a photo and all that belongs to it. page: the photo as corrected."""
    if page.written:
        show_text(page.written, key=f"text-{entry.key}")
    else:
        st.markdown("You say that there is no number in this photo.")
    if said := number_words.values(page):
        st.markdown(said)
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
    said = [_change(line) for line in changed[:MOST_NAMED]]
    if len(changed) > MOST_NAMED:
        said.append(f"{len(changed) - MOST_NAMED} more, listed in CSV and Excel")
    if said:
        as_read = any(not (line.aligned or line.added) for line in changed)
        table = " Where your text has another length, the table shows what was read." if as_read else ""
        st.markdown(f"Corrected by you: {', '.join(said)}.{table}")


def _change(line: ReviewedLine) -> str:
    """What a person changed about a line: "line 2 was read as 18"."""
    return f"line {line.number} was added" if line.added else f"line {line.number} was read as {words.plain(line.read)}"


def _show_doubts(page: PageResult) -> None:
    """Say which numbers to check, and which of their digits and signs."""
    several = len(page.texts) > 1
    doubts = [
        (mark, place, number if several else None)
        for number, line in enumerate(page.lines, 1)
        for place, mark in line.doubtful
    ]
    lines = [f"- {words.doubt(*doubt)}" for doubt in doubts[:MOST_NAMED]]
    if len(doubts) > MOST_NAMED:
        lines.append(f"- and {len(doubts) - MOST_NAMED} more, marked with ? in the table")
    title = f"**Please check {words.count(page.to_check, 'number')}:** {', '.join(words.marked(page)[:MOST_NAMED])}"
    st.warning("\n".join([title, "", *lines]), icon=":material/help:")
