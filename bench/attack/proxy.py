"""The server behind the nginx of docs/nginx.conf, as it is given there but for ports and certificates."""

import http.client
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from attack.names import SOCKET
from attack.row import Row, Seen
from attack.server import PATIENCE, started

CONFIG = Path(__file__).parents[2] / "docs" / "nginx.conf"
HOST = "digits.example.org"
ORIGIN = {"Host": HOST, "Origin": f"https://{HOST}"}
MANY = 60  # connections from one address; 30 are allowed
SOON = 20.0  # seconds; nginx gives headers ten


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def write_config(folder: Path, port: int, behind: int) -> Path:
    """Write the configuration with other ports and without TLS, as a whole one; return its file."""
    text = re.sub(r"\n *ssl_[^\n]*", "", CONFIG.read_text(encoding="utf-8"))
    text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{port}").replace("127.0.0.1:8501", f"127.0.0.1:{behind}")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"    {kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    whole = f"pid {folder}/pid;\nerror_log {folder}/error.log;\ndaemon off;\nevents {{}}\n"
    file = folder / "nginx.conf"
    file.write_text(f"{whole}http {{\n    access_log off;\n{places}{text}\n}}\n", encoding="utf-8")
    return file


@contextmanager
def _behind_nginx() -> Iterator[int]:
    """Start both; give nginx's port."""
    server, port = started("--allow-host", HOST), free_port()
    with tempfile.TemporaryDirectory() as name:
        nginx = subprocess.Popen(
            ["nginx", "-c", write_config(Path(name), port, server.port)], stderr=subprocess.DEVNULL
        )
        try:
            while nginx.poll() is None:
                with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                time.sleep(0.1)
            yield port
        finally:
            nginx.terminate()
            nginx.wait(PATIENCE)
            server.stop()


def _asked(port: int, method: str, path: str, headers: dict[str, str]) -> int:
    """Return the status of a request by nginx."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request(method, path, headers=headers)
    try:
        return connection.getresponse().status
    finally:
        connection.close()


def _ordinary(port: int) -> Seen:
    """Open the page, its socket, and the API as a visitor of the name does."""
    page, health = (_asked(port, "GET", path, ORIGIN) for path in ("/", "/api/v1/health"))
    opened, form = _asked(port, "GET", "/_stcore/stream", ORIGIN | SOCKET), _asked(port, "POST", "/api/v1/read", ORIGIN)
    said = f"page {page}, API {health}, socket {opened}, an empty form {form}"
    return Seen(said, (page, health, opened, form) == (200, 200, 101, 415))


def _many(port: int) -> Seen:
    """Hold many connections in the middle of a request and ask for one more; let them go and ask again."""
    began, held = time.monotonic(), [socket.create_connection(("127.0.0.1", port)) for _ in range(MANY)]
    for made in held:
        made.sendall(f"POST / HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 9\r\n\r\n".encode())
    answered = 0
    time.sleep(1)
    for made in held:
        made.setblocking(False)
        with suppress(BlockingIOError):
            answered += b" 429 " in made.recv(100)
    meanwhile = _asked(port, "GET", "/api/v1/health", ORIGIN)
    for made in held:
        made.close()
    time.sleep(1)
    after = _asked(port, "GET", "/api/v1/health", ORIGIN)
    said = f"{answered} of {MANY} were told 429, one more {meanwhile}, after they left {after}"
    return Seen(said, answered >= MANY - 30 and (meanwhile, after) == (429, 200) and time.monotonic() - began < SOON)


def _silent(port: int) -> Seen:
    """Stop in the middle of the headers."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as made:
        made.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
        began = time.monotonic()
        with suppress(ConnectionError):
            made.recv(100)
    seconds = time.monotonic() - began
    return Seen(f"sent away after {seconds:.0f} s", seconds < SOON)


def _with_nginx(attack: Callable[[int], Seen]) -> Callable[[], Seen]:
    """Return an attack by nginx; without nginx it says that it was not tried."""

    def run() -> Seen:
        if not shutil.which("nginx"):
            return Seen("not tried: nginx is not installed", held=True)
        with _behind_nginx() as port:
            return attack(port)

    return run


ROWS = (
    Row(
        "nginx-visit",
        "nginx before it: an ordinary visit",
        "page, API and socket as without it",
        _with_nginx(_ordinary),
    ),
    Row(
        "nginx-many",
        f"nginx before it: {MANY} connections from one address",
        "429 for what is beyond 30",
        _with_nginx(_many),
    ),
    Row(
        "nginx-headers",
        "nginx before it: headers that do not end",
        f"sent away within {SOON:.0f} s",
        _with_nginx(_silent),
    ),
)
