"""Who has left leaves nothing behind, though Streamlit itself forgets late."""

import asyncio
import gc
import time
import tomllib
import weakref
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from browsing import ROOT
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner.script_cache import ScriptCache

from digitreader.ui import hosting
from digitreader.ui.read import worker
from digitreader.ui.upload_manager import UploadManager, adopt


class Photo:
    """What a session holds."""


class Session:
    """Stands in for Streamlit's: refers to itself in a circle, and in its state and a part of its page to a photo."""

    def __init__(self) -> None:
        self.id, self.me, self.ended = "anna", self, False
        photo = Photo()
        self.holds = weakref.ref(photo)
        self._session_state, self._fragment_storage = {"photo": photo}, {"part": photo}

    @property
    def empty(self) -> bool:
        return self.ended and self.holds() is None

    def shutdown(self) -> None:
        self.ended = True


def server_that_holds(session: Session, seconds: float) -> Any:
    """A server that keeps a session that was left for so many seconds."""
    storage = MemorySessionStorage(ttl_seconds=seconds)  # type: ignore[arg-type]
    storage.save(SimpleNamespace(session=session))  # type: ignore[arg-type]
    loop = SimpleNamespace(call_soon_threadsafe=lambda call, *args: call(*args))
    return SimpleNamespace(
        uploaded_file_mgr=adopt(MemoryUploadedFileManager("/upload")),
        _session_mgr=SimpleNamespace(_session_storage=storage, list_sessions=storage.list),
        _get_async_objs=lambda: SimpleNamespace(eventloop=loop),
    )


def seen_and_left(session: Session) -> Any:
    """A server that has seen a session, whose time is now over."""
    server = server_that_holds(session, 100.0)
    hosting.sweep(server)
    storage = MemorySessionStorage(ttl_seconds=0.0)  # type: ignore[arg-type]
    storage.save(SimpleNamespace(session=session))  # type: ignore[arg-type]
    server._session_mgr = SimpleNamespace(_session_storage=storage, list_sessions=storage.list)
    return server


def test_a_session_past_its_time_is_forgotten_though_nobody_else_leaves() -> None:
    session = Session()
    gone, server = weakref.ref(session), seen_and_left(session)
    del session
    hosting.sweep(server)
    deadline = time.monotonic() + 20
    while gone() is not None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert gone() is None


def test_a_session_past_its_time_that_streamlit_still_holds_is_empty() -> None:
    session = Session()
    hosting.sweep(seen_and_left(session))
    assert session.empty


def test_a_session_that_streamlit_has_let_go_by_itself_is_empty() -> None:
    session = Session()
    server = seen_and_left(session)
    server._session_mgr._session_storage._cache.clear()
    hosting.sweep(server)
    assert session.empty


def test_a_session_whose_connection_was_just_lost_is_kept() -> None:
    session = Session()
    server = server_that_holds(session, 100.0)
    for _ in range(2):
        hosting.sweep(server)
        gc.collect()
    assert server._session_mgr._session_storage.get("anna").session is session
    assert not session.ended
    assert session.holds()


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


def test_a_session_of_streamlit_refers_to_nothing_of_its_visitor_when_it_is_gone() -> None:
    async def begun(photo: Photo) -> AppSession:
        files = MemoryUploadedFileManager("/upload")
        session = AppSession(ScriptData("streamlit_app.py"), files, ScriptCache(), None, {})
        button: Any = SimpleNamespace(id="button", callback_args=(photo,))
        session.session_state._new_widget_state.set_widget_metadata(button)
        session.session_state["photo"] = photo
        session._fragment_storage.register("part", partial(print, photo))
        return session

    photo = Photo()
    left, session = weakref.ref(photo), asyncio.run(begun(photo))
    del photo
    assert left()
    hosting._empty(session)
    gc.collect()
    assert left() is None
