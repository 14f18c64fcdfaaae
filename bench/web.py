"""A visitor's plain HTTP requests beside the websocket: pages, pictures, uploads."""

import asyncio
import uuid
from collections.abc import Mapping


class Lost(Exception):
    """The server dropped the visitor or refused a request."""


async def fetch(host: str, path: str, method: str, headers: Mapping[str, str], body: bytes) -> dict[str, str]:
    """Send a request and return the response headers, with lower-case names.

    Raises:
        Lost: it was refused.
    """
    name, port = host.split(":")
    reader, writer = await asyncio.open_connection(name, int(port))
    sent = {"Host": host, "Connection": "close", "Content-Length": f"{len(body)}", **headers}
    lines = [f"{method} {path} HTTP/1.1", *(f"{key}: {value}" for key, value in sent.items()), "", ""]
    try:
        writer.write("\r\n".join(lines).encode() + body)
        await writer.drain()
        head, _, _ = (await reader.read()).partition(b"\r\n\r\n")
    finally:
        writer.close()
    status, *fields = head.decode("latin-1").split("\r\n")
    if status.split(" ")[1:2] not in (["200"], ["204"]):
        raise Lost(f"{method} {path.split('?')[0]} was answered with {status or 'nothing'}")
    return {key.lower(): value.strip() for key, _, value in (line.partition(":") for line in fields)}


def as_form(name: str, data: bytes) -> tuple[str, bytes]:
    """Encode a file as a browser's upload form: its content type and body."""
    border = uuid.uuid4().hex
    head = f'--{border}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
    body = f"{head}Content-Type: image/jpeg\r\n\r\n".encode() + data + f"\r\n--{border}--\r\n".encode()
    return f"multipart/form-data; boundary={border}", body
