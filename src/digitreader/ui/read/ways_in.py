"""The ways in: files chosen, dropped or pasted, and the camera."""

from collections.abc import Iterable

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from digitreader.intake.containers import container_of
from digitreader.intake.file_type import CONTAINER_SUFFIXES, PHOTO_LABELS, PHOTO_SUFFIXES
from digitreader.ui.read.edit_queue import wants_editing
from digitreader.ui.read.session_files import SessionFiles

CAMERA = "camera"  # the camera's key
CAMERA_WIDTH = 640  # pixels; on a phone as wide as the screen


def offer_upload(session: SessionFiles) -> None:
    """Show the uploader; the session takes what comes at once, and the uploader is empty again."""
    st.file_uploader(
        f"Your photos: {PHOTO_LABELS}, or many of them in a PDF or ZIP file",
        type=[*PHOTO_SUFFIXES, *CONTAINER_SUFFIXES], accept_multiple_files=True, key=session.uploader_key,
        on_change=_take_uploads, args=(session, session.uploader_key),
    )  # fmt: skip
    st.markdown("Choose files, drop them here, or click beside the button and paste a copied picture.")


def offer_camera(session: SessionFiles) -> None:
    """Show the camera where the visitor asks for it; until then the browser is not asked for one."""
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
    uploads: list[UploadedFile] = st.session_state.get(key) or []
    _take(session, [(upload.name, upload.getvalue()) for upload in uploads if upload.file_id not in session.taken])
    session.taken |= {upload.file_id for upload in uploads}
    _release(uploads)
    if uploads and key == session.uploader_key:
        session.uploader += 1


def _take_shot(session: SessionFiles) -> None:
    """Take a photo from the camera; clearing the camera for the next one gives none."""
    shot: UploadedFile | None = st.session_state[CAMERA]
    if shot is not None:
        _take(session, [("camera.jpg", shot.getvalue())])


def _take(session: SessionFiles, files: list[tuple[str, bytes]]) -> None:
    """Have files read; photos that the visitor wants to turn or crop wait in the queue for that."""
    to_edit = [(name, data) for name, data in files if wants_editing() and container_of(data) == "photo"]
    at_once = [file for file in files if file not in to_edit]
    session.edit_queue += to_edit
    if at_once:
        session.take(at_once)


def _release(uploads: Iterable[UploadedFile]) -> None:
    """Release what the server holds of uploads; it would keep them until the session ends."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        for upload in uploads:
            context.uploaded_file_mgr.remove_file(context.session_id, upload.file_id)
