"""Measure how long the hosted app takes to start: `python bench/cold_start.py`.

Each run has a fresh server and a first visitor in a real Chromium, and notes the server's memory during the visit. CPU
time stands beside wall time, which says little on a busy machine.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
ROUNDS = 5
PATIENCE = 120_000  # milliseconds
IDLE = 3.0  # seconds to wait once the page is shown
SHOWN = "Phone number"  # the first sample's button; once it is there the page is complete


@dataclass(frozen=True)
class Start:
    """One start. server, page: seconds until the server answers and until the page is shown.

    busy: the server's CPU seconds until then. idle: resident MiB with one visitor.
    """

    server: float
    page: float
    busy: float
    idle: float


@contextmanager
def server(port: int) -> Iterator[int]:
    """Start the app and yield its process id."""
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.headless=true"]
    running = subprocess.Popen([*command, f"--server.port={port}"], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        yield running.pid
    finally:
        running.terminate()
        running.wait()


def start(browser: Browser) -> Start:
    """Measure one start."""
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    port = free_port()
    began = time.perf_counter()
    with server(port) as process:
        while not answers(port):
            time.sleep(0.02)
        up = time.perf_counter() - began
        page.goto(f"http://127.0.0.1:{port}/")
        page.get_by_role("button", name=SHOWN, exact=True).wait_for()
        shown, busy = time.perf_counter() - began, processor_seconds(process)
        time.sleep(IDLE)
        idle = resident_mib(process)
        page.close()
    return Start(up, shown, busy, idle)


def free_port() -> int:
    """Find a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def answers(port: int) -> bool:
    """Whether anything listens on a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def processor_seconds(process: int) -> float:
    """CPU seconds a process has used so far, from /proc (Linux only)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mib(process: int) -> float:
    """Resident MiB of a process, from /proc (Linux only)."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def main() -> None:
    """Print the medians."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        browser.new_page().goto("about:blank")  # the browser's own start is not measured
        starts = [start(browser) for _ in range(ROUNDS)]
        browser.close()
    print(f"server answers       {median(each.server for each in starts):6.2f} s")
    print(
        f"first page shown     {median(each.page for each in starts):6.2f} s (least {min(s.page for s in starts):.2f})"
    )
    print(f"server's processor   {median(each.busy for each in starts):6.2f} s")
    print(f"idle, one visitor    {median(each.idle for each in starts):6.0f} MiB")
    print(f"load average         {os.getloadavg()[0]:6.1f}")


if __name__ == "__main__":
    main()
