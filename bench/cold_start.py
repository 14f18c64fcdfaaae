"""How long the hosted app takes to start: `python bench/cold_start.py`.

A fresh server, the first visitor in a real Chromium, and how much memory the server has while that visitor is there.
Times of the processor are given beside those of the clock, which say little on a busy machine.
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
IDLE = 3.0  # seconds after the page is shown
SHOWN = "Phone number"  # the first sample's button; the page is whole when it is there


@dataclass(frozen=True)
class Start:
    """One start. server, page: seconds until the server answers and until the page is shown.

    busy: seconds of the processor that the server took until then. idle: MiB in memory with one visitor.
    """

    server: float
    page: float
    busy: float
    idle: float


@contextmanager
def server(port: int) -> Iterator[int]:
    """Start the app and give the number of its process."""
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.headless=true"]
    running = subprocess.Popen([*command, f"--server.port={port}"], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        yield running.pid
    finally:
        running.terminate()
        running.wait()


def start(browser: Browser) -> Start:
    """Return how one start went."""
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
    """Return a port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def answers(port: int) -> bool:
    """Return whether somebody listens at a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def processor_seconds(process: int) -> float:
    """Return the seconds of the processor that a process has taken so far, by Linux's /proc."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mib(process: int) -> float:
    """Return the MiB that a process has in memory, by Linux's /proc."""
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
