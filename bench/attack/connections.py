"""Connections that say nothing, or say it slowly."""

import json
import signal
import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from attack.row import Row, Seen
from attack.server import PATIENCE, Server, started

SILENT = 1_100  # more than the files that a process may usually have open
SLOW = 16  # as many as the API serves at a time
QUICK = 5.0  # seconds within which a visitor is answered meanwhile, on a busy machine
SOON = 15.0  # seconds; a slow sender has ten to get going
PHOTO = Path(__file__).parents[2] / "src" / "digitreader" / "samples" / "phone-number.jpg"
HEAD = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
REQUEST = (
    b"POST /api/v1/read HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    b"Content-Length: 9000000\r\n\r\n"
)


@contextmanager
def _open(server: Server, count: int, said: bytes) -> Iterator[list[socket.socket]]:
    """Open connections that say the beginning of a request."""
    _more_files()
    sockets = [socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) for _ in range(count)]
    try:
        for made in sockets:
            with suppress(OSError):  # it has been sent away already
                made.sendall(said)
        yield sockets
    finally:
        for made in sockets:
            made.close()


def _more_files() -> None:
    """Let this process have enough files open."""
    import resource

    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))


def _read(server: Server) -> tuple[int, float]:
    """Have a photo read: the status, 0 for none, and the seconds it took."""
    body, began = HEAD + PHOTO.read_bytes() + b"\r\n--x--\r\n", time.monotonic()
    address = f"http://127.0.0.1:{server.port}/api/v1/read"
    request = urllib.request.Request(address, body, {"Content-Type": "multipart/form-data; boundary=x"})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            assert json.load(answer)["results"][0]["text"]
            return answer.status, time.monotonic() - began
    except urllib.error.HTTPError as error:
        return error.code, time.monotonic() - began
    except OSError:
        return 0, time.monotonic() - began


def _half_open() -> Seen:
    """Open many connections that stop within a request's headers, and read a photo meanwhile."""
    server = started()
    before = server.log.stat().st_size
    with _open(server, SILENT, REQUEST[:60]):
        status, seconds = _read(server)
    grown = server.log.stat().st_size - before
    server.stop()
    held = status == 200 and seconds < QUICK and grown < 10_000
    return Seen(f"meanwhile a photo was read in {seconds:.1f} s (status {status}); the log grew by {grown} bytes", held)


def _slow_senders() -> Seen:
    """Send as many forms as the API takes, a byte a second, and read a photo until that works again."""
    server, began = started(), time.monotonic()
    with _open(server, SLOW, REQUEST + HEAD) as sockets:
        status = 0
        while status != 200 and time.monotonic() - began < PATIENCE:
            for made in sockets:
                with suppress(OSError):  # it has been sent away
                    made.sendall(b"x")
            status, _ = _read(server)
            time.sleep(1)
        seconds = time.monotonic() - began
    server.stop()
    return Seen(f"a photo was read again after {seconds:.0f} s (status {status})", status == 200 and seconds < SOON)


def _asked_to_end() -> Seen:
    """Ask a server to end while somebody sends a form and does not go on."""
    server = started()
    with _open(server, 1, REQUEST + HEAD):
        time.sleep(0.5)
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        try:
            code = server.process.wait(PATIENCE)
        except Exception:
            code = 0
    server.stop()
    seconds = time.monotonic() - began
    return Seen(f"it ended after {seconds:.0f} s with code {code}", code == 143 and seconds < SOON)


ROWS = (
    Row(
        "half-open",
        f"{SILENT:,} connections that stop in their headers",
        "a photo is read meanwhile, the log stays small",
        _half_open,
    ),
    Row("slow-forms", f"{SLOW} forms sent a byte a second", f"the API reads again within {SOON:.0f} s", _slow_senders),
    Row(
        "sigterm",
        "SIGTERM while somebody sends a form and stops half-way",
        f"it ends within {SOON:.0f} s",
        _asked_to_end,
    ),
)
