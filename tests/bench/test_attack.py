"""The page that says what came of the attacks; the attacks themselves are tried by `make attack`."""

import re
from pathlib import Path

from attack.__main__ import kinds
from attack.page import read_page, write_page
from attack.row import Row, Seen

ROOT = Path(__file__).parents[2]


NAME = r"`[\w-]+`"


def test_what_is_written_on_the_page_is_read_back(tmp_path):
    page = tmp_path / "page.md"
    write_page(page, [("a", "a|b", "a\nsentence", "\x1b[31mseen"), ("c", "d", "e", "**broken:** f")])
    assert read_page(page) == {"a": ("a", "a|b", "a sentence", "[31mseen"), "c": ("c", "d", "e", "**broken:** f")}
    assert read_page(tmp_path / "none.md") == {}


def test_what_cannot_be_tried_is_broken():
    seen = Row("divide", "1 // 0", "a sentence", lambda: Seen(str(1 // 0), held=True)).tried()
    assert not seen.held
    assert "ZeroDivisionError" in seen.said


def test_no_two_attacks_have_one_name():
    names = [row.name for _, rows in kinds() for row in rows]
    assert len(names) == len(set(names)) > 0


def test_security_promises_nothing_that_no_attack_shows_and_names_each_attack():
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    promises = text.split("## What is promised")[1].split("\n## ")[0]
    named = {
        name
        for group in re.findall(rf"\brows? ({NAME}(?:,? (?:and )?{NAME})*)", text)
        for name in group.split("`")[1::2]
    }
    silent = [p for p in promises.split("\n\n**")[1:] if not re.search(rf"\brows? {NAME}", p)]
    assert (named, silent) == ({row.name for _, rows in kinds() for row in rows}, [])


def test_the_page_tells_of_every_attack():
    assert list(read_page(ROOT / "docs" / "security-tests.md")) == [row.name for _, rows in kinds() for row in rows]


def test_no_attack_on_the_page_succeeded():
    page = read_page(ROOT / "docs" / "security-tests.md")
    assert page
    assert [name for name, (*_, seen) in page.items() if seen.startswith("**broken")] == []
