import cv2
import keras
import numpy as np
import pytest
from handwriting import glyph

from digitreader.recognition.classifier import CLASSES
from digitreader.recognition.tile import normalise
from digitreader.training.network import BACKGROUND, FAINT, MAX_PARAMETERS, build_network, without_background


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


@pytest.fixture(scope="module")
def front() -> keras.Model:
    return without_background()


def seen(front: keras.Model, tile: np.ndarray) -> np.ndarray:
    """What the convolutions see of a tile."""
    return np.asarray(front(tile[None, ..., None].astype(np.float32)))[0, ..., 0]


TILE = normalise(glyph(673, 60))


def test_a_written_tile_passes_as_it_is(front: keras.Model) -> None:
    np.testing.assert_allclose(seen(front, TILE), TILE, atol=1e-6)


def test_the_background_is_opencvs_top_hat(front: keras.Model) -> None:
    tile = np.random.default_rng(0).random((28, 28), np.float32)
    tile[5:25, 2:20] += 1
    window = np.ones((BACKGROUND, BACKGROUND), np.uint8)
    expected = cv2.morphologyEx(tile, cv2.MORPH_TOPHAT, window)
    np.testing.assert_allclose(seen(front, tile), expected / expected.max(), atol=1e-5)


@pytest.mark.parametrize("grey", [0.2, 0.5])
def test_grey_paper_and_faded_ink_are_made_good(front: keras.Model, grey: float) -> None:
    np.testing.assert_allclose(seen(front, grey + 0.3 * TILE), TILE, atol=1e-5)


def test_what_is_broader_than_a_stroke_goes(front: keras.Model) -> None:
    bars = TILE.copy()
    bars[:, :3] = bars[:, -3:] = 1
    np.testing.assert_allclose(seen(front, bars)[:, 4:24], TILE[:, 4:24], atol=1e-5)
    assert seen(front, np.ones((28, 28))).max() == 0


def test_paper_grain_is_not_blown_up_to_ink(front: keras.Model) -> None:
    grain = np.random.default_rng(0).random((28, 28)) * FAINT / 10
    assert seen(front, grain).max() <= 0.1


def test_weights_stay_in_full_precision_whatever_is_computed_in() -> None:
    half = build_network(width=0.1, precision="mixed_bfloat16")
    assert {str(weight.dtype) for weight in half.weights} == {"float32"}
    assert half.output.dtype == "float32"
