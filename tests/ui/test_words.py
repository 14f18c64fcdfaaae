"""The page's words."""

from dataclasses import replace

import pytest
from results import SOMEWHERE, digit, line

from digitreader.output.marks import SignResult
from digitreader.output.result import PageResult
from digitreader.ui import words

NINE = digit("9", 0.7)
ONE_LINE = PageResult("", (line(digit("0"), NINE),))
TWO_LINES = PageResult("", (line(digit("0")), line(NINE)))


@pytest.mark.parametrize(
    ("share", "said"), [(1.0, "99 %"), (0.999, "99 %"), (0.62, "62 %"), (0.01, "1 %"), (0.0099, "<1 %"), (0.0, "<1 %")]
)
def test_a_percentage_is_never_rounded_to_certainty(share: float, said: str) -> None:
    assert words.percent(share).replace(words.NO_BREAK, " ") == said


def test_a_doubt_names_the_line_only_where_it_is_given() -> None:
    assert words.doubt(NINE, 2).replace(words.NO_BREAK, " ") == "Digit 2: 9 (70 % sure), maybe 4 (20 %)"
    assert words.doubt(NINE, 1, 2).startswith("Digit 1 of line 2: 9")


def test_only_lines_with_doubts_are_marked() -> None:
    assert words.marked(TWO_LINES) == [":orange-background[9?]"]
    assert words.marked(ONE_LINE) == ["0:orange-background[9?]"]


def test_the_summary_counts_photos_refusals_and_doubts() -> None:
    assert words.summary([ONE_LINE]) == "1 photo read. 1 number to check."
    refused = words.summary([ONE_LINE, TWO_LINES, PageResult("", error="no")])
    assert refused == "2 photos read, 1 file not read (see below). 2 numbers to check."
    assert words.summary([PageResult("", (line(digit("1")),))]) == "1 photo read."


@pytest.mark.parametrize(
    ("name", "download"),
    [
        ("meter.jpg", "meter.txt"),
        ("Zähler 3.März.JPG", "Zähler 3.März.txt"),
        ("no_ending", "no_ending.txt"),
        (".jpg", "jpg.txt"),
        ("...", "digits.txt"),
        ("", "digits.txt"),
        ("../../etc/passwd.png", "passwd.txt"),
        (r"C:\photos\a.png", "a.txt"),
        ('a<b>:"|?*\n.png', "a_b_______.txt"),
        ("x" * 300 + ".png", "x" * 80 + ".txt"),
        ("con.jpg", "_con.txt"),
        ("LPT1.page.jpg", "_LPT1.page.txt"),
        ("console.jpg", "console.txt"),
    ],
)
def test_a_downloads_name_is_the_photos_made_safe(name: str, download: str) -> None:
    assert words.download_name(name) == download


def test_a_name_is_plain_in_markdown() -> None:
    assert words.plain("a_b*.jpg") == r"a\_b\*\.jpg"
    assert words.plain("a\nb") == "a?b"


@pytest.mark.parametrize(
    "name", ["http://evil.example", "e@evil.example", "www.evil.example", ":material/home:", "a->b"]
)
def test_what_markdown_makes_of_addresses_icons_and_arrows_is_parted(name: str) -> None:
    said = words.plain(name)
    assert words.JOINER in said
    assert said.replace(words.JOINER, "").replace("\\", "") == name


def test_a_downloads_name_may_have_another_ending() -> None:
    assert words.download_name("my photo.PNG", "jpg") == "my photo.jpg"


@pytest.mark.parametrize(
    ("read", "text", "shown"),
    [("1234", "1934", "1**9**34"), ("1234", "1994", "1**99**4"), ("12", "12", "12"), ("12", "123", "123")],
)
def test_what_differs_from_what_was_read_stands_out(read: str, text: str, shown: str) -> None:
    assert words.differing(read, text) == shown


def test_a_sign_that_differs_can_be_bold_within_a_number() -> None:
    assert words.differing("7.5", "7,5") == f"7**{words.JOINER},{words.JOINER}**5"


def test_a_doubtful_sign_is_named_with_where_it_stands() -> None:
    comma = SignResult(",", 1, 0.62, True, ((".", 0.3),), SOMEWHERE)
    missed = SignResult("", 0, 0.62, True, (("-", 0.3),), SOMEWHERE)
    said = [words.doubt(sign, sign.place, 2).replace(words.NO_BREAK, " ") for sign in (comma, missed)]
    assert said[0] == "After digit 1 of line 2: comma (62 % sure), maybe point (30 %)"
    assert said[1] == "Before digit 1 of line 2: nothing (62 % sure), maybe dash (30 %)"
    page = PageResult("", (replace(line(digit("7"), digit("5")), signs=(missed, comma)),))
    assert words.marked(page) == [":orange-background[?]7:orange-background[,?]5"]


def test_the_amount_is_that_of_the_text() -> None:
    assert words.amount(PageResult("", (line(*map(digit, "12")), line(*map(digit, "345"))))) == "5 digits in 2 lines"
