"""Doubts about signs: kept where they change a number, taken back where they do not."""

from dataclasses import replace

import pytest
from readings import reading_of

from digitreader.decision.sign_doubts import heeding_numbers
from digitreader.recognition.digit import DigitLine
from digitreader.settings.decision import SignSettings


def doubting(written: str, other: str, share: float = 0.48) -> DigitLine:
    """A line whose one sign with a question mark behind it may be another: in "7.?5" the point is in doubt."""
    line = reading_of(written).lines[0]
    return replace(
        line,
        signs=tuple(replace(sign, alternatives=((other, share),)) if sign.doubtful else sign for sign in line.signs),
    )


def doubts(*lines: DigitLine) -> list[str]:
    """The signs of each line that are in doubt at last."""
    heeded = heeding_numbers(lines, SignSettings())
    return ["".join(sign.character for sign in line.signs if sign.doubtful) for line in heeded]


@pytest.mark.parametrize(
    ("written", "other"), [("7.?5", ","), ("250,-?", "="), ("4028.?", ""), ("1.?250,00", ""), ("7 -?3 = 4", "- ")]
)
def test_a_sign_that_leaves_the_number_as_it_is_is_no_doubt(written: str, other: str) -> None:
    assert doubts(doubting(written, other)) == [""]


@pytest.mark.parametrize(
    ("written", "other"), [("7.?5", ""), ("-?3", ""), ("30 ?20", ""), ("12/?3", ""), ("20+?3", "×"), ("1.?250,00", " ")]
)
def test_a_sign_that_changes_a_number_stays_in_doubt(written: str, other: str) -> None:
    assert doubts(doubting(written, other)) != [""]


def test_only_what_is_likely_enough_to_change_a_number_is_a_doubt() -> None:
    line = doubting("7.?5", ",", 0.44)
    sign = line.signs[0]
    assert doubts(replace(line, signs=(replace(sign, alternatives=((",", 0.44), ("", 0.05))),))) == [""]
    assert doubts(replace(line, signs=(replace(sign, alternatives=((",", 0.2), ("", 0.29))),))) == ["."]


def test_the_page_says_what_a_number_is_worth_so_a_mark_that_it_settles_is_in_doubt() -> None:
    alone = doubting("3.?500", ",")
    assert doubts(alone) == [""]
    assert doubts(alone, reading_of("7,5").lines[0]) == [".", ""]


def test_a_sign_that_was_not_read_and_would_change_nothing_is_gone() -> None:
    line = doubting("4028.?", "")
    sign = line.signs[0]
    unread = replace(line, signs=(replace(sign, character="", alternatives=((".", 0.48),)),))
    assert heeding_numbers((unread,), SignSettings())[0].signs == ()
    inside = replace(unread, signs=(replace(unread.signs[0], place=2),))
    assert heeding_numbers((inside,), SignSettings())[0].signs == inside.signs
