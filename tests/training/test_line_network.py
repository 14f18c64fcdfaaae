import keras
import numpy as np
import pytest

from digitreader.recognition.line_reader import SYMBOLS, WRITTEN_SYMBOLS, LineReader
from digitreader.recognition.strip import STRIDE
from digitreader.training.line_network import MAX_PARAMETERS, build_line_network, with_signs
from digitreader.training.litert import to_litert


@pytest.fixture(scope="module")
def network() -> keras.Model:
    return build_line_network()


def test_the_network_stays_small(network: keras.Model) -> None:
    assert MAX_PARAMETERS == 520_000
    assert network.count_params() <= MAX_PARAMETERS


def test_it_has_a_symbol_for_the_blank_each_digit_each_sign_and_the_gap() -> None:
    assert (SYMBOLS, WRITTEN_SYMBOLS) == (11, 24)


@pytest.mark.parametrize("width", [4, 8, 64, 132])
def test_a_strip_of_any_width_gets_a_place_for_every_four_columns(network: keras.Model, width: int) -> None:
    assert network(np.zeros((2, 32, width, 1), np.float32)).shape == (2, width // STRIDE, WRITTEN_SYMBOLS)


def test_what_is_served_answers_as_the_network_does(network: keras.Model) -> None:
    reader = LineReader(to_litert(network))
    for width in (64, 100):
        strip = np.random.default_rng(width).random((32, width), np.float32)
        logits = np.asarray(network(strip[None, ..., None]))[0]
        expected = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        np.testing.assert_allclose(reader(strip), expected, atol=1e-4)


def test_a_network_that_knows_digits_alone_gets_signs_and_reads_digits_as_before(network: keras.Model) -> None:
    digits = [*network.get_weights()[:-2], *(part[..., :SYMBOLS] for part in network.get_weights()[-2:])]
    more = with_signs(digits)
    assert [part.shape for part in more] == [part.shape for part in network.get_weights()]
    for before, after in zip(digits, more, strict=True):
        np.testing.assert_array_equal(after[..., : before.shape[-1]], before)
    assert more[-1][SYMBOLS:].max() < -5  # as good as never said
    assert with_signs(more) is more
