"""Stacks dropped in a real browser on the app as `streamlit run` serves it: more than memory holds."""

import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from boxed import Boxed, boxed
from load import SAMPLE, another, make_photo

from attack.row import Row, Seen

if TYPE_CHECKING:
    from playwright.sync_api import Page

LIMIT = 1024  # MiB that the server may have
PATIENCE = 900_000  # milliseconds until all photos are read
TESTS = str(Path(__file__).parents[2] / "tests")  # knows where Chromium is


def _stack(folder: str, photos: int, size: int) -> list[str]:
    """Write so many different photos of so many bytes."""
    photo = make_photo(SAMPLE)
    photo += bytes(size - len(photo))
    files = [Path(folder, f"{number}.jpg") for number in range(photos)]
    for number, file in enumerate(files):
        file.write_bytes(another(photo, number))
    return list(map(str, files))


def _drop(page: "Page", files: list[str]) -> None:
    """Drop files on the uploader, as a hand does."""
    place = page.get_by_test_id("stFileUploaderDropzone")
    place.wait_for()
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    box = place.bounding_box()
    assert box
    data = {"items": [], "files": files, "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        page.context.new_cdp_session(page).send(
            "Input.dispatchDragEvent", {"type": kind, "x": box["x"] + 20, "y": box["y"] + 20, "data": data}
        )


def _visit(server: Boxed, files: list[str]) -> str:
    """Drop files at once, and wait for what the page says when all are read; return it."""
    sys.path.append(TESTS)
    from browsing import QUIET, chromium_path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        page = started.chromium.launch(executable_path=chromium_path(), args=QUIET.split()).new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"http://{server.host}")
        _drop(page, files)
        read = page.get_by_text(f"{len(files)} photos read")
        read.wait_for()
        return read.inner_text()


def _dropped(photos: int, size: int) -> Seen:
    """Drop so many photos of so many bytes in Chromium."""
    with (
        tempfile.TemporaryDirectory(dir="/var/tmp") as folder,
        tempfile.TemporaryFile() as log,
        boxed(LIMIT, log) as server,
    ):
        said = _visit(server, _stack(folder, photos, size))
        return Seen(f"“{said}”, {server.peak:.0f} MB at most", server.runs)


ROWS = (
    Row(
        "browser-large",
        "55 photos of 19.9 MB dropped at once in Chromium, 1 GiB",
        "all read",
        partial(_dropped, 55, 19_900_000),
    ),
    Row(
        "browser-many",
        "300 photos of 4 MB dropped at once in Chromium, 1 GiB",
        "all read",
        partial(_dropped, 300, 4_000_000),
    ),
)
