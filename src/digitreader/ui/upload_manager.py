"""What Streamlit's server does with uploads until a page takes them: it lays them on disk, and counts them.

Streamlit itself holds them in memory, all of a drop until its last file has come: 300 photos are 1.2 GB.
"""

import time
from collections.abc import Sequence

from starlette.exceptions import HTTPException
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from digitreader.ui.disk import DISK, NoRoom, Stored

UNCLAIMED = 300.0  # seconds after a session's last file, until those that its page did not take are let go


class UploadManager(MemoryUploadedFileManager):
    """Streamlit's own manager with its files on disk: what it lists of a file holds no bytes."""

    _stored: dict[tuple[str, str], Stored]  # by session and file
    _last: dict[str, float]  # when a session's last file came
    _refused: dict[str, tuple[int, str]]  # how many of a session's files had no room, and why

    def add_file(self, session_id: str, file: UploadedFileRec) -> None:
        """Take an upload.

        Raises:
            HTTPException: there is no room for it.
        """
        self._last[session_id] = time.monotonic()
        try:
            self._stored[session_id, file.file_id] = DISK.store(file.data, session_id)
        except NoRoom as refusal:
            self._refuse(session_id, str(refusal))
            raise HTTPException(refusal.status, str(refusal)) from refusal
        super().add_file(session_id, file._replace(data=b""))

    def _refuse(self, session_id: str, reason: str) -> None:
        """Note that a file had no room; the page is shown again, so that it can say so."""
        count = self._refused.get(session_id, (0, ""))[0] + 1
        self._refused[session_id] = count, reason
        app_session = Runtime.instance().get_app_session(session_id) if Runtime.exists() else None
        if app_session is not None and count == 1:
            app_session.request_rerun(None)

    def stored(self, session_id: str, file_id: str) -> Stored | None:
        """Return an upload's bytes, or None where they were let go."""
        return self._stored.get((session_id, file_id))

    def refused(self, session_id: str) -> tuple[int, str]:
        """Return how many uploads of a session had no room since this was asked last, and why."""
        return self._refused.pop(session_id, (0, ""))

    def remove_file(self, session_id: str, file_id: str) -> None:
        """Let an upload go; a page that has taken its bytes keeps them."""
        self._stored.pop((session_id, file_id), None)
        super().remove_file(session_id, file_id)

    def remove_session_files(self, session_id: str) -> None:
        """Let all uploads of a session go."""
        for key in [key for key in list(self._stored) if key[0] == session_id]:
            self._stored.pop(key, None)
        self._last.pop(session_id, None)
        self._refused.pop(session_id, None)
        super().remove_session_files(session_id)

    def let_unclaimed_go(self) -> None:
        """Let go what no page has taken some time after the last file of its session came."""
        now = time.monotonic()
        for session_id, last in list(self._last.items()):
            if now - last > UNCLAIMED:
                self.remove_session_files(session_id)


def install() -> None:
    """Have the running server lay uploads on disk; the second time nothing is left to do.

    Streamlit gives its upload route one manager at the start and no way to choose another, so that one is changed.
    """
    manager = Runtime.instance().uploaded_file_mgr if Runtime.exists() else None
    if type(manager) is MemoryUploadedFileManager:
        adopt(manager)


def adopt(manager: MemoryUploadedFileManager) -> UploadManager:
    """Make Streamlit's manager one of ours, with the files that it holds."""
    before = manager.file_storage.copy()
    manager.__class__ = UploadManager
    assert isinstance(manager, UploadManager)
    manager._stored, manager._last, manager._refused = {}, {}, {}
    for session_id, files in before.items():
        for file in list(files.values()):
            manager.add_file(session_id, file)
    return manager


def bytes_of(upload: UploadedFile) -> Stored:
    """Return an upload's bytes on disk.

    Raises:
        NoRoom: there is no room for them.
    """
    found = _ours()
    stored = found[0].stored(found[1], upload.file_id) if found else None
    return stored or keep(upload.getvalue())


def keep(data: bytes) -> Stored:
    """Lay bytes on disk that are no upload, for as long as somebody refers to them.

    Raises:
        NoRoom: there is no room for them.
    """
    context = get_script_run_ctx()
    return DISK.store(data, context.session_id if context else "")


def release(uploads: Sequence[UploadedFile]) -> None:
    """Let the server's own hold of uploads go; it would keep them until the session ends."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        for upload in uploads:
            context.uploaded_file_mgr.remove_file(context.session_id, upload.file_id)


def refused() -> tuple[int, str]:
    """Return how many of this session's uploads had no room since this was asked last, and why."""
    found = _ours()
    return found[0].refused(found[1]) if found else (0, "")


def _ours() -> tuple[UploadManager, str] | None:
    """Return our manager and the session that asks; None where Streamlit's own is at work, as in its test harness."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, UploadManager):
        return context.uploaded_file_mgr, context.session_id
    return None
