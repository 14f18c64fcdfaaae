"""Who has left leaves nothing behind, though Streamlit itself forgets late."""

import gc
import time
import tomllib
import weakref
from types import SimpleNamespace
from typing import Any

import pytest
from browsing import ROOT
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from digitreader.ui import hosting
from digitreader.ui.read import worker
from digitreader.ui.upload_manager import UploadManager, adopt


class Session:
    """Stands in for Streamlit's: refers to itself in a circle."""

    def __init__(self) -> None:
        self.id, self.me = "anna", self
        self.session_state = {"photos": b"large"}
        self.ended = False

    def shutdown(self) -> None:
        self.ended = True


def server_that_holds(session: Session, seconds: float) -> Any:
    """A server that keeps a session that was left for so many seconds."""
    storage = MemorySessionStorage(ttl_seconds=seconds)  # type: ignore[arg-type]
    storage.save(SimpleNamespace(session=session))  # type: ignore[arg-type]
    loop = SimpleNamespace(call_soon_threadsafe=lambda call, *args: call(*args))
    return SimpleNamespace(
        uploaded_file_mgr=adopt(MemoryUploadedFileManager("/upload")),
        _session_mgr=SimpleNamespace(_session_storage=storage),
        _get_async_objs=lambda: SimpleNamespace(eventloop=loop),
    )


def test_a_session_past_its_time_is_forgotten_though_nobody_else_leaves() -> None:
    session = Session()
    gone, server = weakref.ref(session), server_that_holds(session, 0.0)
    del session
    hosting.sweep(server)
    deadline = time.monotonic() + 20
    while gone() is not None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert gone() is None


def test_a_session_past_its_time_that_streamlit_still_holds_is_empty() -> None:
    session = Session()
    hosting.sweep(server_that_holds(session, 0.0))
    assert (session.ended, session.session_state) == (True, {})


def test_a_session_whose_connection_was_just_lost_is_kept() -> None:
    session = Session()
    server = server_that_holds(session, 100.0)
    hosting.sweep(server)
    gc.collect()
    assert server._session_mgr._session_storage.get("anna").session is session
    assert (session.ended, session.session_state) == (False, {"photos": b"large"})


def test_uploads_that_no_page_took_are_looked_after(monkeypatch: pytest.MonkeyPatch) -> None:
    called = []
    monkeypatch.setattr(UploadManager, "let_unclaimed_go", lambda self: called.append(self))
    server = server_that_holds(Session(), 100.0)
    hosting.sweep(server)
    assert called == [server.uploaded_file_mgr]


def test_a_stack_is_read_on_for_as_long_as_its_session_is_kept() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["disconnectedSessionTTL"] == worker.ABANDONED


def test_what_a_browser_sends_at_once_is_bounded() -> None:
    server = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["server"]
    assert server["maxMessageSize"] <= 20
    assert server["maxWidgetStateSize"] <= 4
