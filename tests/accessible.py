"""What axe, a checker of accessibility, finds on a page."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

STREAMLITS_OWN = {
    # Two tables that scroll are two landmarks of one name, which st.table gives them; the tables' own names differ.
    "landmark-unique": 'aria-label="Scrollable table"',
    # The drop zone may have the focus for pasting; its button has a name and is what the keyboard reaches.
    "presentation-role-conflict": 'data-testid="stFileUploaderDropzone"',
}  # rule: part of the element; none of them is serious
THEMES = {"dark": "rgb(20, 24, 31)", "light": "rgb(253, 252, 249)"}  # the page's background


def expect_accessible(page: Page) -> None:
    """Fail when axe finds something of ours, in the dark or in the light."""
    for theme, background in THEMES.items():
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
        expect(page.get_by_test_id("stApp")).to_have_css("background-color", background)
        page.wait_for_timeout(500)  # milliseconds; colours fade into each other
        found = findings(page)
        assert found == [], f"in the {theme}: {found}"


def findings(page: Page) -> list[str]:
    """Return what axe finds, but what is known to be Streamlit's own."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{each['impact']} {each['id']}: {node['html']} {node['failureSummary']}"
        for each in found
        for node in each["nodes"]
        if each["impact"] in ("serious", "critical") or STREAMLITS_OWN.get(each["id"], "not known") not in node["html"]
    ]
