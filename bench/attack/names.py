"""Names that lead here from elsewhere: DNS rebinding, and pages of other places."""

import http.client

from attack.row import Row, Seen
from attack.server import PATIENCE, usual

PATHS = ("/", "/_stcore/health", "/_stcore/host-config", "/api/v1/health", "/api/v1/openapi.json")
SOCKET = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}


def _asked(method: str, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
    """Return the answer to a request with exactly these headers."""
    connection = http.client.HTTPConnection("127.0.0.1", usual().port, timeout=PATIENCE)
    connection.request(method, path, headers=headers)
    return connection.getresponse()


def _rebinding() -> Seen:
    """Ask for pages, the API and a socket as a page at evil.example does once that name leads to 127.0.0.1."""
    evil = {"Host": "evil.example", "Origin": "http://evil.example"}
    pages = {_asked("GET", path, evil).status for path in PATHS}
    socket = _asked("GET", "/_stcore/stream", evil | SOCKET).status
    return Seen(f"{len(PATHS)} pages {sorted(pages)}, socket {socket}", pages == {421} and socket == 403)


def _foreign_page() -> Seen:
    """Send a form and open a socket as a page of another place does under the server's own name."""
    foreign = {"Host": f"127.0.0.1:{usual().port}", "Origin": "http://evil.example"}
    form, socket = _asked("POST", "/api/v1/read", foreign), _asked("GET", "/_stcore/stream", foreign | SOCKET)
    return Seen(f"form {form.status}, socket {socket.status}", (form.status, socket.status) == (403, 403))


def _framed() -> Seen:
    """Look for headers that keep other pages from showing ours in a frame, and browsers from guessing kinds."""
    seen = [_asked("GET", path, {"Host": "localhost"}).headers for path in PATHS]
    framed = [
        path
        for path, head in zip(PATHS, seen, strict=True)
        if "frame-ancestors" not in head.get("Content-Security-Policy", "")
    ]
    guessed = [path for path, head in zip(PATHS, seen, strict=True) if head.get("X-Content-Type-Options") != "nosniff"]
    return Seen(f"without them: {framed + guessed or 'none'} of {len(PATHS)}", not framed + guessed)


ROWS = (
    Row("rebinding", "DNS rebinding: Host and Origin are evil.example", "421, and 403 for the socket", _rebinding),
    Row("foreign-page", "A page at evil.example sends a form and opens a socket", "403 each", _foreign_page),
    Row("frames", "A page shows ours in a frame, or has its kind guessed", "headers against both, everywhere", _framed),
)
