"""Run the app's server with the memory of a small host, and measure how much it uses.

systemd or a version 2 control group enforces the limit. If the machine has neither, this process checks the server's
resident memory twenty times a second and kills it above the limit. `ulimit -v` would not do: every thread and library
reserves address space, so a server with 230 MB resident already has 2.3 GB of it.
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
CORES = 2  # CPUs the server may use
LOOK = 0.05  # seconds between memory samples
PATIENCE = 60.0  # seconds until the server answers


class Boxed:
    """A running server. limit: MiB; box: what enforces the limit; samples: (seconds, resident MB)."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, limit: int, box: str) -> None:
        self.process, self.limit, self.box = process, limit, box
        self.host = f"127.0.0.1:{port}"
        self.samples: list[tuple[float, float]] = []
        self.crossed = False
        self._watching = threading.Thread(target=self._watch, daemon=True)
        self._watching.start()

    @property
    def runs(self) -> bool:
        """Whether it is still running."""
        return self.process.poll() is None

    @property
    def busy(self) -> float:
        """CPU seconds used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def peak(self) -> float:
        """Peak resident memory in MB, as counted by the kernel."""
        return resident(self.process.pid, "VmHWM")

    def between(self, start: float, end: float) -> list[float]:
        """Resident memory in MB, with that of its children, sampled between two values of time.monotonic()."""
        return [size for moment, size in self.samples if start <= moment <= end]

    def _watch(self) -> None:
        """Sample the memory; kill the server if it uses too much."""
        with suppress(OSError, StopIteration):
            while self.runs:
                size = sum(map(resident_now, family(self.process.pid)))
                self.samples.append((time.monotonic(), size))
                if size * 1e6 > self.limit * 2**20:
                    self.crossed = True
                    self.process.kill()
                time.sleep(LOOK)


def resident(process: int, field: str = "VmRSS") -> float:
    """Read a process's memory in MB from /proc (Linux only)."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(field)).split()[1]) * 1024 / 1e6


def family(process: int) -> list[int]:
    """Return a process and all that it has started, and they in turn.

    A child that is only being started still has its parent's memory, which must not count twice.
    """
    found, own = [process], _command(process)
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):  # the thread or the child has ended
            children = [int(child) for child in task.read_text().split()]
            found += [each for child in children if _command(child) != own for each in family(child)]
    return found


def _command(process: int) -> bytes:
    """Return the command line of a process, which lies in its memory."""
    return Path(f"/proc/{process}/cmdline").read_bytes()


def resident_now(process: int) -> float:
    """Read a process's memory in MB; 0 where it has just ended."""
    with suppress(OSError, StopIteration):
        return resident(process)
    return 0.0


@contextmanager
def boxed(limit: int, log: IO[bytes]) -> Iterator[Boxed]:
    """Start the app with a memory limit in MiB and yield it once it answers; its log goes to a file.

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
    """Wait until the server answers."""
    deadline = time.monotonic() + PATIENCE
    while server.runs and time.monotonic() < deadline:
        with suppress(OSError), urllib.request.urlopen(f"http://{server.host}/_stcore/health", timeout=5):
            return
        time.sleep(0.1)
    raise SystemExit("the server does not answer")


def _cores() -> list[str]:
    """The command prefix that pins a command to two CPUs if there are more."""
    if (os.cpu_count() or 1) <= CORES or not shutil.which("taskset"):
        return []
    return ["taskset", "--cpu-list", ",".join(map(str, sorted(os.sched_getaffinity(0))[:CORES]))]


def _box(limit: int) -> tuple[str, list[str], Path | None]:
    """Choose what enforces a limit in MiB: its name, the command prefix, and the control group if one was created."""
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
    """Create a control group with this limit below our own, or return None if that is not allowed."""
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
