"""The app as a visitor meets it: the server started as the README says, a real Chromium in front of it."""

from pathlib import Path

import pytest
from browsing import served
from playwright.sync_api import Page, expect

from digitreader.ui.samples import FOLDER

POSTCODES = "02139\n00501\n07030\n04101\n01890\n"


def download(page: Page, button: str) -> tuple[str, bytes]:
    """Click a download button and return the file's name and content."""
    with page.expect_download() as started:
        page.get_by_role("button", name=button, exact=True).click()
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()


def upload(page: Page, *files: str) -> None:
    """Upload sample pictures, and wait until all are read."""
    page.locator("input[type=file]").set_input_files([str(FOLDER / file) for file in files])
    page.get_by_text(f"{len(files)} photo{'s' if len(files) > 1 else ''} read").wait_for()


def test_a_visitor_uploads_a_photo_and_takes_its_text_home(address: str, page: Page) -> None:
    page.goto(address)
    upload(page, "postcodes.jpg")
    expect(page.get_by_test_id("stCode")).to_have_text(POSTCODES.strip(), use_inner_text=True)
    assert download(page, "Download text") == ("postcodes.txt", POSTCODES.encode())
    assert page.get_by_test_id("stCode").count() == 1  # the download has taken nothing away


def test_several_photos_come_home_in_one_file(address: str, page: Page) -> None:
    page.goto(address)
    upload(page, "postcodes.jpg", "phone-number.jpg")
    expected = f"== postcodes.jpg ==\n{POSTCODES}== phone-number.jpg ==\n01632960174\n"
    assert download(page, "Download all 2 texts") == ("digits.txt", expected.encode())


def test_starting_over_empties_the_uploader(address: str, page: Page) -> None:
    page.goto(address)
    upload(page, "phone-number.jpg")
    expect(page.get_by_test_id("stFileUploader")).to_contain_text("phone-number.jpg")
    page.get_by_role("button", name="Start over").click()
    expect(page.get_by_test_id("stCode")).to_have_count(0)
    expect(page.get_by_test_id("stFileUploader")).not_to_contain_text("phone-number.jpg")


def test_the_first_visitor_may_come_by_a_deep_link(page: Page) -> None:
    with served() as fresh:
        page.goto(f"{fresh}/read")
        page.get_by_role("button", name="Phone number", exact=True).click()
        expect(page.get_by_test_id("stCode")).to_have_text("01632960174")
        expect(page).to_have_title("Digit Reader")  # streamlit_app.py has run
        expect(page.get_by_text("Page not found")).to_have_count(0)
        assert page.url == f"{fresh}/read"


@pytest.mark.parametrize("width", [390, 1280])
def test_the_model_page_draws_its_charts_and_never_scrolls_sideways(address: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/model")
    page.get_by_text("under which licence").wait_for()
    charts = page.get_by_test_id("stVegaLiteChart")
    expect(charts).to_have_count(7)
    expect(charts.locator("canvas, svg.marks")).to_have_count(7)
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollWidth") <= width


def test_the_pages_ask_no_other_server_for_anything(address: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/read")
    page.get_by_role("button", name="Phone number", exact=True).wait_for()
    page.goto(f"{address}/model")
    page.get_by_text("under which licence").wait_for()
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def test_a_correction_changes_what_is_downloaded(address: str, page: Page) -> None:
    page.goto(address)
    upload(page, "phone-number.jpg", "postcodes.jpg")
    page.get_by_text("Expected digits, check digits").click()
    page.get_by_label("Digits in each number").fill("5")
    page.keyboard.press("Enter")
    page.get_by_text("1 line left to check").wait_for()  # eleven digits are not five
    page.get_by_text("Go through every line").click()
    page.get_by_text("6 lines left to check").wait_for()
    says = page.get_by_role("textbox", name="What does it say?")
    says.fill("01632 960175")
    page.keyboard.press("Enter")
    page.get_by_text("2 of 6", exact=True).wait_for()
    expect(says).to_have_value("")
    expect(says).to_be_focused()  # who types goes on typing
    page.get_by_role("button", name="Accept").click()  # the next line is right
    page.get_by_text("4 lines left to check").wait_for()
    page.get_by_text("line 1 was read as 01632960174").wait_for()
    expected = f"== phone-number.jpg ==\n01632960175\n== postcodes.jpg ==\n{POSTCODES}"
    assert download(page, "Download all 2 texts") == ("digits.txt", expected.encode())
    page.get_by_text("More formats").click()
    name, table = download(page, "CSV")
    assert name == "digits.csv"
    assert table.decode().splitlines()[1].startswith('"phone-number.jpg","1","01632960174","01632960175","true"')
    assert download(page, "Excel (XLSX)")[1].startswith(b"PK")
    assert download(page, "Corrections to train on (ZIP)")[0] == "corrections.zip"
