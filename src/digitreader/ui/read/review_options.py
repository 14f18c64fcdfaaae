"""The options for checking: what numbers must be, and which lines to go through."""

import streamlit as st

from digitreader.numbers.check_digits import CHECKS, Expectation
from digitreader.ui.read.review import Review

TITLE = "Options for checking"
MOST_DIGITS = 40  # of a number that is expected


def ask_options(review: Review) -> None:
    """Ask for the options, and tell the review."""
    with st.expander(TITLE, key="check-options", icon=":material/rule:"):
        expectation = _ask_expectation(review.expectation)
        review.every = st.toggle("Go through every line, not only the doubtful ones", review.every, key="check-every")
        review.expect(expectation)
        st.markdown("Lines that do not fit come first, with the likeliest readings that do.")


def _ask_expectation(known: Expectation) -> Expectation:
    """Ask what numbers must be. known: the answer so far."""
    checks, country = ["", *CHECKS], known.country
    with st.container(horizontal=True):
        length = st.number_input(
            "Digits in each number", 1, MOST_DIGITS, known.length, placeholder="any", key="expected-length", width=180
        )
        check = st.selectbox(
            "Check digit", checks, checks.index(known.check), key="expected-check", width=280,
            format_func=lambda name: CHECKS[name].title if name else "none",
        )  # fmt: skip
        if check == "mod97":
            country = st.text_input(
                "Country letters of the IBANs", known.country, 2, placeholder="such as DE", key="expected-country",
                width=240, help="The reader reads digits only. Leave this empty if the numbers are not IBANs.",
            )  # fmt: skip
    return Expectation(length, check, _letters(country))


def _letters(typed: str) -> str:
    """The letters of a country; none until there are two."""
    letters = typed.strip().upper()
    return letters if len(letters) == 2 and letters.isascii() and letters.isalpha() else ""
