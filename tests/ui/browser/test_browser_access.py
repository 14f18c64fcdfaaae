"""Whether everybody gets through, in a real Chromium: by ear, keyboard, phone, deep link, in the dark and the light."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import PATIENCE, click_still, settle
from drawn import arc, draw_with_mouse, picture_of, strokes_of
from playwright.sync_api import FilePayload, Page, expect

from digitreader.ui.samples import FOLDER

Open = Callable[[Page, str], None]

BOWLS = [*arc(60, 75, 60, 35, -90, 90), *arc(60, 145, 70, 35, -90, 90)]
LETTER = FilePayload(name="letter.png", mimeType="image/png", buffer=picture_of([[(60, 40), (60, 180)], BOWLS]))  # a B
LISTEN = """
window.heard = [];
const speech = {
  speak: (said) => { window.heard.push(said.text); window.tongue = said.lang; setTimeout(() => said.onstart?.()); },
  cancel: () => { window.heard = []; },
  getVoices: () => [],
};
Object.defineProperty(window, "speechSynthesis", { value: speech });
"""
MUTE = "Object.defineProperty(window, 'speechSynthesis', { value: undefined });"
FOCUSED = """() => {
  let found = document.activeElement;
  while (found.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  if (!found.matches("a, button, input, summary")) return "";
  return found.getAttribute("aria-label") || found.labels?.[0]?.innerText || found.innerText;
}"""
MOST_TABS = 200
STREAMLITS_OWN = {
    # Two tables that scroll are two landmarks of one name, which st.table gives them; the tables' own names differ.
    "landmark-unique": 'aria-label="Scrollable table"',
    # The drop zone may have the focus for pasting; its button has a name and is what the keyboard reaches.
    "presentation-role-conflict": 'data-testid="stFileUploaderDropzone"',
}  # rule: part of the element; none of them is serious


def sample(name: str) -> FilePayload:
    return FilePayload(name=name, mimeType="image/jpeg", buffer=(FOLDER / name).read_bytes())


def upload(page: Page, *files: str | FilePayload) -> None:
    """Upload samples or files, and wait until they are read."""
    page.locator("input[type=file]").wait_for(state="attached")
    settle(page)
    page.locator("input[type=file]").set_input_files(
        [sample(file) if isinstance(file, str) else file for file in files]
    )
    page.get_by_text(f"{len(files)} photo{'s' if len(files) > 1 else ''} read").wait_for()
    page.get_by_role("button", name="Read aloud").last.wait_for()


def draw(page: Page, text: str) -> None:
    """Draw digits with the mouse."""
    draw_with_mouse(page, page.locator("canvas.upper-canvas"), strokes_of(text))
    expect(page.get_by_test_id("stCode")).to_have_text(text)


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab, or another key, until something of that name has the focus; pictures have buttons of their own."""
    settle(page)
    for _ in range(MOST_TABS):
        page.keyboard.press(key)
        focused = page.evaluate(FOCUSED)
        if name in focused and "Fullscreen" not in focused:
            return
    pytest.fail(f"the keyboard never reaches {name}")


def heard(page: Page, sentences: int) -> list[str]:
    """Return what was spoken, when it is so many sentences."""
    page.wait_for_function(f"window.heard.length === {sentences}")
    return page.evaluate("window.heard")


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


def test_a_drawing_is_read_aloud_too(address: str, page: Page) -> None:
    page.add_init_script(LISTEN)
    page.goto(f"{address}/draw")
    page.get_by_text("Your turn.").wait_for()
    draw(page, "7")
    page.get_by_role("button", name="Read aloud: your drawing").click()
    assert heard(page, 1) == ["Seven."]


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
    page.get_by_text("01632960175 is saved.").wait_for()
    with page.expect_download() as started:
        tab_to(page, "Download text")
        page.keyboard.press("Enter")
    assert started.value.path().read_bytes() == b"01632960175\n"
    tab_to(page, "Read aloud")
    page.keyboard.press("Enter")
    assert heard(page, 1) == ["Zero, one, six, three, two, nine, six, zero, one, seven, five."]


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


def _empty(page: Page, address: str) -> None:
    page.goto(f"{address}/read")
    page.get_by_role("button", name="Phone number", exact=True).wait_for()


def _read(page: Page, address: str) -> None:
    _empty(page, address)
    upload(page, "postcodes.jpg", "parcel.jpg")
    page.get_by_text("More formats").click()
    page.get_by_role("button", name="Excel (XLSX)").wait_for()
    click_still(page.get_by_text("What the network saw").first)
    page.get_by_alt_text("Tile 25, read as 0").wait_for()


def _doubtful(page: Page, address: str) -> None:
    _empty(page, address)
    upload(page, LETTER)
    page.get_by_text("Please check 1 number").wait_for()
    page.get_by_text("Options for checking").click()
    click_still(page.get_by_role("radio", name="Large", exact=True))
    page.get_by_role("button", name="Copy").wait_for()


def _refused(page: Page, address: str) -> None:
    _empty(page, address)
    page.locator("input[type=file]").set_input_files(FilePayload(name="no.png", mimeType="image/png", buffer=b"no"))
    page.get_by_text("1 file not").wait_for()


def _draw(page: Page, address: str) -> None:
    page.goto(f"{address}/draw")
    page.get_by_text("Your turn.").wait_for()
    draw(page, "7")
    page.get_by_text("Wrong? Say what it was").click()
    page.get_by_text("This was a").wait_for()


def _how(page: Page, address: str) -> None:
    page.goto(f"{address}/how_it_reads")
    page.get_by_role("heading", name="Decide together").wait_for(timeout=2_000 * PATIENCE)


def _model(page: Page, address: str) -> None:
    page.goto(f"{address}/model")
    page.get_by_text("under which licence").wait_for()


@pytest.fixture
def dark(page: Page) -> Page:
    """The page of a visitor who likes it dark; in the dark no main button stands out, so it is tried first."""
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    return page


def findings(page: Page) -> list[str]:
    """Return what axe finds, but what is known to be Streamlit's own."""
    page.wait_for_timeout(500)  # milliseconds; colours fade into each other
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{each['impact']} {each['id']}: {node['html']} {node['failureSummary']}"
        for each in found
        for node in each["nodes"]
        if each["impact"] in ("serious", "critical") or STREAMLITS_OWN.get(each["id"], "not known") not in node["html"]
    ]


@pytest.mark.parametrize("open_page", [_empty, _read, _doubtful, _refused, _draw, _how, _model])
def test_axe_finds_nothing_of_ours_in_the_dark_and_in_the_light(address: str, dark: Page, open_page: Open) -> None:
    open_page(dark, address)
    expect(dark.get_by_test_id("stApp")).to_have_css("background-color", "rgb(20, 24, 31)")
    assert findings(dark) == []
    dark.emulate_media(color_scheme="light")
    expect(dark.get_by_test_id("stApp")).to_have_css("background-color", "rgb(253, 252, 249)")
    assert findings(dark) == []
