"""What else a line may say."""

import itertools
import math
import string
import time
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitreader.numbers.check_digits import Expectation, luhn
from digitreader.numbers.n_best import LEAST, guesses, likeliest


@dataclass(frozen=True)
class Seen:
    """A digit as it was read."""

    value: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()


def line(text: str, confidence: float = 0.997) -> list[Seen]:
    """Digits that are sure, each with the next two as alternatives."""
    others = [[str((int(sign) + step) % 10) for step in (1, 2)] for sign in text]
    return [Seen(sign, confidence, ((a, 0.002), (b, 0.001))) for sign, (a, b) in zip(text, others, strict=True)]


PLACES = st.lists(
    st.dictionaries(st.sampled_from(string.digits), st.floats(1e-5, 1), min_size=1, max_size=4).map(
        lambda place: list(place.items())
    ),
    min_size=1,
    max_size=5,
)


@given(PLACES, st.integers(1, 40))
def test_texts_come_in_the_order_of_their_likelihood_none_twice_and_none_left_out(places, wanted):
    def share(signs):
        return math.prod(max(dict(place)[sign], LEAST) for place, sign in zip(places, signs, strict=True))

    everything = sorted((share(signs) for signs in itertools.product(*map(dict, places))), reverse=True)
    found = likeliest(places, lambda text: True, wanted)
    assert len(found) == len(set(found)) == min(wanted, len(everything))
    assert [share(text) for text in found] == pytest.approx(everything[:wanted])


@given(PLACES)
def test_only_texts_that_fit_are_offered(places):
    found = likeliest(places, luhn, 5)
    assert all(map(luhn, found))
    everything = {"".join(signs) for signs in itertools.product(*map(dict, places))}
    assert len(found) == min(5, sum(map(luhn, everything)))


def test_a_wrong_digit_is_found_by_its_check_digit_however_sure_it_was():
    read = line("4539578763621486")
    read[5] = Seen("2", 0.97, (("7", 0.02), ("1", 0.01)))  # it is a 7
    assert guesses(read, Expectation(check="luhn"))[0] == "4539578763621486"


def test_two_wrong_digits_of_an_iban_are_found():
    read = line("89370400440532013000")
    read[3], read[11] = Seen("1", 0.6, (("7", 0.39),)), Seen("6", 0.7, (("5", 0.2), ("8", 0.1)))
    assert "89370400440532013000" in guesses(read, Expectation(check="mod97", country="DE"))


def test_without_a_rule_only_what_is_likely_is_offered():
    read = line("1234")
    assert guesses(read, Expectation()) == []
    read[2] = Seen("3", 0.6, (("8", 0.3), ("5", 0.001)))
    assert guesses(read, Expectation()) == ["1284"]


def test_a_line_that_keeps_the_rules_is_not_talked_out_of_it():
    assert guesses(line("4539578763621486"), Expectation(check="luhn")) == []


def test_in_too_long_a_line_the_least_believed_mark_is_left_out_first():
    read = [*line("1602387432"), Seen("1", 0.43, (("7", 0.005),))]
    assert guesses(read, Expectation(length=10))[0] == "1602387432"
    assert guesses(read, Expectation())[0] == "1602387432"  # more likely no digit than a 1


def test_nothing_is_added_to_too_short_a_line():
    assert guesses(line("160238743"), Expectation(length=10)) == []


def test_what_was_read_and_no_text_at_all_are_never_offered():
    read = [Seen("1", 0.3, (("7", 0.1),))]
    assert guesses(read, Expectation()) == ["7"]


def test_a_long_line_that_nothing_fits_is_given_up_soon():
    started = time.process_time()
    assert likeliest([[("1", 0.5), ("7", 0.3), ("4", 0.2)]] * 60, lambda text: False, 3) == []
    assert time.process_time() - started < 2
