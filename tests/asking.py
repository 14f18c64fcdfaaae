"""Asking the API chunk by chunk, as a network does; the test client sends requests in one piece."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import anyio
from starlette.types import ASGIApp, Message

BOUNDARY = "frontier"
FORM = f"multipart/form-data; boundary={BOUNDARY}"


@dataclass
class Heard:
    """What came back. taken: how many chunks of the request were asked for."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    taken: int = 0

    @property
    def code(self) -> str:
        """What is wrong, for programs."""
        return str(json.loads(self.body)["code"])


def form_of(*files: tuple[str, bytes]) -> bytes:
    """Return a form with files (name, bytes)."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode() + data
        for name, data in files
    ]
    return b"\r\n".join([*parts, f"--{BOUNDARY}--\r\n".encode()])


async def ask(app: ASGIApp, chunks: Iterable[bytes], pause: float = 0.0, ends: bool = True, **headers: str) -> Heard:
    """Return what an application answers to POST /api/v1/read.

    Args:
        app: the application.
        chunks: of the request's body; without a Content-Length, as chunked requests come.
        pause: seconds before each of them.
        ends: whether the sender says that it has sent everything, or is silent then.
        headers: of the request.
    """
    heard, waiting = Heard(), iter(chunks)

    async def receive() -> Message:
        await anyio.sleep(pause)
        chunk = next(waiting, None)
        if chunk is None and not ends:
            await anyio.sleep_forever()
        heard.taken += chunk is not None
        return {"type": "http.request", "body": chunk or b"", "more_body": chunk is not None}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            heard.status = message["status"]
            heard.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        heard.body += message.get("body", b"")

    await app(_scope({"content-type": FORM} | headers), receive, send)
    return heard


def _scope(headers: dict[str, str]) -> dict[str, Any]:
    """Return what a server knows of such a request."""
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": "/api/v1/read", "raw_path": b"/api/v1/read", "root_path": "", "query_string": b"",
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "state": {},
    }  # fmt: skip
