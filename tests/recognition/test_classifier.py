import json
import threading
from pathlib import Path

import numpy as np
import pytest
from handwriting import digits, glyph

from digitreader.errors import ModelError
from digitreader.recognition.classifier import CLASSES, Classifier, load_classifier
from digitreader.recognition.model_files import how_to_restore, model_folder
from digitreader.recognition.tile import normalise
from digitreader.settings.recognition import NetworkSettings


@pytest.fixture(scope="module")
def shipped() -> Classifier:
    return load_classifier()


@pytest.fixture(scope="module")
def tiles() -> np.ndarray:
    return np.stack([normalise(glyph(number, 40)) for number in range(64)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of what serving needs of the model's folder."""
    for name in ("digits.tflite", "card.json"):
        (tmp_path / name).write_bytes((model_folder() / name).read_bytes())
    return tmp_path


def test_the_shipped_model_is_there_with_its_card() -> None:
    assert {"digits.tflite", "card.json"} <= {path.name for path in model_folder().iterdir()}


def test_probabilities_of_a_tile_sum_to_one(shipped: Classifier, tiles: np.ndarray) -> None:
    probabilities = shipped(tiles)
    assert probabilities.shape == (64, CLASSES)
    assert probabilities.min() >= 0
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)


def test_most_first_digits_of_a_foreign_set_are_recognised(shipped: Classifier, tiles: np.ndarray) -> None:
    assert (shipped(tiles).argmax(axis=1) == digits()[1][:64]).mean() > 0.8


def test_an_answer_does_not_depend_on_the_batch_it_is_in(shipped: Classifier, tiles: np.ndarray) -> None:
    whole = shipped(tiles)
    parts = [shipped(tiles[start:end]) for start, end in ((0, 1), (1, 8), (8, 9), (9, 64))]
    np.testing.assert_allclose(np.concatenate(parts), whole, atol=1e-5)


def test_more_tiles_than_a_batch_are_answered_in_their_order(shipped: Classifier, tiles: np.ndarray) -> None:
    many = np.concatenate([tiles, tiles[::-1], tiles])[: NetworkSettings.max_batch + 20]
    alone = shipped(tiles)
    expected = np.concatenate([alone, alone[::-1], alone])[: NetworkSettings.max_batch + 20]
    np.testing.assert_allclose(shipped(many), expected, atol=1e-5)


def test_no_tiles_give_no_answers(shipped: Classifier) -> None:
    assert shipped(np.zeros((0, 28, 28), np.float32)).shape == (0, CLASSES)


def test_an_answer_outlives_the_next_question(shipped: Classifier, tiles: np.ndarray) -> None:
    first = shipped(tiles[:1])
    before = first.copy()
    shipped(tiles[5:6])
    np.testing.assert_array_equal(first, before)


def test_tiles_are_not_written_to(shipped: Classifier, tiles: np.ndarray) -> None:
    before = tiles.copy()
    shipped(tiles)
    np.testing.assert_array_equal(tiles, before)


def test_threads_share_a_classifier(shipped: Classifier, tiles: np.ndarray) -> None:
    expected = shipped(tiles)
    wrong: list[str] = []

    def ask(size: int) -> None:
        for start in range(0, 64 - size, 3):
            try:
                answer = shipped(tiles[start : start + size])
            except Exception as error:
                wrong.append(repr(error))
                return
            if not np.allclose(answer, expected[start : start + size], atol=1e-5):
                wrong.append(f"{size} tiles from {start} on")

    threads = [threading.Thread(target=ask, args=(size,)) for size in (1, 2, 5, 9, 16, 30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_copied_model_folder_works(folder: Path, shipped: Classifier, tiles: np.ndarray) -> None:
    np.testing.assert_array_equal(load_classifier(folder)(tiles[:3]), shipped(tiles[:3]))


def test_a_model_that_was_not_measured_is_refused(folder: Path) -> None:
    model = bytearray((folder / "digits.tflite").read_bytes())
    model[len(model) // 2] ^= 1
    (folder / "digits.tflite").write_bytes(model)
    with pytest.raises(ModelError, match=r"SHA-256 differs.*digitreader train --out"):
        load_classifier(folder)


@pytest.mark.parametrize("name", ["digits.tflite", "card.json"])
def test_a_missing_file_is_reported_with_a_way_to_restore_it(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=f"missing or incomplete.*digitreader export NETWORK.keras --out {folder}`"):
        load_classifier(folder)


@pytest.mark.parametrize("name", ["model", "line reader"])
def test_only_the_shipped_model_is_restored_from_the_repository(folder: Path, name: str) -> None:
    assert "`git checkout -- model`" in how_to_restore(model_folder(), name)
    assert "git checkout" not in how_to_restore(folder, name)
    assert str(folder) in how_to_restore(folder, name)


@pytest.mark.parametrize(
    "card", ["", "{", "[]", "{}", "3", "null", '{"sha256": null}', '{"sha256": {}}', '{"sha256": "x"}', "\xff"]
)
def test_a_broken_card_is_reported_as_a_broken_model(folder: Path, card: str) -> None:
    (folder / "card.json").write_text(card, encoding="latin-1")
    with pytest.raises(ModelError):
        load_classifier(folder)


@pytest.mark.parametrize("data", [b"", b"no network", bytes(100), b"\x1c\0\0\0TFL3" + bytes(100)])
def test_garbage_is_no_network(data: bytes) -> None:
    with pytest.raises(ModelError):
        Classifier(data)


def test_half_a_network_is_no_network() -> None:
    model = (model_folder() / "digits.tflite").read_bytes()
    with pytest.raises(ModelError):
        Classifier(model[: len(model) // 2])


def test_a_network_is_named_by_the_start_of_what_its_card_says() -> None:
    card = json.loads((model_folder() / "card.json").read_text())
    assert load_classifier().version == card["sha256"]["digits.tflite"][:12]
