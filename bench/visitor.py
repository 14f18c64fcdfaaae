"""A visitor without a browser that speaks Streamlit's websocket protocol.

A real browser would also fetch the app's scripts and fonts once, which only costs the server file reads.
"""

import asyncio
import time
import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from types import TracebackType
from typing import Self

from screen import Screen
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from web import Lost, as_form, fetch
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

COOKIE = "_streamlit_xsrf"
STREAM = "_stcore/stream"
MOST = 64 * 2**20  # bytes of a message from the server

File = tuple[str, bytes]  # (name, content)


class Visitor:
    """One visitor, on one page at a time.

    Args:
        host: the server, such as "127.0.0.1:8501".
        page: the path of the first page.
    """

    def __init__(self, host: str, page: str = "read") -> None:
        self.host = host
        self.page = page
        self.screen = Screen()
        self.session = ""  # the session id
        self.token = ""  # against requests from pages of other places
        self.uploaded = 0.0  # time.monotonic() when the last upload began
        self._hash = ""  # the page's hash
        self._pages: dict[str, str] = {}
        self._states: dict[str, WidgetState] = {}
        self._cache: dict[str, ForwardMsg] = {}
        self._timers: dict[str, asyncio.Task[None]] = {}
        self._urls: list[FileURLs] = []
        self._news = asyncio.Event()
        self._socket: ClientConnection | None = None
        self._listener: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Open the page and run it."""
        await self.fetch(f"/{self.page}")
        headers = await self.fetch("/_stcore/health")
        self.token = headers["set-cookie"].split(f"{COOKIE}=")[1].split(";")[0]
        await self.connect()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the page."""
        await self.leave()

    async def connect(self) -> None:
        """Connect or reconnect, and request the page."""
        protocols = ["streamlit", self.token, *([self.session] if self.session else [])]
        self._socket = await connect(
            f"ws://{self.host}/{STREAM}", origin=f"http://{self.host}", subprotocols=protocols, max_size=MOST,
            additional_headers={"Cookie": f"{COOKIE}={self.token}"}, proxy=None, open_timeout=60, ping_interval=None,
        )  # fmt: skip
        self._listener = asyncio.create_task(self._listen(self._socket))
        await self.rerun()

    async def leave(self) -> None:
        """Close the connection."""
        self._stop_timers()
        if self._socket:
            await self._socket.close()
        if self._listener:
            self._listener.cancel()
            with suppress(asyncio.CancelledError, ConnectionClosed):
                await self._listener

    def drop(self) -> None:
        """Drop the connection without closing it, like a phone that loses its network."""
        assert self._socket
        self._socket.transport.abort()

    async def rerun(self, fragment: str = "") -> None:
        """Rerun the page, or one fragment as a timer does."""
        message = BackMsg()
        run = message.rerun_script
        run.page_script_hash, run.page_name = self._hash, "" if self._hash else self.page
        run.fragment_id, run.is_auto_rerun = fragment, bool(fragment)
        run.widget_states.widgets.extend(self._states.values())
        run.cached_message_hashes.extend(self._cache)
        run.context_info.timezone, run.context_info.url = "Europe/London", f"http://{self.host}/{self.page}"
        await self.send(message)

    async def open(self, page: str) -> None:
        """Go to another page through the menu."""
        self._stop_timers()
        self.page, self._hash = page, self._pages[page]
        await self.rerun()

    async def change(self, widget: str, **value: bool | str) -> None:
        """Change what a widget holds, or click a button."""
        self._states[widget] = WidgetState(id=widget, **value)  # type: ignore[arg-type]
        await self.rerun()
        if "trigger_value" in value:
            del self._states[widget]

    async def upload(self, files: Iterable[File]) -> None:
        """Upload files, all at once."""
        self.uploaded = time.monotonic()
        files, uploader = list(files), next(self.screen.elements("file_uploader")).file_uploader
        request = BackMsg()
        request.file_urls_request.request_id = str(uuid.uuid4())
        request.file_urls_request.session_id = self.session
        request.file_urls_request.file_names.extend(name for name, _ in files)
        self._urls = []
        await self.send(request)
        await self.until(lambda _: bool(self._urls))
        state = WidgetState(id=uploader.id)
        state.file_uploader_state_value.SetInParent()
        for (name, data), urls in zip(files, self._urls, strict=True):
            await self.fetch(urls.upload_url, "PUT", *as_form(name, data))
            state.file_uploader_state_value.uploaded_file_info.add(
                name=name, size=len(data), file_id=urls.file_id, file_urls=urls
            )
        self._states[uploader.id] = state
        await self.rerun()

    async def until(self, found: Callable[[Screen], object], patience: float = 60) -> None:
        """Wait until the page shows something.

        Raises:
            TimeoutError: it did not within so many seconds.
            Lost: the connection has ended.
        """
        async with asyncio.timeout(patience):
            while not found(self.screen):
                if self._listener is None or self._listener.done():
                    raise Lost("the connection ended")
                self._news.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(1):
                        await self._news.wait()

    async def fetch(self, path: str, method: str = "GET", kind: str = "", body: bytes = b"") -> dict[str, str]:
        """Send a request and return the response headers.

        Raises:
            Lost: it was refused.
        """
        headers = {"Cookie": f"{COOKIE}={self.token}", "X-Xsrftoken": self.token} if self.token else {}
        return await fetch(self.host, path, method, headers | ({"Content-Type": kind} if kind else {}), body)

    async def closed(self, seconds: float) -> int:
        """Wait until the server closes the connection; return its code, 0 if it does not within so many seconds."""
        assert self._socket
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._socket.wait_closed()
        return self._socket.close_code or 0

    async def send(self, message: BackMsg) -> None:
        """Send a message."""
        assert self._socket
        try:
            await self._socket.send(message.SerializeToString())
        except ConnectionClosed as error:
            raise Lost("the connection ended") from error

    async def _listen(self, socket: ClientConnection) -> None:
        """Process the server's messages until the connection ends."""
        try:
            async for data in socket:
                assert isinstance(data, bytes)
                self._hear(ForwardMsg.FromString(data))
                self._news.set()
        finally:
            self._stop_timers()
            self._news.set()

    def _hear(self, sent: ForwardMsg) -> None:
        """React to one message as a browser does."""
        message = self._whole(sent)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._begin(message)
        elif kind == "navigation":
            self._hash = message.navigation.page_script_hash
            self._pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        elif kind == "file_urls_response":
            self._urls = list(message.file_urls_response.file_urls)
        elif kind == "auto_rerun" and message.auto_rerun.fragment_id not in self._timers:
            again = self._run_again(message.auto_rerun.fragment_id, message.auto_rerun.interval)
            self._timers[message.auto_rerun.fragment_id] = asyncio.create_task(again)
        elif kind == "stop_auto_rerun":
            self._stop_timers(message.stop_auto_rerun.fragment_ids)
        self.screen.follow(message)
        if kind == "script_finished":  # widgets that are gone lose their state
            self._states = {key: state for key, state in self._states.items() if key in self.screen.widgets}

    def _whole(self, message: ForwardMsg) -> ForwardMsg:
        """Resolve a message: some only refer to a large one sent earlier."""
        if message.WhichOneof("type") == "ref_hash":
            known = ForwardMsg()
            known.CopyFrom(self._cache[message.ref_hash])
            known.metadata.CopyFrom(message.metadata)
            return known
        if message.metadata.cacheable:
            self._cache[message.hash] = message
        return message

    def _begin(self, message: ForwardMsg) -> None:
        """Note the session; a run of the whole page stops the timers."""
        self.session = message.new_session.initialize.session_id
        if not message.metadata.run.fragment_ids:
            self._hash = message.new_session.page_script_hash
            self._stop_timers()

    async def _run_again(self, fragment: str, seconds: float) -> None:
        """Rerun a fragment at intervals."""
        with suppress(Lost):
            while True:
                await asyncio.sleep(seconds)
                await self.rerun(fragment)

    def _stop_timers(self, fragments: Iterable[str] | None = None) -> None:
        """Stop some timers, or all."""
        for fragment in list(self._timers if fragments is None else fragments):
            if timer := self._timers.pop(fragment, None):
                timer.cancel()
