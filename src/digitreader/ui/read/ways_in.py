"""How photos come in: files chosen, dropped or pasted, and the camera."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from digitreader.intake.containers import container_of
from digitreader.intake.file_type import CONTAINER_SUFFIXES, PHOTO_LABELS, PHOTO_SUFFIXES
from digitreader.ui import upload_manager
from digitreader.ui.disk import NoRoom
from digitreader.ui.read.edit_queue import wants_editing
from digitreader.ui.read.session_files import File, SessionFiles

CAMERA = "camera"  # the camera's key
HEAD = 64  # bytes; they tell a photo from a ZIP file or a PDF
CAMERA_WIDTH = 640  # pixels; on a phone as wide as the screen


def offer_upload(session: SessionFiles) -> None:
    """Show the uploader; the session takes the files at once, and the uploader is empty again."""
    st.file_uploader(
        f"Your photos: {PHOTO_LABELS}, or many of them in a PDF or ZIP file",
        type=[*PHOTO_SUFFIXES, *CONTAINER_SUFFIXES], accept_multiple_files=True, key=session.uploader.key,
        on_change=_take_uploads, args=(session, session.uploader.key),
    )  # fmt: skip
    _show_refused(session)
    st.markdown("Choose files, drop them here, or click beside the button and paste a copied picture.")


def offer_camera(session: SessionFiles) -> None:
    """Offer the camera; the browser is not asked for one until the visitor opens it."""
    opened = st.expander("Use the camera", icon=":material/photo_camera:", key="camera-open", on_change="rerun")
    if opened.open:
        with opened:
            st.camera_input(
                "Fill the picture with the writing, and hold still.",
                key=CAMERA, resolution="1080p", width=CAMERA_WIDTH, on_change=_take_shot, args=(session,),
            )  # fmt: skip


def _take_uploads(session: SessionFiles, key: str) -> None:
    """Take what came and empty the uploader, so that each file is held once only.

    Streamlit calls this again for the same uploader where the page reran before the browser had the next one.
    """
    session.uploader.refuse(*upload_manager.refused())
    uploads: list[UploadedFile] = st.session_state.get(key) or []
    _take(session, [(upload.name, upload) for upload in uploads if upload.file_id not in session.uploader.taken])
    session.uploader.taken |= {upload.file_id for upload in uploads}
    upload_manager.release(uploads)
    if uploads and key == session.uploader.key:
        session.uploader.empty()


def _take_shot(session: SessionFiles) -> None:
    """Take a photo from the camera; clearing the camera for the next one gives none."""
    shot: UploadedFile | None = st.session_state[CAMERA]
    if shot is not None:
        _take(session, [("camera.jpg", shot)])


def _take(session: SessionFiles, uploads: list[tuple[str, UploadedFile]]) -> None:
    """Have files read; photos to be turned or cropped first go to their queue."""
    to_edit: list[File] = []
    at_once: list[File] = []
    for name, upload in uploads:
        try:
            file = upload_manager.bytes_of(upload)
        except NoRoom as refusal:
            session.uploader.refuse(1, str(refusal))
            continue
        edited = wants_editing() and container_of(file.read(HEAD)) == "photo"
        (to_edit if edited else at_once).append((name, file))
    session.edit_queue += to_edit
    if at_once:
        session.take(at_once)


def _show_refused(session: SessionFiles) -> None:
    """Say that files of the last drop had no room."""
    session.uploader.refuse(*upload_manager.refused())
    if session.uploader.words:
        st.warning(session.uploader.words, icon=":material/inventory_2:")
