"""How results look: the text first and the photo beside it, then what to check, then digit by digit."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from digitreader.output.pictured import PicturedPage
from digitreader.output.result import PageResult
from digitreader.output.text import all_texts, to_text
from digitreader.ui import words
from digitreader.ui.emphasis import main_button
from digitreader.ui.read import stack_words
from digitreader.ui.read.add_line import offer_line
from digitreader.ui.read.downloads import offer_formats, texts
from digitreader.ui.read.review_panel import show_check
from digitreader.ui.read.reviewed_lines import ReviewedLine, as_corrected, lines_of
from digitreader.ui.read.session_files import Entry, SessionFiles
from digitreader.ui.speech import entry_lines, offer_speech
from digitreader.ui.text_size import choose_size, show_text

PAGE_WIDTH = 1080  # pixels; wider ones part the text from its photo
MOST_CHANGES = 8  # sentences about what was corrected
MOST_DOUBTS = 8  # sentences; more of them nobody reads, and the table has them all
LONG_TABLE = 7  # rows; longer ones scroll
TABLE_HEIGHT = 280  # pixels
PICTURE_HEIGHT = 520  # pixels; a portrait photo and its text fit one screen
TILE_WIDTH = 64  # pixels
NOTHING = "No digits were found. Fill the picture with the writing, and try dark ink on plain paper."


def frame() -> DeltaGenerator:
    """Return the column that a page lives in: in the middle, no wider than is good to read."""
    return st.container(horizontal_alignment="center").container(width=PAGE_WIDTH)


def show_summary(session: SessionFiles) -> None:
    """Show what can be done with all results together, then what is to be checked in them."""
    entries = [entry for entry, _ in session.results]
    if not entries:
        return
    st.header("Results", anchor=False)
    st.success(words.summary([as_corrected(entry) for entry in entries]), icon=":material/fact_check:")  # read aloud
    _offer_downloads(session)
    show_check(session)
    if any(lines_of(entry) for entry in entries):
        choose_size()


def _offer_downloads(session: SessionFiles) -> None:
    """Show the downloads of all results together, and the way to start over."""
    named = texts([entry for entry, result in session.results if not result.error])
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(named) > 1:
            st.download_button(
                f"Download all {len(named)} texts", all_texts(named), "digits.txt", "text/plain", key="download-all",
                on_click="ignore", type=main_button(), icon=":material/download:",
            )  # fmt: skip
        st.button("Start over", key="start-over", on_click=session.clear, icon=":material/delete:")
    for sentence in stack_words.let_go(session.dropped, session.lightened):
        st.info(sentence)
    if any(lines_of(entry) for entry, _ in session.results):
        offer_formats(session)


def show(entry: Entry) -> None:
    """Show one file's result; nothing while it waits to be read."""
    result = entry.result
    if result is None:
        return
    with st.container(border=True):
        st.subheader(words.plain(entry.names[0]), anchor=False)
        if len(entry.names) > 1:
            others = ", ".join(words.plain(name) for name in entry.names[1:])
            st.caption(f"The same photo was also uploaded as {others}.")
        if result.error:
            st.error(result.error, icon=":material/error:")
        elif not lines_of(entry):
            _show_nothing(entry, result)
        else:
            _show_digits(entry, result)


def _show_nothing(entry: Entry, result: PicturedPage) -> None:
    """Say that there was nothing to read, and what may help."""
    words_side, picture_side = st.columns(2)
    with words_side:
        st.info(" ".join(result.page.advice) or NOTHING, icon=":material/search_off:")
        offer_line(entry)
    with picture_side:
        _show_picture(result, f"Your photo {entry.names[0]}; no digits were found in it.")


def _show_digits(entry: Entry, result: PicturedPage) -> None:
    """Show the text and the table beside the photo and its tiles; on a phone one below the other.

    Where a person added all lines there are neither table nor tiles.
    """
    name, corrected = entry.names[0], as_corrected(entry)
    text_side, picture_side = st.columns(2)
    with text_side:
        _show_text(entry, corrected)
        if result.page.lines:
            _show_table(name, corrected, result.page)
    with picture_side:
        said = ", ".join(corrected.texts)
        if result.page.lines:
            _show_picture(
                result, f"Your photo {name} with a numbered box around each of {words.amount(result.page)}: {said}"
            )
            _offer_tiles(entry, result)
        else:
            _show_picture(result, f"Your photo {name}; you say that it shows {said}")


def _show_text(entry: Entry, page: PageResult) -> None:
    """Show the text as corrected, its download and what to check in it."""
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
    """Show what was read where a person corrected it."""
    changed = [line for line in lines_of(entry) if line.changed]
    said = [_change(line) for line in changed[:MOST_CHANGES]]
    if len(changed) > MOST_CHANGES:
        said.append(f"{len(changed) - MOST_CHANGES} more, which CSV and Excel list")
    if said:
        as_read = any(not (line.aligned or line.added) for line in changed)
        table = " Lines of another length are in the table as read." if as_read else ""
        st.markdown(f"Corrected by you: {', '.join(said)}.{table}")


def _change(line: ReviewedLine) -> str:
    """Return what a person changed of a line."""
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


def _show_picture(result: PicturedPage, alt: str) -> None:
    """Show the photo, no taller than the screen; or say that there was no room for it any more."""
    if not result.picture:
        st.info(stack_words.NO_PICTURE, icon=":material/hide_image:")
        return
    st.image(result.picture, alt=alt, width=max(1, round(PICTURE_HEIGHT * result.shape)))


def _show_table(name: str, page: PageResult, read: PageResult) -> None:
    """Show a row for each digit as corrected, in real HTML; read: the page before."""
    digits = page.digits
    st.table(
        {
            "Box": [f"{number}" for number in range(1, len(digits) + 1)],
            "Line": [f"{line}" for line, _, _ in page.placed],
            "Place": [f"{place}" for _, place, _ in page.placed],
            "Digit": [words.digit_cell(digit, old) for digit, old in zip(digits, read.digits, strict=True)],
            "Sure": [words.percent(digit.confidence) for digit in digits],
            "Next best": [words.next_best(digit) for digit in digits],
        },
        border="horizontal",
        hide_index=True,
        height=TABLE_HEIGHT if len(digits) > LONG_TABLE else "content",
        alt=f"The digits read in {name}, one a row; Box is the number on the photo",
    )


def _offer_tiles(entry: Entry, result: PicturedPage) -> None:
    """Show what the network was given where somebody looks; hundreds of small pictures are sent only then."""
    key = f"tiles-{entry.key}"
    tiles = st.expander("What the network saw", icon=":material/grid_on:", key=key, on_change="rerun")
    if tiles.open:
        with tiles:
            _show_tiles(result)


def _show_tiles(result: PicturedPage) -> None:
    """Show what the network was given."""
    st.markdown("Each digit is cut out, scaled to 28 by 28 pixels and drawn light on dark.")
    digits = result.page.digits
    st.image(
        [tile for line in result.tiles for tile in line],
        caption=[f"{number}: {d.value}{'?' if d.doubtful else ''}" for number, d in enumerate(digits, 1)],
        alt=[f"Tile {number}, read as {digit.value}" for number, digit in enumerate(digits, 1)],
        width=TILE_WIDTH,
    )
