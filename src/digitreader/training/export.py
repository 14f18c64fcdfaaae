"""From a trained network to what serves: network files, card and confusion matrix."""

import hashlib
import json
import platform
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from digitreader.atomic_write import atomic_write, write_atomically
from digitreader.modelcard.card import write_model_card
from digitreader.training.accuracy import accuracy, confusion, share_right
from digitreader.training.data.dataset import Dataset
from digitreader.training.litert import BATCH, converts, pixels, served_probabilities, to_litert


@dataclass(frozen=True)
class Run:
    """The card's facts about a training run."""

    seed: int
    trained_on: tuple[str, ...]
    started_from: str
    kept_of_start: float
    harvester: str
    epochs: int
    best_epoch: int
    validation_accuracy: float


def save_model(network: keras.Model, test: Dataset, out: Path, run: Run) -> dict[str, object]:
    """Write digits.keras, digits.tflite, confusion.json, card.json and README.md into a folder; return the card.

    The test accuracy is that of the LiteRT file, because that one serves. If Keras cannot convert, only digits.keras is
    written, without a card, and Keras's own test accuracy is returned.
    """
    out.mkdir(parents=True, exist_ok=True)
    bare = keras.Model.from_config(network.get_config())  # without the optimizer's state, a quarter of the size
    bare.set_weights(network.get_weights())
    with atomic_write(out / "digits.keras") as beside:
        bare.save(beside)
    probabilities = network.predict(pixels(test), batch_size=BATCH, verbose=0)
    if not converts():
        return accuracy(probabilities, test)
    write_atomically(out / "digits.tflite", to_litert(network))
    served = served_probabilities((out / "digits.tflite").read_bytes(), test)
    quantised = served_probabilities(to_litert(network, quantise=True), test)
    card = accuracy(served, test) | {
        "mnist_test_accuracy_eleven_classes_int8": share_right(quantised, test),
        "largest_difference_keras_litert": float(np.abs(probabilities - served).max()),
        "parameters": int(network.count_params()),
        **asdict(run),
        "versions": versions(),
        "sha256": {name: sha256(out / name) for name in ("digits.keras", "digits.tflite")},
    }
    write_card(card, out, confusion(served, test))
    return card


def write_card(card: dict[str, object], out: Path, counts: NDArray[np.int64] | None) -> None:
    """Write card.json, README.md and confusion.json; without counts an old confusion.json is removed."""
    if counts is None:
        (out / "confusion.json").unlink(missing_ok=True)  # of another network
    else:
        write_atomically(out / "confusion.json", json.dumps(counts.tolist()) + "\n")
    write_atomically(out / "card.json", json.dumps(card, indent=2) + "\n")
    write_model_card(out)


def versions() -> dict[str, str]:
    """The versions that the run was made with."""
    backend = keras.backend.backend()
    return {
        "python": platform.python_version(),
        "keras": keras.__version__,
        backend: version(backend),
        "numpy": np.__version__,
    }


def sha256(path: Path) -> str:
    """A file's SHA-256 in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
