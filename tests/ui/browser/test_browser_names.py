"""Names of files are text and nothing else, whatever Markdown would make of them."""

import shutil
from pathlib import Path

from browsing import settle
from playwright.sync_api import Page, expect

from digitreader.ui.samples import FOLDER
from digitreader.ui.words import JOINER

NAMES = ["www.evil.example.jpg", "e@evil.example.jpg", ":material_home:.jpg", "a->b--c.jpg", "[x](y) _n_ $1$.jpg"]


def test_no_name_becomes_a_link_an_icon_or_an_arrow(address: str, page: Page, tmp_path: Path) -> None:
    for number, name in enumerate(NAMES):
        shutil.copy(FOLDER / "phone-number.jpg", tmp_path / name)
        with (tmp_path / name).open("ab") as file:
            file.write(b"%d" % number)  # another file each time
    page.goto(address)
    page.locator("input[type=file]").wait_for(state="attached")
    settle(page)
    page.locator("input[type=file]").set_input_files([str(tmp_path / name) for name in NAMES])
    page.get_by_text(f"{len(NAMES)} photos read").wait_for()
    settle(page)
    expect(page.locator("a[href*='evil']")).to_have_count(0)
    shown = [text.replace(JOINER, "") for text in page.get_by_test_id("stHeading").all_inner_texts()]
    assert [name for name in NAMES if name not in shown] == []
