import keras
import numpy as np
import pytest

from digitreader.classifier import CLASSES
from digitreader.training.network import MAX_PARAMETERS, build_network


@pytest.fixture(scope="module")
def network() -> keras.Model:
    return build_network()


def test_the_network_stays_small(network: keras.Model) -> None:
    assert MAX_PARAMETERS == 400_000
    assert network.count_params() <= MAX_PARAMETERS


def test_it_takes_tiles_and_gives_eleven_classes(network: keras.Model) -> None:
    assert network.input_shape == (None, 28, 28, 1)
    assert network.output_shape == (None, CLASSES)


def test_its_answers_are_probabilities_even_before_training(network: keras.Model) -> None:
    answers = np.asarray(network(np.random.default_rng(0).random((3, 28, 28, 1), np.float32)))
    np.testing.assert_allclose(answers.sum(axis=1), 1, atol=1e-5)
    assert answers.min() >= 0


def test_it_comes_compiled_for_whole_number_labels(network: keras.Model) -> None:
    assert network.loss == "sparse_categorical_crossentropy"
    assert isinstance(network.optimizer, keras.optimizers.Adam)


def test_half_the_channels_take_about_a_quarter_of_the_parameters(network: keras.Model) -> None:
    narrow = build_network(width=0.5)
    assert 0.2 < narrow.count_params() / network.count_params() < 0.3
    assert (narrow.input_shape, narrow.output_shape) == (network.input_shape, network.output_shape)


def test_how_long_the_weights_are_averaged_can_be_chosen() -> None:
    assert build_network(width=0.1, averaging=0.9).optimizer.ema_momentum == 0.9
