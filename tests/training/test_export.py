import hashlib
import json

import keras
import numpy as np
import pytest
from handwriting import glyph

from digitreader.modelcard.card import model_card
from digitreader.recognition.classifier import Classifier, load_classifier
from digitreader.recognition.model_files import model_folder
from digitreader.recognition.tile import normalise
from digitreader.training.accuracy import wilson
from digitreader.training.data.dataset import Dataset
from digitreader.training.litert import as_classifier, served_probabilities

SHIPPED = model_folder()


@pytest.fixture(scope="module")
def network() -> keras.Model:
    return keras.saving.load_model(SHIPPED / "digits.keras")


@pytest.fixture(scope="module")
def tiles() -> np.ndarray:
    """Real digits, noise, empty paper and full ink."""
    rng = np.random.default_rng(0)
    handwritten = [normalise(glyph(number, 40)) for number in range(150)]
    noise = list(rng.random((40, 28, 28), np.float32))
    return np.stack([*handwritten, *noise, np.zeros((28, 28), np.float32), np.ones((28, 28), np.float32)])


def test_the_shipped_files_answer_alike(network: keras.Model, tiles: np.ndarray) -> None:
    trained = network.predict(tiles[..., None], batch_size=64, verbose=0)
    np.testing.assert_allclose(load_classifier()(tiles), trained, atol=1e-4)


def test_the_shipped_network_has_at_most_400_000_parameters(network: keras.Model) -> None:
    assert network.count_params() <= 400_000


def test_the_cards_hash_is_that_of_the_trained_network() -> None:
    card = json.loads((SHIPPED / "card.json").read_text())
    assert card["sha256"]["digits.keras"] == hashlib.sha256((SHIPPED / "digits.keras").read_bytes()).hexdigest()


def test_the_model_card_says_what_its_figures_say() -> None:
    assert (SHIPPED / "README.md").read_text() == model_card(SHIPPED)


def test_served_answers_come_in_the_order_of_the_tiles(tiles: np.ndarray) -> None:
    images = np.rint(tiles * 255).astype(np.uint8)
    data = Dataset(images, np.zeros(len(images), np.uint8))
    served = served_probabilities((SHIPPED / "digits.tflite").read_bytes(), data)
    whole = load_classifier()(images.astype(np.float32) / 255)
    np.testing.assert_allclose(served, whole, atol=1e-5)


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [
        (
            81,
            263,
            0.2553,
            0.3662,
        ),  # Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval_is_the_published_one(hits: int, total: int, low: float, high: float) -> None:
    assert wilson(hits, total) == pytest.approx((low, high), abs=1e-4)


def test_wilsons_interval_of_all_right_ends_at_one() -> None:
    low, high = wilson(20, 20)
    assert low == pytest.approx(1 - 0.1611, abs=1e-4)
    assert high == pytest.approx(1)


def test_the_decoder_asks_a_network_in_the_same_way_with_and_without_tensorflow_in_any_batch(
    network: keras.Model, tiles: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = as_classifier(network)
    assert isinstance(served, Classifier)
    for count in (1, 7, 64):
        expected = np.asarray(network(tiles[:count, ..., None]))
        np.testing.assert_allclose(served(tiles[:count]), expected, atol=1e-4)
    monkeypatch.setattr(keras.backend, "backend", lambda: "jax")
    asked = as_classifier(network)
    assert not isinstance(asked, Classifier)
    np.testing.assert_allclose(asked(tiles), served(tiles), atol=1e-4)
    assert asked(tiles[:0]).shape == served(tiles[:0]).shape == (0, 11)
