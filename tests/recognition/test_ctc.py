"""What the line reader's answer is taken to say, against sums over every path there is."""

from itertools import groupby, pairwise, product

import numpy as np
import pytest

from digitreader.recognition.ctc import forced_alignment, forward_log_probability, prefix_beam_search
from digitreader.settings.decision import CtcSettings

SAID = 4  # of the eleven symbols are ever likely: the blank and the digits 0 to 2


def random_places(count: int, seed: int) -> np.ndarray:
    """Log-probabilities of so many places, all but SAID symbols next to impossible."""
    probabilities = np.full((count, 11), 1e-12)
    probabilities[:, :SAID] = np.random.default_rng(seed).dirichlet(np.ones(SAID), count)
    return np.log(probabilities).astype(np.float32)


def places_saying(symbols: str, belief: float = 0.999) -> np.ndarray:
    """Log-probabilities of places that say a digit each, or - for the blank."""
    probabilities = np.full((len(symbols), 11), (1 - belief) / 10)
    for row, symbol in zip(probabilities, symbols, strict=True):
        row[0 if symbol == "-" else int(symbol) + 1] = belief
    return np.log(probabilities).astype(np.float32)


def by_every_path(timesteps: np.ndarray) -> dict[str, float]:
    """The probability of each text, summed over all paths through the likely symbols."""
    texts: dict[str, float] = {}
    for path in product(range(SAID), repeat=len(timesteps)):
        text = "".join(str(symbol - 1) for symbol, _ in groupby(path) if symbol)
        weight = float(np.exp(sum(float(row[symbol]) for row, symbol in zip(timesteps, path, strict=True))))
        texts[text] = texts.get(text, 0.0) + weight
    return texts


@pytest.mark.parametrize("seed", range(5))
def test_a_texts_probability_is_the_sum_over_all_paths_that_say_it(seed: int) -> None:
    timesteps = random_places(5, seed)
    expected = by_every_path(timesteps)
    found = np.exp(forward_log_probability(timesteps, list(expected)))
    np.testing.assert_allclose(found, list(expected.values()), rtol=1e-4)


@pytest.mark.parametrize("seed", range(8))
def test_the_likeliest_texts_come_first(seed: int) -> None:
    timesteps = random_places(5, seed)
    expected = by_every_path(timesteps)
    order = sorted(expected, key=lambda text: -expected[text])
    assert prefix_beam_search(timesteps, CtcSettings(beam=100))[:5] == order[:5]


def test_a_narrow_beam_finds_the_text_of_clear_places() -> None:
    assert prefix_beam_search(places_saying("4-00-2-81-"), CtcSettings(beam=2))[0] == "40281"


def test_no_more_texts_are_kept_than_the_beam_is_wide() -> None:
    assert len(prefix_beam_search(random_places(6, 0), CtcSettings(beam=3))) == 3


@pytest.mark.parametrize(("symbols", "text"), [("77", "7"), ("7-7", "77"), ("7--77-7", "777"), ("-7-", "7")])
def test_the_same_digit_twice_needs_a_blank_between(symbols: str, text: str) -> None:
    assert prefix_beam_search(places_saying(symbols))[0] == text
    assert forward_log_probability(places_saying(symbols), [text])[0] == pytest.approx(0, abs=0.02)


def test_a_text_that_needs_more_places_than_there_are_never_is() -> None:
    timesteps = random_places(3, 0)
    found = forward_log_probability(timesteps, ["11", "012", "110", "0121", ""])
    np.testing.assert_array_equal(np.isfinite(found), [True, True, False, False, True])


def test_texts_of_all_lengths_are_weighed_together_as_each_alone() -> None:
    timesteps, texts = random_places(6, 3), ["", "0", "11", "0121", "210"]
    alone = [forward_log_probability(timesteps, [text])[0] for text in texts]
    np.testing.assert_allclose(forward_log_probability(timesteps, texts), alone)


def test_silence_between_digits_says_nothing() -> None:
    short, long = (places_saying("4" + "-" * blanks + "4", 0.999999) for blanks in (2, 300))
    assert prefix_beam_search(long)[0] == "44"
    assert forward_log_probability(long, ["44"])[0] == pytest.approx(
        forward_log_probability(short, ["44"])[0], abs=0.01
    )


def test_silence_alone_is_an_empty_text() -> None:
    timesteps = places_saying("-----", 0.999999)
    assert prefix_beam_search(timesteps)[0] == ""
    assert forward_log_probability(timesteps, [""])[0] == pytest.approx(0, abs=1e-3)
    assert forced_alignment(timesteps, "") == []


def test_digits_stand_where_they_are_said_loudest() -> None:
    timesteps = places_saying("-4-00-2-", 0.9)
    timesteps[4] = places_saying("0", 0.99)[0]
    assert forced_alignment(timesteps, "402") == [1, 4, 6]


@pytest.mark.parametrize("text", ["1", "012", "1212", "001", "2211"])
@pytest.mark.parametrize("seed", range(4))
def test_every_digit_stands_right_of_the_one_before(text: str, seed: int) -> None:
    at = forced_alignment(random_places(7, seed), text)
    assert len(at) == len(text)
    assert all(a < b for a, b in pairwise(at))
    assert all(0 <= place < 7 for place in at)


@pytest.mark.parametrize(("count", "text"), [(3, "0121"), (3, "110"), (2, "00")])
def test_too_few_timesteps_for_a_text_are_told(count: int, text: str) -> None:
    with pytest.raises(ValueError, match=f"{count} timesteps are too few for the {len(text)} digits"):
        forced_alignment(random_places(count, 0), text)


def test_places_are_not_written_to() -> None:
    timesteps = random_places(6, 1)
    before = timesteps.copy()
    prefix_beam_search(timesteps)
    forward_log_probability(timesteps, ["01", "2"])
    forced_alignment(timesteps, "01")
    np.testing.assert_array_equal(timesteps, before)
