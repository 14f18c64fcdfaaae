"""Photos that the visitor wants to turn or crop before they are read, one at a time."""

import streamlit as st

from digitreader.errors import ReadError
from digitreader.intake.crop_rotate import CropRotate, crop_and_rotate, preview
from digitreader.ui import words
from digitreader.ui.disk import NoRoom
from digitreader.ui.emphasis import main_button
from digitreader.ui.read.session_files import SessionFiles
from digitreader.ui.upload_manager import keep

SWITCH = "trim-first"  # the key of the switch
EDIT = "trim"  # in the session: what is done to the first photo of the queue
PREVIEW_WIDTH = 420  # pixels; on a phone as wide as the screen
NARROWEST = 2  # per cent of the photo that is kept where sliders meet


def offer_editing() -> None:
    """Show the switch that has photos turned or cropped first."""
    st.toggle("Turn or crop photos before they are read", key=SWITCH)


def wants_editing() -> bool:
    """Whether new photos go to the queue first."""
    return bool(st.session_state.get(SWITCH))


def show_edit_queue(session: SessionFiles) -> None:
    """Show the first photo of the queue with its controls."""
    with st.container():  # always, so that what stands below keeps its place
        if not session.edit_queue:
            return
        name, file = session.edit_queue[0]
        edit: CropRotate = st.session_state.setdefault(EDIT, CropRotate())
        with st.container(border=True):
            st.subheader(f"Turn and crop {words.plain(name)}", anchor=False)
            controls, picture = st.columns(2)
            with controls:
                edit = _choose_edit(session, edit, f"{len(session.edit_queue)}-{session.batch}")
            try:
                picture.image(
                    preview(file.read(), edit), alt=f"{name}; the dark part will be cut off", width=PREVIEW_WIDTH
                )
            except ReadError:  # the results will say why
                _take_first(session, CropRotate())
                st.rerun()


def _choose_edit(session: SessionFiles, edit: CropRotate, photo: str) -> CropRotate:
    """Show the controls and return the edit they are set to.

    The buttons that turn are callbacks and so come first: when the photo is taken here, the edit holds all earlier
    clicks, even if they come faster than the page is drawn. Each photo has its own controls, so that a double click
    cannot reach the next photo unseen.
    """
    with st.container(horizontal=True):
        st.button("Turn left", key=f"turn-left-{photo}", on_click=_turn, args=(3,), icon=":material/rotate_left:")
        st.button("Turn right", key=f"turn-right-{photo}", on_click=_turn, args=(1,), icon=":material/rotate_right:")
    state = f"{photo}-{edit.turns}"  # other sliders for each turn
    across = st.slider("Keep from left to right", 0, 100, _percents(edit.across), format="%d%%", key=f"across-{state}")
    down = st.slider("Keep from top to bottom", 0, 100, _percents(edit.down), format="%d%%", key=f"down-{state}")
    edit = st.session_state[EDIT] = CropRotate(edit.turns, _shares(across), _shares(down))
    with st.container(horizontal=True):
        read = st.button("Read this photo", key=f"read-trimmed-{photo}", type=main_button())
        skip = st.button("Skip this photo", key=f"leave-it-out-{photo}")
    if read or skip:
        _take_first(session, edit if read else None)
        st.rerun()
    if len(session.edit_queue) > 1:
        st.caption(f"{words.count(len(session.edit_queue) - 1, 'more photo')} to turn or crop.")
    return edit


def _percents(shares: tuple[float, float]) -> tuple[int, int]:
    return round(100 * shares[0]), round(100 * shares[1])


def _shares(percents: tuple[int, int]) -> tuple[float, float]:
    """Make shares of percentages; sliders that meet keep a narrow strip."""
    start = min(percents[0], 100 - NARROWEST) / 100
    return start, max(percents[1] / 100, start + NARROWEST / 100)


def _turn(quarters: int) -> None:
    st.session_state[EDIT] = st.session_state[EDIT].turned(quarters)


def _take_first(session: SessionFiles, edit: CropRotate | None) -> None:
    """Take the first photo off the queue, and read it as edited; edit None skips it."""
    st.session_state[EDIT] = CropRotate()
    name, file = session.edit_queue.pop(0)
    if edit is None:
        return
    try:
        session.take([(name, keep(crop_and_rotate(file.read(), edit)))])
    except (ReadError, NoRoom):
        session.take([(name, file)])
