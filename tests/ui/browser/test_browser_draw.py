"""The page "Draw" in a real Chromium: strokes of a mouse and of a finger."""

import math
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from browsing import PATIENCE, QUIET, chromium_path, click_still
from drawn import Stroke, draw_with_mouse, strokes_of
from playwright.sync_api import Locator, Page, Playwright, expect

from digitreader.training.data.corrections import read_corrections

SAMPLE = 8  # pixels between two points of a finger's stroke
INVITED = "Your turn."
DARK = """canvas => { const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
                      let dark = 0; for (let i = 0; i < data.length; i += 4) dark += data[i] < 128; return dark }"""


@pytest.fixture
def phone(playwright: Playwright) -> Iterator[Page]:
    size = {"width": 390, "height": 844}
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET.split())
    context = browser.new_context(viewport=size, has_touch=True, is_mobile=True, device_scale_factor=2)
    context.set_default_timeout(PATIENCE * 1000)
    yield context.new_page()
    browser.close()


def field(page: Page) -> Locator:
    """Return what can be drawn in."""
    return page.locator("canvas.upper-canvas")


def opened(page: Page, address: str) -> Page:
    """Open the page "Draw" and wait until it can be drawn on."""
    page.goto(f"{address}/draw")
    page.get_by_text(INVITED).wait_for()
    field(page).wait_for()
    return page


def on_screen(page: Page, stroke: Stroke) -> Stroke:
    """Return a stroke in the window's pixels."""
    field(page).scroll_into_view_if_needed()
    box = field(page).bounding_box()
    assert box is not None
    return [(box["x"] + x, box["y"] + y) for x, y in stroke]


def draw(page: Page, strokes: list[Stroke]) -> None:
    """Draw with the mouse."""
    draw_with_mouse(page, field(page), strokes)


def sampled(stroke: Stroke) -> Stroke:
    """Return a stroke with as many points as a screen takes of a finger: the browser smooths over its corners."""
    found = []
    for (x, y), (to_x, to_y) in pairwise(stroke):
        steps = math.ceil(max(math.hypot(to_x - x, to_y - y), 1) / SAMPLE)
        found += [(x + (to_x - x) * step / steps, y + (to_y - y) * step / steps) for step in range(steps)]
    return [*found, stroke[-1]]


def draw_by_finger(page: Page, strokes: list[Stroke]) -> None:
    """Draw by touch."""
    finger = page.context.new_cdp_session(page)
    for stroke in strokes:
        for step, (x, y) in enumerate(sampled(on_screen(page, stroke))):
            kind = "touchMove" if step else "touchStart"
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def expect_text(page: Page, text: str) -> None:
    expect(page.get_by_test_id("stCode")).to_have_text(text)


def wait_for_ink(page: Page, wanted: bool) -> None:
    """Return when something dark is in the field, or nothing."""
    deadline = time.monotonic() + PATIENCE
    while bool(page.locator("canvas.dc-canvas.lower-canvas").evaluate(DARK)) is not wanted:
        assert time.monotonic() < deadline, "the field does not show what it should"
        time.sleep(0.1)


def sideways(page: Page) -> int:
    return int(page.get_by_test_id("stMain").evaluate("main => main.scrollWidth"))


def test_strokes_of_a_mouse_give_a_digit_with_its_bars(address: str, page: Page) -> None:
    opened(page, address)
    draw(page, strokes_of("7"))
    expect_text(page, "7")
    expect(page.get_by_text("This is a 7, 9")).to_be_visible()
    rows = page.get_by_test_id("stHtml").get_by_role("row")
    expect(rows).to_have_count(11)
    expect(rows.nth(7)).to_contain_text("9")  # per cent in the nineties
    expect(page.get_by_alt_text("What the network saw: 28 by 28 pixels, read as 7")).to_be_visible()


def test_each_stroke_changes_the_answer_and_several_digits_are_read_as_a_line(address: str, page: Page) -> None:
    opened(page, address)
    for written in ("7", "71", "712"):
        draw(page, strokes_of(written)[len(written) - 1 :])
        expect_text(page, written)
    expect(page.get_by_test_id("stHtml").locator("details")).to_have_count(3)


def test_clear_empties_the_field_and_undo_brings_the_strokes_back(address: str, page: Page) -> None:
    opened(page, address)
    draw(page, strokes_of("7"))
    expect_text(page, "7")
    buttons = page.get_by_test_id("stButton")
    buttons.get_by_role("button", name="Clear").click()
    page.get_by_text(INVITED).wait_for()
    wait_for_ink(page, False)
    buttons.get_by_role("button", name="Undo").click()
    expect_text(page, "7")
    wait_for_ink(page, True)


def test_a_finger_draws_on_a_phone_and_nothing_scrolls_sideways(address: str, phone: Page) -> None:
    opened(phone, address)
    assert sideways(phone) <= 390
    draw_by_finger(phone, strokes_of("42", left=40, height=130))
    expect_text(phone, "42")
    phone.get_by_text("Wrong? Say what it was").click()
    phone.get_by_text("read as 4. This was a").wait_for()
    assert sideways(phone) <= 390


def test_drawing_and_correction_outlive_another_page_and_come_home_in_an_archive(
    address: str, page: Page, tmp_path: Path
) -> None:
    opened(page, address)
    draw(page, strokes_of("71"))
    expect_text(page, "71")
    page.get_by_text("Wrong? Say what it was").click()
    click_still(page.get_by_test_id("stButtonGroup").nth(1).get_by_text("4", exact=True))
    expect_text(page, "74")
    menu = page.get_by_test_id("stTopNav")
    menu.get_by_role("link", name="Read", exact=True).click()
    page.get_by_test_id("stFileUploader").wait_for()
    menu.get_by_role("link", name="Draw").click()
    expect_text(page, "74")
    wait_for_ink(page, True)
    with page.expect_download() as started:
        page.get_by_role("button", name="Download 1 correction", exact=True).click()
    assert started.value.suggested_filename == "corrections.zip"
    started.value.save_as(tmp_path / "corrections.zip")
    assert read_corrections(tmp_path / "corrections.zip").labels.tolist() == [4]
