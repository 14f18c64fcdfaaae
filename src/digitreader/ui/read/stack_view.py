"""How a stack looks: how far it is, an overview of its files, and which results are shown."""

import time
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from digitreader.ui.emphasis import main_button
from digitreader.ui.read import stack_words
from digitreader.ui.read.session_files import Entry, SessionFiles
from digitreader.ui.read.worker import Read, Worker

A_PAGE = 10  # results; more pictures at once are slow on a phone
FILTER = "filter"  # the key of the filter
GRACE, TICK = 2.0, 0.1  # seconds that the page waits for a first result, and between two looks; few photos take longer
EVERY = 0.5  # seconds between two looks at a longer stack
LOOKS = 8  # a second, of all visitors who wait; with 100 a second no photo got its turn any more
REFRESH = 5.0  # seconds after which the counts are brought up to date, where nothing else has changed
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
    """Return what the visitor has chosen to see, of what there is now."""
    which = st.session_state.get(FILTER) or stack_words.ALL
    passing = tuple(entry for entry, _ in session.results if stack_words.passes(entry, which))
    first = Choice(which, passing, 1)
    return replace(first, number=min(st.session_state.get(_page_key(session, which)) or 1, first.pages))


def _page_key(session: SessionFiles, which: str) -> str:
    """Return the key of the pagination: another upload or filter begins at the first page."""
    return f"page-{session.batch}-{which}"


def show_overview(session: SessionFiles, found: Choice) -> None:
    """Show what a stack holds, and let the visitor choose what to see of it."""
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
        alt="The files, one a row: how many lines were read, and how many digits to check",
    )  # fmt: skip
    if found.pages > 1:
        st.pagination(found.pages, key=_page_key(session, found.which))


def offer_removal(session: SessionFiles, entry: Entry) -> None:
    """Show the button that takes a result off the page, and out of every download."""
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.button(
            f"Remove {stack_words.short(entry.names[0])}", key=f"remove-{entry.key}", type="tertiary",
            on_click=session.forget, args=(entry.key,), icon=":material/close:",
        )  # fmt: skip


def read_on(worker: Worker, read: Read) -> Choice:
    """Have read what waits, show how far that is while it lasts, and return which results there are to show.

    The button stands outside the fragment: a click in there would wait until the whole page is drawn. The fragment is
    always there, in a container of its own: what it still sends from an earlier run must find its place.
    """
    moment, fragment, button = st.empty(), st.container(), st.empty()
    began = worker.start(read)
    if worker.running and not worker.session.stopped:
        button.button("Cancel", key="cancel", on_click=worker.stop, icon=":material/cancel:")
    if began:
        _await_first(worker, moment)
    running = worker.running  # asked first: what ends in between is then looked for once more
    found = choice(worker.session)
    with fragment:
        results, now = len(worker.session.results), time.monotonic()
        every = interval(worker.progress.queued) if running else None
        st.fragment(_look_on, run_every=every)(worker, found, results, now, running)
    if not running:
        button.empty()
        _show_stopped(worker)
    return found


def interval(queued: int) -> float:
    """Return the seconds between two looks, while so many people wait for their turn."""
    return max(EVERY, queued / LOOKS)


def _await_first(worker: Worker, place: DeltaGenerator) -> None:
    """Wait a moment for what has just been begun: a single photo is read by then, and shown without another run.

    Where other people's photos come first, the fragment waits: it takes less of the processor.
    """
    deadline = time.monotonic() + GRACE
    while not worker.wait(TICK) and time.monotonic() < deadline and not worker.progress.held_up:
        with place:
            _show_progress(worker)
    place.empty()


def _look_on(worker: Worker, drawn: Choice, results: int, since: float, running: bool) -> None:
    """Show how far the reading is while it runs, or have the page run again where it shows too little."""
    session, now = worker.session, time.monotonic()
    if not running:
        return
    session.seen = now
    found = choice(session)
    more = (found.shown, found.pages) != (drawn.shown, drawn.pages)
    late = now - since > REFRESH and len(session.results) != results
    if not worker.running or more or late:
        st.rerun()
    _show_progress(worker)


def _show_progress(worker: Worker) -> None:
    """Show how far the reading is."""
    found = worker.progress
    if worker.session.stopped:
        st.info("Stopping after this photo.", icon=":material/hourglass_top:")
    else:
        st.progress(found.done / max(found.done + found.left, 1), text=stack_words.progress(found))


def _show_stopped(worker: Worker) -> None:
    """Say what was stopped, if anything, and offer the ways on."""
    session = worker.session
    if not (session.stopped and session.waiting):
        return
    st.info(stack_words.stopped(len(session.results), len(session.waiting)), icon=":material/pause_circle:")
    with st.container(horizontal=True):
        st.button("Read the rest", key="go-on", on_click=worker.go_on, type=main_button(), icon=":material/play_arrow:")
        st.button("Skip the rest", key="leave-out", on_click=session.forget_waiting, icon=":material/delete:")
