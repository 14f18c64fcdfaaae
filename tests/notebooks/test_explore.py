import keras
import numpy as np
import pytest

from digitreader.recognition.classifier import CLASSES, NOT_A_DIGIT
from training_views import explore
from digitreader.training.data.dataset import Dataset
from training_views.explore import ConfidenceBin
from digitreader.training.network import build_network


@pytest.fixture(scope="module")
def network() -> keras.Model:
    return build_network(width=0.1)


def made(count: int = 40) -> Dataset:
    """Upright bars, thicker from digit to digit."""
    labels = (np.arange(count) % 10).astype(np.uint8)
    images = np.zeros((count, 28, 28), np.uint8)
    for image, label in zip(images, labels, strict=True):
        image[4:24, 12 : 14 + label] = 255
    return Dataset(images, labels)


def sure_by(share: float, labels: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """Probabilities that give so much to each answer and the rest to all others alike."""
    rows = np.full((len(labels), CLASSES), (1 - share) / (CLASSES - 1), np.float32)
    rows[np.arange(len(labels)), answers] = share
    return rows


def test_a_sample_photo_comes_with_what_is_written_on_it() -> None:
    data, lines = explore.sample_photo("postcodes")
    assert data.startswith(b"\xff\xd8\xff")
    assert lines == ("02139", "00501", "07030", "04101", "01890")


def test_some_of_each_are_in_the_order_of_their_digits() -> None:
    tiles = explore.some_of_each(made(), 2)
    assert tiles.shape == (20, 28, 28)
    assert tiles.max() == 1
    assert np.all(np.diff(tiles.sum(axis=(1, 2))) >= 0)


def test_a_digit_is_shown_plain_and_then_distorted_differently_each_time() -> None:
    image = made().images[3]
    before = image.copy()
    tiles = explore.distorted(image, 5)
    np.testing.assert_allclose(tiles[0] * 255, image, atol=1e-3)
    assert len({tile.tobytes() for tile in tiles}) == 5
    np.testing.assert_array_equal(image, before)
    np.testing.assert_array_equal(explore.distorted(image, 5), tiles)


def test_examples_of_not_one_digit_are_tiles() -> None:
    tiles = explore.not_digits(made(), 6)
    assert tiles.shape == (6, 28, 28)
    assert 0 <= tiles.min() < tiles.max() <= 1


def test_a_corrupted_data_set_keeps_its_labels_and_changes_nearly_every_tile() -> None:
    data = made()
    before = data.images.copy()
    corrupted = explore.corrupted(data)
    np.testing.assert_array_equal(corrupted.labels, data.labels)
    np.testing.assert_array_equal(data.images, before)
    changed = sum(not np.array_equal(a, b) for a, b in zip(corrupted.images, data.images, strict=True))
    assert changed > 35
    np.testing.assert_array_equal(explore.corrupted(data).images, corrupted.images)


def test_a_history_says_which_epochs_are_kept_and_where_the_learning_rate_falls() -> None:
    rows = [
        {"epoch": float(e), "val_loss": loss, "val_accuracy": 0.987, "learning_rate": rate}
        for e, (loss, rate) in enumerate([(0.5, 1e-3), (0.6, 1e-3), (0.4, 5e-4)])
    ]
    table = explore.history_table(rows).splitlines()[2:]
    assert [line.split(" | ")[-1] for line in table] == [
        "the best so far: kept |",
        "no better; learning rate halved |",
        "the best so far: kept |",
    ]
    assert table[0].startswith("| 1 | 0.00100 | 0.5000 | 1.30 % |")


def test_a_squeezed_box_is_inverted_and_keeps_its_paper_grey() -> None:
    grey = np.full((60, 90), 155, np.uint8)
    grey[10:40, 20:30] = 0
    tile = explore.squeezed(grey, (20, 10, 40, 30))
    assert tile.shape == (28, 28)
    assert tile[14, 2] == 1
    assert tile[14, 25] == pytest.approx(100 / 255)


def test_the_layers_hold_all_parameters_and_the_table_sums_them_up(network: keras.Model) -> None:
    layers = explore.layers_of(network)
    assert layers[0].shape == (28, 28, 1)
    assert layers[-1].shape == (CLASSES,)
    assert sum(layer.parameters for layer in layers) == network.count_params()
    table = explore.layer_table(layers).splitlines()
    assert len(table) == len(layers) + 3
    assert table[2] == "| InputLayer | 28 x 28 x 1 | 0 |"
    assert f"**{network.count_params():,}**" in table[-1]


def test_answers_are_a_networks_probabilities(network: keras.Model) -> None:
    answers = explore.answers(network, made())
    assert answers.shape == (40, CLASSES)
    np.testing.assert_allclose(answers.sum(axis=1), 1, atol=1e-5)


def test_the_hardest_are_those_whose_true_class_is_least_likely() -> None:
    labels = np.array([1, 2, 3], np.uint8)
    answers = sure_by(0.9, labels, labels)
    answers[1] = sure_by(0.8, labels[:1], np.array([7]))[0]
    answers[2] = sure_by(0.5, labels[:1], np.array([3]))[0]
    assert explore.hardest(answers, labels, 2).tolist() == [1, 2]


def test_a_verdict_says_the_answer_and_how_sure_it_is() -> None:
    rows = sure_by(0.874, np.zeros(2), np.array([9, NOT_A_DIGIT]))
    assert [explore.verdict(row) for row in rows] == ["9, 87 %", "no digit, 87 %"]


def test_filters_and_feature_maps_are_those_of_the_networks_convolutions(network: keras.Model) -> None:
    tile = made().images[0].astype(np.float32) / 255
    filters = explore.first_filters(network)
    assert filters.shape == (3, 5, 5)
    np.testing.assert_array_equal(filters[1], keras.ops.convert_to_numpy(network.layers[2].kernel)[:, :, 0, 1])
    maps = explore.feature_maps(network, tile)
    assert [one.shape for one in maps] == [(3, 14, 14), (5, 14, 14), (5, 7, 7), (10, 7, 7), (10, 4, 4)]
    assert min(one.min() for one in maps) >= 0


def test_the_temperature_lowers_the_confidence_of_an_overconfident_network() -> None:
    labels = np.arange(1000) % 10
    answers = np.where(np.arange(1000) < 800, labels, (labels + 1) % 10)
    probabilities = sure_by(0.99, labels, answers)
    temperature = explore.best_temperature(probabilities, labels.astype(np.uint8))
    assert temperature > 1.5
    calmed = explore.tempered(probabilities, temperature)
    assert calmed.max() == pytest.approx(0.8, abs=0.01)
    np.testing.assert_allclose(calmed.sum(axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(calmed.argmax(axis=1), probabilities.argmax(axis=1))


def test_a_network_that_keeps_its_promises_has_temperature_one() -> None:
    labels = np.arange(1000) % 10
    probabilities = sure_by(0.8, labels, np.where(np.arange(1000) < 800, labels, (labels + 1) % 10))
    assert explore.best_temperature(probabilities, labels.astype(np.uint8)) == pytest.approx(1, abs=0.02)
    np.testing.assert_allclose(explore.tempered(probabilities, 1), probabilities, atol=1e-5)


def test_answers_are_binned_by_their_confidence() -> None:
    labels = np.zeros(6, np.uint8)
    probabilities = np.concatenate(
        [sure_by(0.55, labels[:2], np.array([0, 1])), sure_by(0.97, labels[:4], np.array([0, 0, 0, 5]))]
    )
    low, high = explore.confidence_bins(probabilities, labels)
    assert (low.count, low.right) == (2, 0.5)
    assert (high.count, high.right) == (4, 0.75)
    assert high.mean == pytest.approx(0.97)


def test_the_calibration_error_weighs_every_answer_alike() -> None:
    assert explore.calibration_error([ConfidenceBin(3, 0.9, 0.5), ConfidenceBin(1, 0.6, 0.8)]) == pytest.approx((3 * 0.4 + 0.2) / 4)
