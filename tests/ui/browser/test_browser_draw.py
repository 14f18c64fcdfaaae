"""The page "Draw" in a real Chromium: strokes of a mouse and of a finger."""

import math
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from accessible import expect_accessible
from browsing import LISTEN, PATIENCE, QUIET, chromium_path, click_still, expect_entered, heard
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


@pytest.fixture(scope="module")
def shown(fresh: str, first_page: Page) -> Page:
    """The page that the tests after the first go on with, on a server that nobody has visited before."""
    first_page.add_init_script(LISTEN)
    return opened(first_page, fresh)


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


def test_the_first_visitor_may_come_straight_to_the_field(shown: Page, fresh: str) -> None:
    expect_entered(shown, f"{fresh}/draw", "Draw", "Draw a digit")


def test_strokes_of_a_mouse_give_a_digit_with_its_bars(shown: Page) -> None:
    draw(shown, strokes_of("7"))
    expect_text(shown, "7")
    expect(shown.get_by_text("This is a 7, 9")).to_be_visible()
    rows = shown.get_by_test_id("stHtml").get_by_role("row")
    expect(rows).to_have_count(11)
    expect(rows.nth(7)).to_contain_text("9")  # per cent in the nineties
    expect(shown.get_by_alt_text("What the network saw: 28 by 28 pixels, read as 7")).to_be_visible()


def test_a_drawing_is_read_aloud_too(shown: Page) -> None:
    expect_text(shown, "7")
    shown.get_by_role("button", name="Read aloud: your drawing").click()
    assert heard(shown, 1) == ["Seven."]


def test_axe_finds_nothing_of_ours(shown: Page) -> None:
    expect_text(shown, "7")
    shown.get_by_text("Wrong? Say what it was").click()
    shown.get_by_text("This was a").wait_for()
    expect_accessible(shown)


def test_clear_empties_the_field_and_undo_brings_the_strokes_back(shown: Page) -> None:
    expect_text(shown, "7")
    buttons = shown.get_by_test_id("stButton")
    buttons.get_by_role("button", name="Clear").click()
    shown.get_by_text(INVITED).wait_for()
    wait_for_ink(shown, False)
    buttons.get_by_role("button", name="Undo").click()
    expect_text(shown, "7")
    wait_for_ink(shown, True)


def test_each_stroke_changes_the_answer_and_several_digits_are_read_as_a_line(shown: Page) -> None:
    expect_text(shown, "7")
    for written in ("71", "712"):
        draw(shown, strokes_of(written)[len(written) - 1 :])
        expect_text(shown, written)
    expect(shown.get_by_test_id("stHtml").locator("details")).to_have_count(3)


def test_drawing_and_correction_outlive_another_page_and_come_home_in_an_archive(shown: Page, tmp_path: Path) -> None:
    expect_text(shown, "712")
    click_still(shown.get_by_text("Wrong? Say what it was"))
    click_still(shown.get_by_test_id("stButtonGroup").nth(1).get_by_text("4", exact=True))
    expect_text(shown, "742")
    menu = shown.get_by_test_id("stTopNav")
    menu.get_by_role("link", name="Read", exact=True).click()
    shown.get_by_test_id("stFileUploader").wait_for()
    menu.get_by_role("link", name="Draw").click()
    expect_text(shown, "742")
    wait_for_ink(shown, True)
    with shown.expect_download() as started:
        shown.get_by_role("button", name="Download 1 correction", exact=True).click()
    assert started.value.suggested_filename == "corrections.zip"
    started.value.save_as(tmp_path / "corrections.zip")
    assert read_corrections(tmp_path / "corrections.zip").labels.tolist() == [4]


def test_a_finger_draws_on_a_phone_and_nothing_scrolls_sideways(fresh: str, phone: Page) -> None:
    opened(phone, fresh)
    assert sideways(phone) <= 390
    draw_by_finger(phone, strokes_of("42", left=40, height=130))
    expect_text(phone, "42")
    phone.get_by_text("Wrong? Say what it was").click()
    phone.get_by_text("read as 4. This was a").wait_for()
    assert sideways(phone) <= 390
