"""Signs among digits that are known."""

import numpy as np
import pytest
from opinions import writing

from digitreader.numbers.alphabet import DIGITS, SIGNS, digits_of, with_signs
from digitreader.recognition.free_signs import free_signs

LINE = np.zeros((32, 240), np.float32)


def found(said: str, digits: str) -> str:
    return with_signs(digits, enumerate(free_signs(writing(said)(LINE), digits)))


@pytest.mark.parametrize("sign", [*SIGNS, " "])
def test_every_sign_is_found_before_among_and_after_the_digits(sign: str) -> None:
    assert found(f"{sign}40{sign}28{sign}", "4028") == f"{sign}40{sign}28{sign}"


@pytest.mark.parametrize("said", ["4028", "13.254,00", "1.000.-", "-3", "20 + 3 =", "5//", "1.1", "11", "(7)"])
def test_what_is_written_is_found_when_its_digits_are_known(said: str) -> None:
    assert found(said, digits_of(said)) == said


@pytest.mark.parametrize(("digits", "signs"), [("4021", "40.21"), ("402", "40.2")])
def test_signs_stand_where_they_were_seen_when_another_text_was_decided(digits: str, signs: str) -> None:
    assert found("40.28", digits) == signs


def test_a_line_with_too_few_timesteps_is_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        free_signs(writing("4")(LINE)[:3], DIGITS)


def test_a_sign_that_is_less_likely_than_none_is_not_found() -> None:
    assert free_signs(writing("4.0", 0.4)(LINE), "40") == ("", "", "")
