"""The page "Model" in a real Chromium, opened once, on a server that nobody has visited yet."""

import pytest
from accessible import expect_accessible
from browsing import expect_entered, expect_no_sideways_scroll, settle
from playwright.sync_api import Page, expect

asked: list[str] = []


@pytest.fixture(scope="module")
def opened(fresh: str, first_page: Page) -> Page:
    """The page when its last section is there."""
    first_page.on("request", lambda request: asked.append(request.url))
    first_page.goto(f"{fresh}/model")
    first_page.get_by_text("under which licence").wait_for()
    return first_page


def test_the_first_visitor_may_come_straight_to_the_model(opened: Page, fresh: str) -> None:
    expect_entered(opened, f"{fresh}/model", "Model", "How good is it?")


def test_axe_finds_nothing_of_ours(opened: Page) -> None:
    expect_accessible(opened)


def test_the_page_draws_its_charts_and_never_scrolls_sideways(opened: Page) -> None:
    charts = opened.get_by_test_id("stVegaLiteChart")
    expect(charts).to_have_count(7)
    expect(charts.locator("canvas, svg.marks")).to_have_count(7)
    expect_no_sideways_scroll(opened)


def test_the_back_button_leaves_the_start_page(opened: Page, fresh: str) -> None:
    opened.goto(f"{fresh}/")
    opened.get_by_role("heading", name="Read handwritten digits").wait_for()
    settle(opened)
    opened.go_back()
    opened.get_by_role("heading", name="How good is it?").wait_for()
    assert opened.url == f"{fresh}/model"
    opened.get_by_role("link", name="Read", exact=True).click()
    opened.get_by_role("heading", name="Read handwritten digits").wait_for()
    settle(opened)
    opened.go_back()
    opened.get_by_role("heading", name="How good is it?").wait_for()
    assert opened.url == f"{fresh}/model"


def test_the_pages_ask_no_other_server_for_anything(opened: Page, fresh: str) -> None:
    assert f"{fresh}/model" in asked
    assert f"{fresh}/" in asked  # the start page
    assert [url for url in asked if not url.startswith((fresh, "data:", "blob:"))] == []
