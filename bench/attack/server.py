"""A `digitreader serve` of its own for the attacks, and plain requests to it."""

import atexit
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PATIENCE = 60  # seconds until a started server answers; a busy machine with two cores


@dataclass(frozen=True)
class Server:
    """A running server. port: on 127.0.0.1. log: the file with what it said."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def stop(self) -> None:
        """End it, if it has not ended."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


@cache
def usual() -> Server:
    """Return a server with the usual options, shared by the attacks that leave it as it was."""
    return started()


def started(*options: str, **environment: str) -> Server:
    """Start a server with these options and variables; it ends with this process.

    Raises:
        RuntimeError: it does not answer.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = Path(tempfile.mkstemp(prefix="attack-", suffix=".log")[1])
    atexit.register(log.unlink, missing_ok=True)
    command = [sys.executable, "-m", "digitreader.cli", "serve", "--port", str(port), *options]
    with log.open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=os.environ | environment)
    server = Server(process, port, log)
    atexit.register(server.stop)
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        if status(port, "GET", "/api/v1/health") == 200:
            return server
        time.sleep(0.1)
    raise RuntimeError(f"the server does not answer: {log.read_text(errors='replace')[-300:]}")


def status(port: int, method: str, path: str, body: bytes | None = None, **headers: str) -> int:
    """Return the status of a plain request; 0 if there is no answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body, named, method=method)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0
