"""A stack of results: an overview of its files, and which of them are shown."""

from dataclasses import dataclass, replace

import streamlit as st

from digitreader.ui.read import stack_words
from digitreader.ui.read.session_files import Entry, SessionFiles

A_PAGE = 10  # results; more pictures at once are slow on a phone
FILTER = "filter"  # the key of the filter
LONG_TABLE, TABLE_HEIGHT = 10, 380  # rows, and pixels of those that scroll


@dataclass(frozen=True)
class Choice:
    """Which results the page shows.

    which: one of stack_words.FILTERS. passing: all results that pass it. number: the page of them, from 1.
    """

    which: str
    passing: tuple[Entry, ...]
    number: int

    @property
    def pages(self) -> int:
        """How many pages they fill."""
        return max(1, -(-len(self.passing) // A_PAGE))

    @property
    def shown(self) -> tuple[Entry, ...]:
        """The results of the page that is shown."""
        return self.passing[(self.number - 1) * A_PAGE : self.number * A_PAGE]


def choice(session: SessionFiles) -> Choice:
    """What the visitor has chosen to see of the results there are now."""
    which = st.session_state.get(FILTER) or stack_words.ALL
    passing = tuple(entry for entry, _ in session.results if stack_words.passes(entry, which))
    first = Choice(which, passing, 1)
    return replace(first, number=min(st.session_state.get(_page_key(session, which)) or 1, first.pages))


def _page_key(session: SessionFiles, which: str) -> str:
    """The key of the pagination; another upload or filter has its own and so begins at the first page."""
    return f"page-{session.batch}-{which}"


def show_overview(session: SessionFiles, found: Choice) -> None:
    """Show what a stack holds, and let the visitor choose what to see; one result alone needs no overview."""
    entries = [entry for entry, _ in session.results]
    if len(entries) < 2:
        return
    st.segmented_control(
        "Show", stack_words.FILTERS, format_func=lambda which: stack_words.title(which, entries),
        default=stack_words.ALL, required=True, key=FILTER,
    )  # fmt: skip
    if not found.passing:
        st.info("There are none of these.", icon=":material/check_circle:")
        return
    st.table(
        stack_words.rows(found.passing), border="horizontal", hide_index=True,
        height=TABLE_HEIGHT if len(found.passing) > LONG_TABLE else "content",
        alt="The files, one a row: how many lines were read, and how many numbers to check",
    )  # fmt: skip
    if found.pages > 1:
        st.pagination(found.pages, key=_page_key(session, found.which))


def offer_removal(session: SessionFiles, entry: Entry) -> None:
    """Offer to take a result off the page and out of every download."""
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.button(
            f"Remove {stack_words.short(entry.names[0])}", key=f"remove-{entry.key}", type="tertiary",
            on_click=session.forget, args=(entry.key,), icon=":material/close:",
        )  # fmt: skip
