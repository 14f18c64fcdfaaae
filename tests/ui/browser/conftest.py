"""A real Chromium and a served app, for the tests that look at pages as a visitor sees them."""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
from browsing import CAMERA, PATIENCE, QUIET, chromium_path

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Without Playwright these tests are left out, except in CI: there the failing import fails the run.
collect_ignore_glob = [] if os.environ.get("CI") or find_spec("playwright") else ["test_*.py"]


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """A real Chromium, one a module: while Playwright runs nothing else can have an event loop."""
    from playwright.sync_api import expect, sync_playwright

    path = chromium_path()
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[*QUIET.split(), *CAMERA])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """A new visitor's empty page; the test fails when a script on it breaks."""
    context = browser.new_context(accept_downloads=True)
    context.set_default_timeout(PATIENCE * 1000)
    found = context.new_page()
    broken: list[Exception] = []
    found.on("pageerror", lambda error: broken.append(error))
    yield found
    context.close()
    assert broken == []
