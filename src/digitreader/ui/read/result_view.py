"""The result of one file: its text, the photo beside it, and a table of its digits."""

import streamlit as st

from digitreader.output.pictured import PicturedPage
from digitreader.output.result import PageResult
from digitreader.ui import words
from digitreader.ui.read.add_line import offer_line
from digitreader.ui.read.photo_view import offer_tiles, show_picture
from digitreader.ui.read.reviewed_lines import as_corrected, lines_of
from digitreader.ui.read.session_files import Entry
from digitreader.ui.read.text_view import show_entry_text

LONG_TABLE, TABLE_HEIGHT = 7, 280  # rows, and pixels of those that scroll


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
        show_picture(result, f"Your photo {entry.names[0]}; no digits were found in it.")


def _show_digits(entry: Entry, result: PicturedPage) -> None:
    """Show text and table beside photo and tiles; where a person added all lines, only the text and the photo."""
    name, corrected = entry.names[0], as_corrected(entry)
    text_side, picture_side = st.columns(2)
    with text_side:
        show_entry_text(entry, corrected)
        if result.page.lines:
            _show_table(name, corrected, result.page)
    with picture_side:
        said = ", ".join(corrected.texts)
        if result.page.lines:
            show_picture(
                result, f"Your photo {name} with a numbered box around each of {words.amount(result.page)}: {said}"
            )
            offer_tiles(entry, result)
        else:
            show_picture(result, f"Your photo {name}; you say that it shows {said}")


def _show_table(name: str, page: PageResult, read: PageResult) -> None:
    """Show a row for each digit. page: as corrected. read: as it was read."""
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
