"""What several tests need."""

from collections.abc import Iterator

import pytest
from browsing import CAMERA, PATIENCE, QUIET, chromium_path, served
from playwright.sync_api import Browser, Page, expect, sync_playwright
from readings import MakeReading, reading_of

from digitreader.recognition.classifier import Classifier, load_classifier


@pytest.fixture(scope="session")
def classifier() -> Classifier:
    """The shipped network."""
    return load_classifier()


@pytest.fixture
def make_reading() -> MakeReading:
    """A maker of readings that no photo was needed for: make_reading("0522", "18?") doubts the 8."""
    return reading_of


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium; a module's own, because while it runs nothing else can have an event loop."""
    path = chromium_path()
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[*QUIET.split(), *CAMERA])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of a running app."""
    with served() as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh visitor's page, still empty; it must not break."""
    context = browser.new_context(accept_downloads=True)
    context.set_default_timeout(PATIENCE * 1000)
    found = context.new_page()
    broken: list[Exception] = []
    found.on("pageerror", lambda error: broken.append(error))
    yield found
    context.close()
    assert broken == []
