"""Whether everybody gets through, in a real Chromium: by ear, keyboard, phone, deep link, in the dark and the light."""

import re

import pytest
from accessible import expect_accessible
from browsing import LISTEN, PATIENCE, click_still, heard, settle
from drawn import arc, picture_of
from playwright.sync_api import FilePayload, Page, expect

from digitreader.ui.samples import FOLDER

LEG = [*arc(60, 75, 60, 35, -90, 90), (120, 180)]
LETTER = FilePayload(name="letter.png", mimeType="image/png", buffer=picture_of([[(60, 40), (60, 180)], LEG]))  # an R
MUTE = "Object.defineProperty(window, 'speechSynthesis', { value: undefined });"
FOCUSED = """() => {
  let found = document.activeElement;
  while (found.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  if (!found.matches("a, button, input, summary")) return "";
  return found.getAttribute("aria-label") || found.labels?.[0]?.innerText || found.innerText;
}"""
MOST_TABS = 200


def sample(name: str) -> FilePayload:
    return FilePayload(name=name, mimeType="image/jpeg", buffer=(FOLDER / name).read_bytes())


def upload(page: Page, *files: str | FilePayload, said: str = "") -> None:
    """Upload samples or files, and wait until they are read and the page says so."""
    page.locator("input[type=file]").wait_for(state="attached")
    settle(page)
    page.locator("input[type=file]").set_input_files(
        [sample(file) if isinstance(file, str) else file for file in files]
    )
    page.get_by_text(said or f"{len(files)} photo{'s' if len(files) > 1 else ''} read").wait_for()
    page.get_by_role("button", name="Read aloud").last.wait_for()


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab, or another key, until something of that name has the focus; pictures have buttons of their own."""
    settle(page)
    for _ in range(MOST_TABS):
        page.keyboard.press(key)
        focused = page.evaluate(FOCUSED)
        if name in focused and "Fullscreen" not in focused:
            return
    pytest.fail(f"the keyboard never reaches {name}")


def test_read_aloud_speaks_each_line_digit_by_digit(address: str, page: Page) -> None:
    page.add_init_script(LISTEN)
    page.goto(f"{address}/read")
    upload(page, "parcel.jpg")
    page.get_by_role("button", name="Read aloud: parcel.jpg").click()
    lines = ["Line 1: four, zero, zero, six, three, eight, one, three.", "Line 2: zero, nine, zero, two, five, seven."]
    assert heard(page, 2) == lines
    assert page.evaluate("window.tongue") == "en"
    page.get_by_role("radio", name="Large", exact=True).click()
    page.get_by_role("button", name="Copy").wait_for()
    assert heard(page, 2) == lines  # another run of the page interrupts nobody
    page.get_by_role("button", name="Stop: parcel.jpg").click()
    assert heard(page, 0) == []
    expect(page.get_by_role("button", name="Read aloud: parcel.jpg")).to_be_visible()


def test_a_doubt_is_announced_until_a_person_has_settled_it(address: str, page: Page) -> None:
    page.add_init_script(LISTEN)
    page.goto(f"{address}/read")
    upload(page, LETTER)
    aloud = page.get_by_role("button", name="Read aloud: letter.png")
    aloud.click()
    assert re.fullmatch(r"First digit uncertain, \w+ or \w+\.", heard(page, 1)[0])
    page.get_by_role("button", name="Stop: letter.png").click()
    page.get_by_role("textbox", name="What does it say?").fill("13")
    page.keyboard.press("Enter")
    page.get_by_text("13 is saved.").wait_for()
    aloud.click()
    assert heard(page, 1) == ["One, three."]


def test_a_browser_without_a_voice_says_what_to_do(address: str, page: Page) -> None:
    page.add_init_script(MUTE)
    page.goto(f"{address}/read")
    page.get_by_role("button", name="Phone number", exact=True).click()
    page.get_by_text("This browser has no voice to read aloud with.").wait_for()
    expect(page.get_by_role("button", name="Read aloud")).to_have_count(0)


def test_a_photo_is_read_corrected_heard_and_taken_home_by_keyboard_alone(address: str, page: Page) -> None:
    page.add_init_script(LISTEN)
    page.goto(f"{address}/read")
    page.get_by_role("button", name="Phone number", exact=True).wait_for()
    settle(page)
    tab_to(page, "Phone number")
    page.keyboard.press("Enter")
    page.get_by_text("1 photo read").wait_for()
    tab_to(page, "Options for checking")
    page.keyboard.press("Enter")
    tab_to(page, "Go through every line")
    page.keyboard.press("Space")
    page.get_by_text("1 line left to check").wait_for()
    tab_to(page, "What does it say", "Shift+Tab")
    page.keyboard.type("01632 960175")
    page.keyboard.press("Enter")
    page.get_by_text("01632 960175 is saved.").wait_for()
    with page.expect_download() as started:
        tab_to(page, "Download text")
        page.keyboard.press("Enter")
    assert started.value.path().read_bytes() == b"01632 960175\n"
    tab_to(page, "Read aloud")
    page.keyboard.press("Enter")
    assert heard(page, 1) == ["Zero, one, six, three, two, gap, nine, six, zero, one, seven, five."]


def test_results_grow_on_every_page_when_a_larger_text_is_chosen(address: str, page: Page) -> None:
    page.goto(f"{address}/read")
    upload(page, "phone-number.jpg")
    page.get_by_role("radio", name="Very large").click()
    large = page.locator("pre", has_text="01632960174")
    expect(large).to_have_css("font-size", "72px")
    expect(page.get_by_role("button", name="Copy")).to_be_visible()
    page.get_by_test_id("stTopNav").get_by_role("link", name="How it reads").click()
    page.get_by_role("heading", name="Decide together").wait_for(timeout=2_000 * PATIENCE)
    expect(page.locator("pre", has_text="304275")).to_have_css("font-size", "72px")


def test_no_result_makes_a_phone_scroll_sideways_however_large_its_text(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/read")
    upload(page, "phone-number.jpg", LETTER)
    page.get_by_role("radio", name="Very large").click()
    expect(page.locator("pre", has_text="01632960174")).to_be_visible()
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollWidth") <= 390


def test_axe_finds_nothing_of_ours_before_and_after_photos_are_read(address: str, page: Page) -> None:
    page.goto(f"{address}/read")
    page.get_by_role("button", name="Phone number", exact=True).wait_for()
    expect_accessible(page)
    upload(page, "postcodes.jpg", "parcel.jpg")
    page.get_by_text("More formats").click()
    page.get_by_role("button", name="Excel (XLSX)").wait_for()
    click_still(page.get_by_text("What the network saw").first)
    page.get_by_alt_text("Tile 25, read as 0").wait_for()
    expect_accessible(page)


def test_axe_finds_nothing_of_ours_where_there_is_doubt_and_a_file_that_is_refused(address: str, page: Page) -> None:
    page.emulate_media(color_scheme="dark")  # opened in the dark, where no main button stands out
    page.goto(f"{address}/read")
    no_photo = FilePayload(name="no.png", mimeType="image/png", buffer=b"no")
    upload(page, LETTER, no_photo, said="1 photo read, 1 file not")
    page.get_by_text("Please check 1 number").wait_for()
    page.get_by_text("Options for checking").click()
    click_still(page.get_by_role("radio", name="Large", exact=True))
    page.get_by_role("button", name="Copy").wait_for()
    expect_accessible(page)
