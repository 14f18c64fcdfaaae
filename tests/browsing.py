"""The app as it is started for tests in a real browser."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

ROOT = Path(__file__).parents[1]
PATIENCE = 60  # seconds; a busy machine with two cores
STILL = 400  # milliseconds in which what is clicked has not moved
NARROW = "width => document.querySelector('[data-testid=stMain]').scrollWidth <= width"
# The first has no window to draw, which saves a fifth of the processor time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# One process for all pages, none for drawing: the app's scripts are compiled once, which saves a quarter.
QUIET = ("--disable-gpu --disable-quic --no-first-run --disable-background-networking --no-sandbox --disable-sync "
         "--disable-component-update --force-prefers-reduced-motion --process-per-site --in-process-gpu")  # fmt: skip
LISTEN = """
window.heard = [];
const speech = {
  speak: (said) => { window.heard.push(said.text); window.tongue = said.lang; setTimeout(() => said.onstart?.()); },
  cancel: () => { window.heard = []; },
  getVoices: () => [],
};
Object.defineProperty(window, "speechSynthesis", { value: speech });
"""  # a page's voice, for a test to hear
CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


@contextmanager
def served() -> Iterator[str]:
    """Start a fresh server and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.headless=true"]
    server = subprocess.Popen([*command, f"--server.port={port}"], cwd=ROOT)
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(PATIENCE)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Return when the server answers; fail when it has ended or does not."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"no answer from {address} within {PATIENCE} seconds")


def chromium_path() -> str:
    """Where Chromium is; without one, browser tests fail in CI and are left out elsewhere."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        missing = "no Chromium found: install it (Debian: apt-get install chromium-headless-shell)"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return path


def heard(page: "Page", sentences: int) -> list[str]:
    """What was spoken, when it is so many sentences."""
    page.wait_for_function(f"window.heard.length === {sentences}")
    return page.evaluate("window.heard")


def settle(page: "Page") -> None:
    """Wait until the page's script has run: what is clicked or filled before may be put in another's place."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()


def expect_entered(page: "Page", url: str, entry: str, title: str) -> None:
    """Fail when an address has not led to its page: its title and entry in the menu, and nothing of another page."""
    from playwright.sync_api import expect

    page.get_by_role("heading", name=title, exact=True, level=1).wait_for()
    expect(page.locator("a[aria-current=page]")).to_have_text([re.compile(f"{entry}$")])
    expect(page).to_have_title("Digit Reader")  # streamlit_app.py has run
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_text("Page not found")).to_have_count(0)
    expect(page.get_by_test_id("stTopNav").get_by_role("link", name="Read", exact=True)).to_have_count(1)
    assert page.url == url


def expect_no_sideways_scroll(page: "Page") -> None:
    """Fail when the page is wider than a phone's or a desktop's window."""
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(NARROW, arg=width)  # charts follow the window a moment later


def click_still(target: "Locator") -> None:
    """Click what stands still: what opens above pushes it away, on a busy machine between pressing and letting go."""
    target.scroll_into_view_if_needed()
    before, now, deadline = None, target.bounding_box(), time.monotonic() + PATIENCE
    while now is None or now != before:
        assert time.monotonic() < deadline, "it does not stop moving"
        target.page.wait_for_timeout(STILL)
        before, now = now, target.bounding_box()
    target.click()
