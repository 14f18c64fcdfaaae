"""What the pages ask of the server that runs them: uploads lie on disk, and who has left leaves nothing behind."""

import asyncio
import ctypes
import gc
import logging
import tempfile
import threading
import time
from contextlib import suppress

from anyio import to_thread
from starlette.formparsers import MultiPartParser
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.state import SessionState

from digitreader.ui import disk, upload_manager

SWEEP = 5.0  # seconds between two looks for what was left behind
IN_FLIGHT = 8  # uploads that are read into memory at the same time, of 20 MB at most; Streamlit's own number is 28
IN_MEMORY = 64 * 1024  # bytes of an upload that is coming in; more lie in a temporary file

log = logging.getLogger(__name__)

_sweeper: threading.Thread | None = None
_starting = threading.Lock()
_seen: dict[str, AppSession] = {}  # by its id: who was there or could come back at the last sweep


def prepare() -> None:
    """Prepare the running server; every run of a page calls this, and all but the first find it done."""
    global _sweeper
    upload_manager.install()
    server = _server()
    with _starting:
        if server is not None and (_sweeper is None or not _sweeper.is_alive()):
            _bound_what_comes_in(server)
            _sweeper = threading.Thread(target=_keep_sweeping, name="sweeper", daemon=True)
            _sweeper.start()


def _server() -> Runtime | None:
    """Return the running server; None where there is none, as in Streamlit's test harness."""
    found = Runtime.instance() if Runtime.exists() else None
    return found if type(found) is Runtime else None


def _bound_what_comes_in(runtime: Runtime) -> None:
    """Bound the memory that uploads take while they come in, however many come at once."""
    MultiPartParser.spool_max_size = IN_MEMORY
    tempfile.tempdir = str(disk.folder())
    with suppress(RuntimeError):  # the server is ending
        asyncio.run_coroutine_threadsafe(_read_few_at_once(), runtime._get_async_objs().eventloop)


async def _read_few_at_once() -> None:
    """Let the server's loop have few threads; an upload is held in memory by one of them."""
    to_thread.current_default_thread_limiter().total_tokens = IN_FLIGHT


def _keep_sweeping() -> None:
    """Sweep for as long as the server runs."""
    while (server := _server()) is not None:
        try:
            sweep(server)
        except Exception:
            log.exception("what was left behind could not be let go")
        time.sleep(SWEEP)


def sweep(runtime: Runtime) -> None:
    """Let go what nobody has any more: sessions past their time, and uploads that no page took.

    Streamlit forgets a session that was left only when another one is left after it. Its store is no public part of
    it, and is changed by the server's own thread alone.
    """
    manager = runtime.uploaded_file_mgr
    if isinstance(manager, upload_manager.UploadManager):
        manager.let_unclaimed_go()
    with suppress(RuntimeError):  # the server is ending
        runtime._get_async_objs().eventloop.call_soon_threadsafe(_forget_sessions, runtime)
    _trim()


def _forget_sessions(runtime: Runtime) -> None:
    """Forget the sessions past their time, and give the memory that they took back to the system."""
    runtime._session_mgr._session_storage._cache.expire()  # type: ignore[attr-defined]
    if _empty_gone(runtime):
        threading.Thread(target=_give_back, name="giving back", daemon=True).start()


def _empty_gone(runtime: Runtime) -> int:
    """Empty and count the sessions that are gone: Streamlit's loop refers to one of them until somebody comes."""
    here = {info.session.id: info.session for info in runtime._session_mgr.list_sessions()}
    gone = [session for number, session in _seen.items() if number not in here]
    _seen.clear()
    _seen.update(here)
    for session in gone:
        _empty(session)
    return len(gone)


def _empty(session: AppSession) -> None:
    """End a session, and let go what its state and the parts of its pages refer to."""
    session.shutdown()
    session._session_state = SessionState()  # to clear it would keep the arguments of callbacks
    session._fragment_storage = MemoryFragmentStorage()


def _give_back() -> None:
    """Collect what refers to itself in circles, as Streamlit's sessions do, and give free memory back."""
    gc.collect()
    _trim()


def _trim() -> None:
    """Give back what is free between the things that are kept: each photo leaves some such gaps."""
    with suppress(AttributeError, OSError, TypeError):  # glibc alone has it
        ctypes.CDLL(None).malloc_trim(0)
