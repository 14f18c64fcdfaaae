"""The ways in: files chosen, dropped or pasted, and the camera; each photo may be turned and cropped first."""

from collections.abc import Iterable

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from digitreader.errors import ReadError
from digitreader.intake.containers import kind_of
from digitreader.intake.crop_rotate import Trim, preview, trimmed
from digitreader.ui import words
from digitreader.ui.emphasis import main_button
from digitreader.ui.read.session_files import SessionFiles

TYPES = ["jpg", "jpeg", "png", "heic", "heif", "pdf", "zip"]
TRIM_FIRST, CAMERA = "trim-first", "camera"  # the keys of the switch and of the camera
TRIM = "trim"  # in the session: what is done to the photo on the bench
PREVIEW_WIDTH, CAMERA_WIDTH = 420, 640  # pixels; on a phone as wide as the screen


def offer_upload(session: SessionFiles) -> None:
    """Show the uploader; what comes lies on the session at once, and the uploader is empty again."""
    st.file_uploader(
        "Your photos: JPG, PNG or HEIC, or many of them in a PDF or a ZIP file",
        type=TYPES, accept_multiple_files=True, key=session.uploader_key,
        on_change=_take_uploads, args=(session, session.uploader_key),
    )  # fmt: skip
    st.markdown("Choose files, drop them onto the field, or click beside its button and paste a copied picture.")


def offer_camera(session: SessionFiles) -> None:
    """Show the camera, where the visitor asks for it; before that the browser is not asked for any."""
    opened = st.expander("Use the camera", icon=":material/photo_camera:", key="camera-open", on_change="rerun")
    if opened.open:
        with opened:
            st.camera_input(
                "Fill the picture with the writing, and hold still.",
                key=CAMERA, resolution="1080p", width=CAMERA_WIDTH, on_change=_take_shot, args=(session,),
            )  # fmt: skip


def offer_trimming() -> None:
    """Show the switch for turning and cropping."""
    st.toggle("Turn or crop photos before they are read", key=TRIM_FIRST)


def show_edit_queue(session: SessionFiles) -> None:
    """Show the first photo that waits to be turned or cropped, with its controls."""
    with st.container():  # always, so that what stands below keeps its place
        if not session.edit_queue:
            return
        name, data = session.edit_queue[0]
        trim: Trim = st.session_state.setdefault(TRIM, Trim())
        with st.container(border=True):
            st.subheader(f"Turn and crop {words.plain(name)}", anchor=False)
            controls, picture = st.columns(2)
            with controls:
                trim = _choose_trim(session, trim, f"{len(session.edit_queue)}-{session.batch}")
            try:
                picture.image(preview(data, trim), alt=f"{name}; what is dark will be cut off", width=PREVIEW_WIDTH)
            except ReadError:  # it will say why among the results
                _leave_edit_queue(session, Trim())
                st.rerun()


def _choose_trim(session: SessionFiles, trim: Trim, photo: str) -> Trim:
    """Show the controls, and return what they say.

    Turns are callbacks and come first; the photo is taken here, when all that was clicked before is in the trim, also
    where clicks come faster than the page is drawn. Every photo has controls of its own, so that a double click cannot
    reach the next one unseen.
    """
    with st.container(horizontal=True):
        st.button("Turn left", key=f"turn-left-{photo}", on_click=_turn, args=(3,), icon=":material/rotate_left:")
        st.button("Turn right", key=f"turn-right-{photo}", on_click=_turn, args=(1,), icon=":material/rotate_right:")
    state = f"{photo}-{trim.turns}"  # other sliders for each turn
    across = st.slider("Keep from left to right", 0, 100, _percents(trim.across), format="%d%%", key=f"across-{state}")
    down = st.slider("Keep from top to bottom", 0, 100, _percents(trim.down), format="%d%%", key=f"down-{state}")
    trim = st.session_state[TRIM] = Trim(trim.turns, _shares(across), _shares(down))
    with st.container(horizontal=True):
        read = st.button("Read this photo", key=f"read-trimmed-{photo}", type=main_button())
        leave = st.button("Leave it out", key=f"leave-it-out-{photo}")
    if read or leave:
        _leave_edit_queue(session, trim if read else None)
        st.rerun()
    if len(session.edit_queue) > 1:
        st.caption(f"{words.count(len(session.edit_queue) - 1, 'photo')} more to turn or crop.")
    return trim


def _percents(shares: tuple[float, float]) -> tuple[int, int]:
    return round(100 * shares[0]), round(100 * shares[1])


def _shares(percents: tuple[int, int]) -> tuple[float, float]:
    """Return what is kept as shares; sliders that meet leave a narrow strip."""
    start = min(percents[0], 98) / 100
    return start, max(percents[1] / 100, start + 0.02)


def _turn(quarters: int) -> None:
    """Turn the photo on the bench."""
    st.session_state[TRIM] = st.session_state[TRIM].turned(quarters)


def _leave_edit_queue(session: SessionFiles, trim: Trim | None) -> None:
    """Lay the photo from the bench on the session, trimmed; without a trim forget it."""
    st.session_state[TRIM] = Trim()
    name, data = session.edit_queue.pop(0)
    if trim is None:
        return
    try:
        session.take([(name, trimmed(data, trim))])
    except ReadError:
        session.take([(name, data)])


def _take_uploads(session: SessionFiles, key: str) -> None:
    """Take what came, and empty the uploader: what lies on the session is held once only.

    This is called for the same uploader again where the page was run anew before the browser had the next one.
    """
    uploads: list[UploadedFile] = st.session_state.get(key) or []
    _take(session, [(upload.name, upload.getvalue()) for upload in uploads if upload.file_id not in session.taken])
    session.taken |= {upload.file_id for upload in uploads}
    _let_go(uploads)
    if uploads and key == session.uploader_key:
        session.uploader += 1


def _take_shot(session: SessionFiles) -> None:
    """Take a photo from the camera; clearing the camera for the next one gives none."""
    shot: UploadedFile | None = st.session_state[CAMERA]
    if shot is not None:
        _take(session, [("camera.jpg", shot.getvalue())])


def _take(session: SessionFiles, files: list[tuple[str, bytes]]) -> None:
    """Lay files on the session; photos on the bench, where the visitor will turn or crop them."""
    trims = bool(st.session_state.get(TRIM_FIRST))
    on_bench = [(name, data) for name, data in files if trims and kind_of(data) == "photo"]
    at_once = [file for file in files if file not in on_bench]
    session.edit_queue += on_bench
    if at_once:
        session.take(at_once)


def _let_go(uploads: Iterable[UploadedFile]) -> None:
    """Release what the server holds of uploads; it would keep them until the session ends."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        for upload in uploads:
            context.uploaded_file_mgr.remove_file(context.session_id, upload.file_id)
