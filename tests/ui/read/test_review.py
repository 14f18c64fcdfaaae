"""Going through the lines."""

import pytest
from results import digit
from results import line as line_of

from digitreader.numbers.check_digits import Expectation
from digitreader.ui.read import review
from digitreader.ui.read.review import TYPED, Review
from digitreader.ui.read.reviewed_lines import ReviewedLine
from digitreader.ui.read.session_files import Entry, SessionFiles


def line(number: int, read: str, confidence: float, corrected: str | None = None) -> ReviewedLine:
    found = line_of(digit(read[0], confidence), *(digit(sign, 1.0) for sign in read[1:]))
    return ReviewedLine(number, found, corrected, key="key", name="a.jpg", of=9)


def numbers(lines: list[ReviewedLine]) -> list[int]:
    return [line.number for line in lines]


LINES = [line(1, "11", 0.99), line(2, "22", 0.7), line(3, "33", 0.5), line(4, "444", 0.9), line(5, "55", 0.6)]


def test_doubts_come_least_sure_first_and_the_sure_not_at_all() -> None:
    assert numbers(Review().queue(LINES)) == [3, 5, 2]


def test_a_line_that_breaks_a_rule_comes_before_all_doubts() -> None:
    assert numbers(Review(Expectation(length=2)).queue(LINES)) == [4, 3, 5, 2]


def test_every_line_is_gone_through_where_that_is_asked_for() -> None:
    assert numbers(Review(every=True).queue(LINES)) == [3, 5, 2, 4, 1]


def test_a_checked_line_stays_in_its_place_to_come_back_to() -> None:
    assert numbers(Review().queue([*LINES[:2], line(3, "33", 0.5, "88"), *LINES[3:]])) == [3, 5, 2]


def test_the_first_that_is_left_is_looked_at_then_the_next_and_from_the_start_again() -> None:
    mind = Review()
    queue = [line(1, "1", 0.3, "1"), line(2, "2", 0.4), line(3, "3", 0.5)]
    assert mind.place(queue) == 1
    assert mind.following(queue, 1) == queue[2]
    assert mind.following(queue, 2) == queue[1]
    mind.at = queue[0].at
    assert mind.place(queue) == 0


def test_when_all_is_checked_nothing_is_looked_at() -> None:
    queue = [line(1, "1", 0.3, "1")]
    assert Review().place(queue) is None
    assert Review().following(queue, 0) is None


def test_a_checked_line_is_left_again_when_it_breaks_a_new_rule_unless_a_person_overruled_that() -> None:
    mind, checked = Review(), line(3, "33", 0.5, "333")
    assert not mind.is_left(checked)
    mind.expectation = Expectation(length=2)
    assert mind.is_left(checked)
    mind.overruled.add((checked.at, "333", mind.expectation))
    assert not mind.is_left(checked)
    mind.expectation = Expectation(length=4)
    assert mind.is_left(checked)


def test_a_line_that_left_the_desk_is_not_looked_at() -> None:
    assert Review(at=("gone", 1)).place(LINES) == 0


def test_an_answer_that_comes_twice_is_one_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, str] = {}
    monkeypatch.setattr(review.st, "session_state", state)
    session, mind, seen = SessionFiles({"key": Entry("key", ("a.jpg",), 1)}), Review(), line(1, "18", 0.5)
    state[TYPED] = "13"
    mind.submit(session, seen, None)
    assert state[TYPED] == ""
    mind.submit(session, seen, None)  # Enter again, before the page has changed
    assert session.entries["key"].corrections == {1: "13"}


def test_what_was_typed_for_one_line_reaches_the_next_only_when_it_is_typed_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state: dict[str, str] = {}
    monkeypatch.setattr(review.st, "session_state", state)
    session, mind = SessionFiles({"key": Entry("key", ("a.jpg",), 1)}), Review()
    first, second = line(1, "18", 0.5), line(2, "19", 0.6)
    state[TYPED] = "13"
    mind.submit(session, first, second)
    state[TYPED] = "13"  # a slow browser has not emptied the input yet
    mind.submit(session, second, None)
    assert session.entries["key"].corrections == {1: "13"}
    assert (mind.at, mind.warned, state[TYPED]) == (second.at, True, "")
    state[TYPED] = "13"
    mind.submit(session, second, None)
    assert session.entries["key"].corrections == {1: "13", 2: "13"}


def test_what_is_longer_than_the_field_lets_browsers_send_is_no_number() -> None:
    assert Review().number("1" * review.LONGEST) == "1" * review.LONGEST
    assert Review().number("1" * 10_000_000) is None
