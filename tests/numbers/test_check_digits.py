"""Lengths and check digits."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitreader.numbers import check_digits as checks
from digitreader.numbers.alphabet import WRITTEN, digits_of
from digitreader.numbers.check_digits import CHECKS, Expectation

NUMBERS = st.text(string.digits, min_size=1, max_size=30)
RIGHT = [
    (checks.luhn, "4539578763621486"),  # a payment card's
    (checks.luhn, "490154203237518"),  # an IMEI
    (checks.isbn, "0306406152"),
    (checks.isbn, "080442957X"),
    (checks.isbn, "9780306406157"),
    (checks.ean, "73513537"),
    (checks.ean, "4006381333931"),
    (checks.mod97, "79444"),  # 794 and its check digits
]


@pytest.mark.parametrize(("fits", "number"), RIGHT)
def test_a_right_number_fits_and_no_single_wrong_digit_does(fits, number):
    assert fits(number)
    for place, old in enumerate(number):
        for new in set(string.digits) - {old}:
            assert not fits(number[:place] + new + number[place + 1 :])


@pytest.mark.parametrize(("fits", "number"), RIGHT)
@pytest.mark.parametrize("wrong", ["", "1", "12a4", "²³", "٣٤", "-12", "1" * 50])
def test_what_is_no_such_number_does_not_fit(fits, number, wrong):
    if fits not in (checks.luhn, checks.mod97) or not wrong.isascii() or len(wrong) < 50:
        assert not fits(wrong)
    assert not fits(number + " ")


def test_an_iban_fits_with_its_own_country_alone():
    assert checks.mod97("89370400440532013000", "DE")
    assert checks.mod97("29601613331926819", "") is False
    assert not checks.mod97("89370400440532013000", "GB")
    assert not checks.mod97("89370400440532013000")


def test_a_thirteen_digit_isbn_begins_as_books_do():
    assert checks.ean("4006381333931")
    assert not checks.isbn("4006381333931")


@given(NUMBERS)
def test_two_digits_make_any_number_fit_mod_97(number):
    rest = 98 - int(number) * 100 % 97
    assert checks.mod97(f"{number}{rest:02}")


@given(NUMBERS)
def test_exactly_one_last_digit_makes_a_number_fit_luhn(number):
    assert sum(checks.luhn(number + last) for last in string.digits) == 1


@given(st.integers(min_value=2, max_value=28), st.data())
def test_mod_97_finds_two_neighbours_that_changed_places(length, data):
    number = data.draw(st.text(string.digits, min_size=length, max_size=length))
    whole = f"{number}{98 - int(number) * 100 % 97:02}"
    place = data.draw(st.integers(0, length))
    swapped = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]
    assert swapped == whole or not checks.mod97(swapped)


def test_a_number_of_another_length_is_told_in_digits():
    assert Expectation(length=10).breach("123") == "It has 3 digits, not 10."
    assert Expectation(length=2).breach("1") == "It has 1 digit, not 2."
    assert Expectation(check="isbn").breach("123") == "It has 3 digits, not 10 or 13."


def test_a_wrong_check_digit_is_told_with_its_rule():
    assert Expectation(check="luhn").breach("4539578763621487") == (
        "Its check digit does not fit: Luhn (payment cards, IMEI)."
    )


@pytest.mark.parametrize("expectation", [Expectation(), *(Expectation(check=name) for name in CHECKS)])
def test_no_number_breaks_no_rule(expectation):
    assert expectation.breach("") == ""


def test_a_number_that_is_as_expected_breaks_no_rule():
    assert Expectation().breach("7") == ""
    assert Expectation(length=16, check="luhn").breach("4539578763621486") == ""
    assert Expectation(check="ean").breach("73513537") == ""
    assert Expectation(check="mod97", country="DE").breach("89370400440532013000") == ""


def test_a_line_is_as_expected_together_or_number_by_number():
    assert Expectation(length=8).breach("0123 4567") == ""
    assert Expectation(length=2).breach("30 20 42") == ""
    assert Expectation(length=2).breach("30 204 42") == "204: It has 3 digits, not 2."
    assert Expectation(length=2).breach("-3.5") == ""


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("007", "007"),
        (" 01632  960-174 ", "01632 960-174"),
        ("1.234,5", "1.234,5"),
        ("\N{MINUS SIGN}3 * 2", "-3 × 2"),
        ("\N{FULLWIDTH DIGIT SEVEN}\N{ARABIC-INDIC DIGIT THREE}", "73"),
        ("12a4", None),
        ("", None),
        ("---", None),
        ("½", "1/2"),
        ("080442957X", None),
        ("7.5 kg", None),
    ],
)
def test_only_digits_and_signs_make_a_number(typed, number):
    assert Expectation().number(typed) == number


def test_an_isbn_may_end_in_an_x():
    assert Expectation(check="isbn").number("0-8044-2957-x") == "0-8044-2957-X"
    assert Expectation(check="isbn").breach("0-8044-2957-X") == ""
    assert Expectation(check="isbn").number("X") is None


@given(st.text(max_size=20))
def test_what_is_typed_is_a_number_or_refused(typed):
    number = Expectation().number(typed)
    assert number is None or (set(number) <= set(WRITTEN) and digits_of(number))
