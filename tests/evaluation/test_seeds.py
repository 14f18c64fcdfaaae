import json
from pathlib import Path

import keras
import numpy as np
import pytest

from digitreader.errors import ModelError
from digitreader.evaluation.seeds import compare, write_seeds
from digitreader.modelcard.metrics import load_figures
from digitreader.recognition.classifier import CLASSES
from digitreader.training.data.dataset import Dataset
from digitreader.training.export import Run, save_model

LABELS = np.tile(np.arange(10), 4).astype(np.uint8)
TEST = Dataset(np.stack([np.full((28, 28), 20 * label + 10, np.uint8) for label in LABELS]), LABELS)


def knows(digits: str) -> keras.Model:
    """A network that knows some of the test set's greys, and takes the others for the digit after them."""
    pixels = keras.Input((28, 28, 1))
    grey = keras.layers.GlobalAveragePooling2D()(pixels)
    near = keras.layers.Dense(10, activation="softmax")(grey)
    answers = keras.layers.Dense(CLASSES, activation="softmax")(near)
    network = keras.Model(pixels, answers)
    means = (20 * np.arange(10) + 10) / 255
    table = np.zeros((10, CLASSES), np.float32)
    for digit in range(10):
        table[digit, digit if str(digit) in digits else (digit + 1) % 10] = 20
    network.set_weights([4000 * means[None], -2000 * means**2, table, np.zeros(CLASSES)])
    return network


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("runs")
    for seed, digits in enumerate(("0123456789", "012345678")):
        run = Run(seed, ("MNIST",), "nothing", 0.0, "none", 3, 2, 0.9)
        save_model(knows(digits), TEST, folder / str(seed), run)
        (folder / str(seed) / "history.csv").write_text(f"epoch,accuracy,val_accuracy\n0,0.{seed},0.5\n")
    return [folder / "0", folder / "1"]


def test_each_run_their_mean_and_all_together_are_told(runs: list[Path]) -> None:
    found = compare(runs, TEST)
    assert [run["accuracy"] for run in found["runs"]] == [1.0, 0.9]
    assert [run["seed"] for run in found["runs"]] == [0, 1]
    assert found["mean"] == pytest.approx(0.95)
    assert 0.9 <= found["together"]["accuracy"] <= 1
    low, high = found["runs"][1]["interval"]
    assert low < 0.9 < high


def test_what_was_compared_goes_into_the_card_beside_the_network_it_was_measured_with(
    runs: list[Path], tmp_path: Path
) -> None:
    for name in ("card.json", "digits.tflite", "confusion.json"):
        (tmp_path / name).write_bytes((runs[0] / name).read_bytes())
    write_seeds(tmp_path, runs, TEST)
    card = (tmp_path / "README.md").read_text()
    assert "| 1 | 3 | 2 | 90.00% | 90.00% |" in card
    assert "| mean | | | | 95.00% | |" in card
    assert (tmp_path / "history-seed-1.csv").read_text() == (runs[1] / "history.csv").read_text()
    other = json.loads((tmp_path / "card.json").read_text())
    other["sha256"]["digits.tflite"] = "another"
    (tmp_path / "card.json").write_text(json.dumps(other))
    assert load_figures(tmp_path).seeds is None


def test_a_run_without_a_network_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        compare([tmp_path], TEST)
