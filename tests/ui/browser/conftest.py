"""A real Chromium and a served app, for the tests that look at pages as a visitor sees them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
from browsing import CAMERA, PATIENCE, QUIET, chromium_path, served

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Playwright

# Without Playwright these tests are left out, except in CI: there the failing import fails the run.
collect_ignore_glob = [] if os.environ.get("CI") or find_spec("playwright") else ["test_*.py"]
FORGET = "() => { localStorage.clear(); sessionStorage.clear() }"


@pytest.fixture(scope="module")
def playwright() -> "Iterator[Playwright]":
    """Playwright, one a module: while it runs nothing else can have an event loop."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of a browser that keeps the app's scripts: a page opens in half the processor time."""
    return str(tmp_path_factory.mktemp("chromium"))


@pytest.fixture(scope="module")
def chromium(playwright: "Playwright", profile: str) -> "Iterator[BrowserContext]":
    """A real Chromium."""
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=chromium_path(), args=[*QUIET.split(), *CAMERA], accept_downloads=True
    )
    context.set_default_timeout(PATIENCE * 1000)
    yield context
    context.close()


@pytest.fixture
def page(chromium: "BrowserContext") -> "Iterator[Page]":
    """A new visitor's empty page; the test fails when a script on it breaks."""
    with new_page(chromium) as found:
        yield found


@pytest.fixture(scope="module")
def first_page(chromium: "BrowserContext") -> "Iterator[Page]":
    """The empty page that a module's tests share."""
    with new_page(chromium) as found:
        yield found


@pytest.fixture(scope="module")
def fresh() -> Iterator[str]:
    """The address of a server that nobody has visited yet."""
    with served() as found:
        yield found


@contextmanager
def new_page(chromium: "BrowserContext") -> "Iterator[Page]":
    """Open a page, and afterwards forget what it kept; fail when a script on it broke."""
    found = chromium.new_page()
    broken: list[Exception] = []
    found.on("pageerror", lambda error: broken.append(error))
    yield found
    found.evaluate(FORGET)
    found.close()
    chromium.clear_cookies()
    assert broken == []
