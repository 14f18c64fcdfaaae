"""Lines as words."""

import pytest

from digitreader.output.speech_text import Sign, likely, line_in_words, sentences, signs_of


def test_a_line_is_spoken_digit_by_digit() -> None:
    assert sentences([signs_of("0212")]) == ["Zero, two, one, two."]


def test_a_doubtful_digit_is_announced_in_its_place_with_what_it_may_be() -> None:
    line = [*signs_of("021"), Sign("7", True, ("1",)), *signs_of("55")]
    assert line_in_words(line) == "zero, two, one; fourth digit uncertain, seven or one; five, five"


def test_two_doubts_in_a_row_are_announced_each() -> None:
    line = [Sign("7", True, ("1",)), Sign("4", True, ("9", "6"))]
    assert line_in_words(line) == "first digit uncertain, seven or one; second digit uncertain, four, nine or six"


def test_a_doubt_without_an_alternative_says_what_was_read() -> None:
    assert line_in_words([Sign("7", True)]) == "first digit uncertain, seven"


def test_several_lines_are_announced_by_number_and_one_line_is_not() -> None:
    said = ["Line 1: one.", "Line 2: not a number.", "Line 3: two, zero."]
    assert sentences([signs_of("1"), (), signs_of("20")]) == said
    assert sentences([()]) == ["Not a number."]


def test_no_lines_at_all_are_told_too() -> None:
    assert sentences([]) == ["No digits were found."]


def test_letters_of_a_corrected_text_call_themselves() -> None:
    assert line_in_words(signs_of("08X")) == "zero, eight, X"


@pytest.mark.parametrize(("place", "said"), [(11, "twelfth digit"), (19, "twentieth digit"), (20, "digit 21")])
def test_every_place_has_a_name(place: int, said: str) -> None:
    line = [*signs_of("1" * place), Sign("7", True)]
    assert line_in_words(line).endswith(f"; {said} uncertain, seven")


def test_only_likely_alternatives_are_named_but_always_one() -> None:
    assert likely([("1", 0.3), ("4", 0.12), ("9", 0.05)]) == ("1", "4")
    assert likely([("1", 0.004), ("4", 0.001)]) == ("1",)
    assert likely([]) == ()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("-7.5", "Minus, seven, point, five."),
        ("13,-", "One, three, comma, dash."),
        ("2 + 1 = 3", "Two, gap, plus, gap, one, gap, equals, gap, three."),
        ("7-3=4", "Seven, minus, three, equals, four."),
        ("030-12", "Zero, three, zero, dash, one, two."),
        ("1/2", "One, slash, two."),
    ],
)
def test_signs_are_spoken_by_their_names(written: str, said: str) -> None:
    assert sentences([signs_of(written)]) == [said]


def test_a_doubtful_sign_is_announced_by_the_digit_before_it() -> None:
    point, missed = Sign(".", True, (",",)), Sign("", True, ("-",))
    line = [missed, *signs_of("7"), point, *signs_of("5")]
    said = "sign before the first digit uncertain, nothing or minus; seven; "
    assert line_in_words(line) == f"{said}sign after the first digit uncertain, point or comma; five"


def test_several_signs_that_may_stand_in_one_place_are_all_named() -> None:
    line = [*signs_of("7"), Sign(".", True, (".-",))]
    assert line_in_words(line) == "seven; sign after the first digit uncertain, point or point minus"
