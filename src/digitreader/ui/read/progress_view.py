"""How far the reading of a stack is, and the buttons that stop it and go on."""

import time

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from digitreader.ui.emphasis import main_button
from digitreader.ui.read import stack_words
from digitreader.ui.read.stack_view import Choice, choice
from digitreader.ui.read.worker import Read, Worker

GRACE, TICK = 2.0, 0.1  # seconds that the page waits for a first result, and between two looks; few photos take longer
EVERY = 0.5  # seconds between two looks at a longer stack
LOOKS = 8  # a second, of all visitors who wait; with 100 a second no photo got its turn any more
REFRESH = 5.0  # seconds after which the counts are brought up to date, where nothing else has changed


def read_on(worker: Worker, read: Read) -> Choice:
    """Read what waits, show how far that is meanwhile, and return which results to show now.

    The button stands outside the fragment: a click inside would wait until the whole page is drawn. The fragment is
    always there, in its own container: what it still sends from an earlier run must find its place.
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
    """Seconds between two looks while so many people wait for their turn."""
    return max(EVERY, queued / LOOKS)


def _await_first(worker: Worker, place: DeltaGenerator) -> None:
    """Wait a moment for the first result: a single photo is read by then, and shown without another run.

    Where other people's photos come first, leave the waiting to the fragment, which takes less processor time.
    """
    deadline = time.monotonic() + GRACE
    while not worker.wait(TICK) and time.monotonic() < deadline and not worker.progress.held_up:
        with place:
            _show_progress(worker)
    place.empty()


def _look_on(worker: Worker, drawn: Choice, results: int, since: float, running: bool) -> None:
    """Show how far the reading is, or run the page again when there is more to show than was drawn."""
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
    """Say what was stopped, if anything, and offer to read or to skip the rest."""
    session = worker.session
    if not (session.stopped and session.waiting):
        return
    st.info(stack_words.stopped(len(session.results), len(session.waiting)), icon=":material/pause_circle:")
    with st.container(horizontal=True):
        st.button("Read the rest", key="go-on", on_click=worker.go_on, type=main_button(), icon=":material/play_arrow:")
        st.button("Skip the rest", key="leave-out", on_click=session.forget_waiting, icon=":material/delete:")
