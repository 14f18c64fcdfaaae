"""Pages as read and as a person left them."""

from hypothesis import given
from hypothesis import strategies as st
from results import digit, line

from digitreader.numbers.alphabet import WRITTEN, digits_of
from digitreader.output.corrected import CorrectedLine, corrected_lines, corrected_page
from digitreader.output.line import LineResult
from digitreader.output.result import PageResult


def read(text: str) -> LineResult:
    """A line; a question mark makes the digit before it doubtful."""
    signs = zip(text, text[1:] + " ", strict=True)
    return line(*(digit(value, 0.5 if after == "?" else 0.99) for value, after in signs if value != "?"))


def page(*texts: str) -> PageResult:
    return PageResult("a.jpg", tuple(map(read, texts)), ("Hold still.",))


def test_what_was_read_stays_beside_what_a_person_says() -> None:
    first, second = corrected_lines(page("05", "7?2"), {2: "12"})
    assert (first.text, first.checked, first.changed) == ("05", False, False)
    assert (second.read, second.text, second.checked, second.changed) == ("72", "12", True, True)


def test_a_corrected_page_has_the_new_text_and_no_doubt_where_somebody_looked() -> None:
    corrected = corrected_page(page("05?", "7?2", "3?"), {2: "12", 1: "05"})
    assert corrected.texts == ["05", "12", "3"]
    assert "".join(digit.value for digit in corrected.digits) == "05123"
    assert [line.doubts for line in corrected.lines] == [0, 0, 1]
    assert corrected.advice == ("Hold still.",)


def test_digits_of_a_line_of_another_length_stay_as_read() -> None:
    corrected = corrected_page(page("7?2"), {1: "123"})
    assert (corrected.text, corrected.doubts) == ("123", 0)
    assert [digit.value for digit in corrected.digits] == ["7", "2"]


def test_a_line_that_is_no_number_leaves_the_text_and_keeps_its_digits() -> None:
    corrected = corrected_page(page("05", "72"), {1: ""})
    assert corrected.text == "72"
    assert [(number, place) for number, place, _ in corrected.placed] == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_lines_that_a_person_added_come_after_those_that_were_read() -> None:
    found = corrected_lines(page("05"), {3: "12", 2: "7"})
    assert [(line.number, line.read, line.text, line.added) for line in found] == [
        (1, "05", "05", False), (2, "", "7", True), (3, "", "12", True),
    ]  # fmt: skip
    assert corrected_page(page("05"), {3: "12", 2: "7"}).texts == ["05", "7", "12"]
    assert found[1].line.confidence == 0.0


def test_an_added_line_that_is_no_number_after_all_is_gone() -> None:
    assert [line.text for line in corrected_lines(page("05"), {2: "", 3: "8"})] == ["05", "8"]


def test_only_a_text_as_long_as_it_was_read_says_which_sign_is_which_digit() -> None:
    assert CorrectedLine(1, read("05"), "06").aligned
    assert not CorrectedLine(1, read("05"), "061").aligned


def test_an_untouched_page_is_as_it_was_read() -> None:
    untouched = page("05", "7?2")
    assert corrected_page(untouched, {}) is untouched


@given(st.text(WRITTEN + "X", max_size=12), st.sampled_from(["05", "7?2", "123456"]))
def test_whatever_a_person_types_is_what_is_written(typed: str, was: str) -> None:
    [line] = corrected_page(page(was), {1: typed}).lines
    assert line.written == typed
    assert (line.doubts, [number.doubtful for number in line.numbers if number.doubtful]) == (0, [])
    assert digits_of("".join(number.written for number in line.numbers)) == digits_of(typed)
