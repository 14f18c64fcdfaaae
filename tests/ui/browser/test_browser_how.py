"""The page "How it reads" in a real Chromium."""

from browsing import PATIENCE, expect_no_sideways_scroll
from playwright.sync_api import Page, expect

LAST = "Decide together"


def opened(page: Page, address: str) -> Page:
    """Open the page and wait until its last stage is there."""
    page.goto(f"{address}/how_it_reads")
    page.get_by_role("heading", name=LAST).wait_for(timeout=2_000 * PATIENCE)  # milliseconds
    return page


def test_every_stage_draws_its_picture_and_never_scrolls_sideways(address: str, page: Page) -> None:
    opened(page, address)
    expect(page.get_by_test_id("stCode")).to_have_text("304275\n8196032", use_inner_text=True)
    expect(page.get_by_role("heading", level=3)).to_have_count(13)
    page.get_by_test_id("stVegaLiteChart").locator("canvas, svg.marks").wait_for()
    pictures = page.get_by_test_id("stImage").locator("img:visible")
    expect(pictures).to_have_count(17)
    assert all(picture.get_attribute("alt") for picture in pictures.all())
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("img => img.naturalWidth") > 0
    expect_no_sideways_scroll(page)


def test_a_slider_moved_by_keys_changes_the_cuts(address: str, page: Page) -> None:
    opened(page, address)
    page.get_by_text("5 cuts were tried").wait_for()
    page.get_by_role("slider", name="How close two cuts may be").press("End")
    page.get_by_text("no cut was tried").wait_for()
