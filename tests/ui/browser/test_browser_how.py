"""The page "How it reads" in a real Chromium, opened once, on a server that nobody has visited yet."""

import pytest
from accessible import expect_accessible
from browsing import PATIENCE, expect_entered, expect_no_sideways_scroll
from playwright.sync_api import Page, expect


@pytest.fixture(scope="module")
def opened(fresh: str, first_page: Page) -> Page:
    """The page when its last stage is there."""
    first_page.goto(f"{fresh}/how_it_reads")
    first_page.get_by_role("heading", name="Decide together").wait_for(timeout=2_000 * PATIENCE)  # milliseconds
    return first_page


def test_the_first_visitor_may_come_straight_to_the_stages(opened: Page, fresh: str) -> None:
    expect_entered(opened, f"{fresh}/how_it_reads", "How it reads", "How it reads")


def test_axe_finds_nothing_of_ours(opened: Page) -> None:
    expect_accessible(opened)


def test_every_stage_draws_its_picture_and_never_scrolls_sideways(opened: Page) -> None:
    expect(opened.get_by_test_id("stCode")).to_have_text("304275\n8196032", use_inner_text=True)
    expect(opened.get_by_role("heading", level=3)).to_have_count(13)
    opened.get_by_test_id("stVegaLiteChart").locator("canvas, svg.marks").wait_for()
    pictures = opened.get_by_test_id("stImage").locator("img:visible")
    expect(pictures).to_have_count(17)
    assert all(picture.get_attribute("alt") for picture in pictures.all())
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("img => img.naturalWidth") > 0
    expect_no_sideways_scroll(opened)


def test_a_slider_moved_by_keys_changes_the_cuts(opened: Page) -> None:
    opened.get_by_text("5 cuts were tried").wait_for()
    opened.get_by_role("slider", name="How close two cuts may be").press("End")
    opened.get_by_text("no cut was tried").wait_for()
