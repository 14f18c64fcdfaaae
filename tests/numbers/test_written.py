"""The numbers of lines as they were written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitreader.numbers.alphabet import WRITTEN, digits_of
from digitreader.numbers.written import numbers_in, values

CASES = {
    # a line by itself: its numbers as (written, value), with ? where it is ambiguous
    "0057": [("0057", "57")],
    "7,5": [("7,5", "7.5")],
    "12.50": [("12.50", "12.50")],
    "-3": [("-3", "-3")],
    "+3": [("+3", "3")],
    "13.254,00": [("13.254,00", "13254.00")],
    "1,234,567.8": [("1,234,567.8", "1234567.8")],
    "1.234": [("1.234", "1234?")],
    "17,670": [("17,670", "17670?")],
    "1,234,567": [("1,234,567", "1234567")],
    "12,34,567": [("12,34,567", "1234567")],
    "0.125": [("0.125", "0.125")],
    "1234.567": [("1234.567", "1234.567")],
    "1.234.50": [("1.234.50", "1234.50?")],
    ".5": [(".5", "0.5?")],
    # what closes an amount
    "1.000.-": [("1.000.-", "1000")],
    "63.936,-": [("63.936,-", "63936")],
    "12682-": [("12682-", "12682")],
    "14.200=": [("14.200=", "14200")],
    "37969.=": [("37969.=", "37969")],
    "18.767.": [("18.767.", "18767")],
    "6000,": [("6000,", "6000")],
    "1,500/-": [("1,500/-", "1500")],
    "5.000-": [("5.000-", "5000")],
    "12.50-": [("12.50-", "12.50")],
    "12.50.-": [("12.50.-", "12.50")],
    "=1000=": [("1000=", "1000")],
    # a minus before a number, and one between two
    "7 - 3": [("7", "7"), ("3", "3")],
    "7 -3 42": [("7", "7"), ("-3", "-3"), ("42", "42")],
    "7 -3 = 4": [("7", "7"), ("3", "3"), ("4", "4")],
    "5-7=-2": [("5", "5"), ("7", "7"), ("-2", "-2")],
    "- 3": [("- 3", "-3?")],
    "-1000-": [("-1000-", "-1000?")],
    # a line that computes
    "20 + 3 = 23": [("20", "20"), ("3", "3"), ("23", "23")],
    "5+22": [("5", "5"), ("22", "22")],
    "20+3=": [("20", "20"), ("3", "3")],
    "(5+3)×2": [("5", "5"), ("3", "3"), ("2", "2")],
    "12÷4": [("12", "12"), ("4", "4")],
    # rows and lists
    "30 20 42": [("30", "30"), ("20", "20"), ("42", "42")],
    "1, 2, 3": [("1,", "1"), ("2,", "2"), ("3", "3")],
    # no single number: what was written stands
    "12/3/2020": [("12/3/2020", None)],
    "12.3.2020": [("12.3.2020", None)],
    "030-123456": [("030-123456", None)],
    "3 1/2": [("3", "3"), ("1/2", None)],
    "12:30": [("12:30", None)],
    "7-3": [("7-3", None)],
    "080442957X": [("080442957X", None)],
    # the rest
    "12,5%": [("12,5%", "12.5")],
    "12 %": [("12 %", "12")],
    "(123)": [("(123)", "123?")],
    "1) 25": [("1", "1"), ("25", "25")],
    "": [],
    "-": [],
}  # fmt: skip


@pytest.mark.parametrize("line", CASES)
def test_a_line_by_itself_gives_its_numbers(line: str) -> None:
    [found] = values([line])
    assert [(written, value and value + "?" * ambiguous) for written, value, ambiguous in found] == CASES[line]


@pytest.mark.parametrize(
    ("others", "value"),
    [
        (["13.254,00"], ("1234", False)),
        (["7,5", "12"], ("1234", False)),
        (["2.000.000"], ("1234", False)),
        (["1.000.-"], ("1234", False)),
        (["12.50"], ("1.234", False)),
        (["0.125"], ("1.234", False)),
        (["7,5", "12.50"], ("1234", True)),
        (["1,500/-"], ("1.234", False)),
        (["12.3.2020", "20"], ("1234", True)),
    ],
)
def test_what_a_number_leaves_open_its_page_says(others: list[str], value: tuple[str, bool]) -> None:
    assert values([*others, "1.234"])[-1][0][1:] == value


def test_who_asks_for_a_point_or_a_comma_gets_it_wherever_the_form_allows() -> None:
    assert values(["1.234", "1,234", "7,5"], "point") == [
        [("1.234", "1.234", False)], [("1,234", "1234", False)], [("7,5", "7.5", False)],
    ]  # fmt: skip
    assert values(["1.234", "1,234"], "comma") == [[("1.234", "1234", False)], [("1,234", "1.234", False)]]


@given(st.lists(st.text(WRITTEN + "X", max_size=20), max_size=3), st.sampled_from(["auto", "point", "comma"]))
def test_every_digit_is_in_one_number_and_nothing_that_is_written_fails(lines, decimal) -> None:
    found = values(lines, decimal)
    for line, numbers in zip(lines, found, strict=True):
        assert digits_of("".join(written for written, _, _ in numbers)) == digits_of(line)
        places = [number.start for number in numbers_in(line)] + [len(line)]
        assert places == sorted(places)
        for written, value, _ in numbers:
            assert value is None or digits_of(value).lstrip("0") == digits_of(written).lstrip("0")
            assert value is None or re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value)
