"""The app's server with no more memory than a small host gives it, and how much of that it takes.

Whatever the machine has keeps the limit: systemd, or a control group of version 2. Where it has neither, this process
does what the kernel would do: it looks at the server's resident memory twenty times a second, and ends the server that
has more. `ulimit -v` is no substitute: address space is reserved for every thread and library, and a server that has
230 MB in memory already has 2.3 GB of it.
"""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[1]
GROUPS = Path("/sys/fs/cgroup")
CORES = 2  # processors that the server may use
LOOK = 0.05  # seconds between two looks at the memory
PATIENCE = 60.0  # seconds until the server answers


class Boxed:
    """A running server. limit: MiB that it may have; box: who keeps that; samples: (seconds, MB) since it started."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, limit: int, box: str) -> None:
        self.process, self.limit, self.box = process, limit, box
        self.host = f"127.0.0.1:{port}"
        self.samples: list[tuple[float, float]] = []
        self.crossed = False
        self._watching = threading.Thread(target=self._watch, daemon=True)
        self._watching.start()

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self.process.poll() is None

    @property
    def busy(self) -> float:
        """Seconds of the processor that it took so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def peak(self) -> float:
        """The most resident memory that it ever had, in MB; the kernel counts that, no look is needed."""
        return resident(self.process.pid, "VmHWM")

    def between(self, start: float, end: float) -> list[float]:
        """Return the resident memory from one time.monotonic() to another, in MB."""
        return [size for moment, size in self.samples if start <= moment <= end]

    def _watch(self) -> None:
        """Note the memory; end the server that has too much."""
        with suppress(OSError, StopIteration):
            while self.runs:
                size = resident(self.process.pid)
                self.samples.append((time.monotonic(), size))
                if size * 1e6 > self.limit * 2**20:
                    self.crossed = True
                    self.process.kill()
                time.sleep(LOOK)


def resident(process: int, field: str = "VmRSS") -> float:
    """Return the MB of memory that a process has, by Linux's /proc; other systems have no such file."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(field)).split()[1]) * 1024 / 1e6


@contextmanager
def boxed(limit: int, log: IO[bytes]) -> Iterator[Boxed]:
    """Start the app with so many MiB of memory, and give it when it answers; its log goes to a file.

    Raises:
        SystemExit: it does not answer.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.headless=true"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1"]
    box, prefix, group = _box(limit)
    process = subprocess.Popen([*_cores(), *prefix, *command], cwd=ROOT, stdout=log, stderr=log)
    try:
        server = Boxed(process, port, limit, box)
        _await(server)
        yield server
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait()
        if group:
            group.rmdir()


def _await(server: Boxed) -> None:
    """Return when a server answers."""
    deadline = time.monotonic() + PATIENCE
    while server.runs and time.monotonic() < deadline:
        with suppress(OSError), urllib.request.urlopen(f"http://{server.host}/_stcore/health", timeout=5):
            return
        time.sleep(0.1)
    raise SystemExit("the server does not answer")


def _cores() -> list[str]:
    """Return what keeps a command to two processors where there are more."""
    if (os.cpu_count() or 1) <= CORES or not shutil.which("taskset"):
        return []
    return ["taskset", "--cpu-list", ",".join(map(str, sorted(os.sched_getaffinity(0))[:CORES]))]


def _box(limit: int) -> tuple[str, list[str], Path | None]:
    """Return who keeps a limit of so many MiB, what goes before the command for that, and the group that was made."""
    for manager in [["--user"], []] if os.geteuid() == 0 else [["--user"]]:
        scope = ["systemd-run", *manager, "--scope", "--quiet", "-p", f"MemoryMax={limit}M", "-p", "MemorySwapMax=0"]
        if (
            shutil.which(scope[0])
            and subprocess.run([*scope, "true"], capture_output=True, check=False).returncode == 0
        ):
            return "systemd-run", scope, None
    if group := _group(limit):
        return "a control group", ["sh", "-c", f'echo $$ > {group}/cgroup.procs && exec "$@"', "sh"], group
    return "looking at its resident memory every 0.05 s (no systemd, no control group)", [], None


def _group(limit: int) -> Path | None:
    """Return a new control group with such a limit below this process's own, where the machine lets us make one."""
    with suppress(OSError):
        own = next(line for line in Path("/proc/self/cgroup").read_text().splitlines() if line.startswith("0::"))
        parent = GROUPS / own.removeprefix("0::/")
        if "memory" not in (parent / "cgroup.subtree_control").read_text().split():
            return None
        group = parent / f"digitreader-load-{os.getpid()}"
        group.mkdir()
        try:
            (group / "memory.max").write_text(str(limit * 2**20))
        except OSError:
            group.rmdir()
            return None
        with suppress(OSError):
            (group / "memory.swap.max").write_text("0")
        return group
    return None
