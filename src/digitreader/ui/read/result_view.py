"""The result of one file: its text, the photo beside it, and a table of its digits."""

import streamlit as st

from digitreader.output.marks import SignResult
from digitreader.output.pictured import PicturedPage
from digitreader.output.result import PageResult
from digitreader.ui import words
from digitreader.ui.read import stack_words
from digitreader.ui.read.add_line import offer_line
from digitreader.ui.read.reviewed_lines import lines_of
from digitreader.ui.read.session_files import Entry
from digitreader.ui.read.text_view import show_entry_text

LONG_TABLE, TABLE_HEIGHT = 7, 280  # rows, and pixels of those that scroll
PICTURE_HEIGHT = 520  # pixels; a portrait photo and its text fit one screen
TILE_WIDTH = 64  # pixels


def show(entry: Entry) -> None:
    """Show the result of a file, or why it could not be read; nothing while it waits."""
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
    """Say that no digits were found, and what may help."""
    words_side, picture_side = st.columns(2)
    with words_side:
        st.info(" ".join(result.page.advice) or words.NOTHING_FOUND, icon=":material/search_off:")
        offer_line(entry)
    with picture_side:
        _show_picture(result, f"Your photo {entry.names[0]}; no digits were found in it.")


def _show_digits(entry: Entry, result: PicturedPage) -> None:
    """Show text and table beside photo and tiles; where a person added all lines, only the text and the photo."""
    name, corrected, found = entry.names[0], entry.page, bool(result.page.lines)
    text_side, picture_side = st.columns(2)
    with text_side:
        show_entry_text(entry, corrected)
        if found:
            _show_table(name, corrected, entry.as_read)
    with picture_side:
        what = (
            f" with a numbered box around each of {words.amount(result.page)}:" if found else "; you say that it shows"
        )
        _show_picture(result, f"Your photo {name}{what} {', '.join(corrected.written.splitlines())}")
        if found:
            _offer_tiles(entry, result)


def _show_table(name: str, page: PageResult, read: PageResult) -> None:
    """Show a row for each digit and sign. page: as corrected. read: as it was read."""
    rows, old = list[tuple[str, ...]](), enumerate(read.digits, 1)
    for number, line in enumerate(page.lines, 1):
        places = iter(range(1, len(line.digits) + 1))
        for mark in line.marks:
            sure = words.percent(mark.confidence), words.next_best(mark)
            if isinstance(mark, SignResult):
                rows.append(("", f"{number}", "", words.sign_cell(mark), *sure))
            else:
                box, before = next(old)
                rows.append((f"{box}", f"{number}", f"{next(places)}", words.digit_cell(mark, before), *sure))
    titles = ("Box", "Line", "Place", "Digit", "Sure", "Next best")
    st.table(
        dict(zip(titles, map(list, zip(*rows, strict=True)), strict=True)),
        border="horizontal",
        hide_index=True,
        height=TABLE_HEIGHT if len(rows) > LONG_TABLE else "content",
        alt=f"The digits read in {name}, one a row; Box is the number on the photo",
    )


def _show_picture(result: PicturedPage, alt: str) -> None:
    """Show the photo, no taller than the screen, or say that it made room for others."""
    if not result.picture:
        st.info(stack_words.NO_PICTURE, icon=":material/hide_image:")
        return
    st.image(result.picture, alt=alt, width=max(1, round(PICTURE_HEIGHT * result.shape)))


def _offer_tiles(entry: Entry, result: PicturedPage) -> None:
    """Offer a look at what the network saw; only then are hundreds of small pictures sent."""
    key, digits = f"tiles-{entry.key}", result.page.digits
    expander = st.expander("What the network saw", icon=":material/grid_on:", key=key, on_change="rerun")
    if not expander.open:
        return
    expander.markdown("Each digit is cut out, scaled to 28 by 28 pixels and drawn light on dark.")
    expander.image(
        [tile for line in result.tiles for tile in line],
        caption=[f"{number}: {d.value}{'?' if d.doubtful else ''}" for number, d in enumerate(digits, 1)],
        alt=[f"Tile {number}, read as {digit.value}" for number, digit in enumerate(digits, 1)],
        width=TILE_WIDTH,
    )
