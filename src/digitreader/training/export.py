"""From a trained network to what serves: LiteRT file, model card, figures for display."""

import hashlib
import json
import logging
import platform
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from digitreader.atomic_write import atomic_write, write_atomically
from digitreader.errors import ModelError
from digitreader.modelcard.card import write_model_card
from digitreader.recognition.classifier import CLASSES, NOT_A_DIGIT, Classifier, Classify
from digitreader.training.data.dataset import Dataset

BATCH = 500  # tiles at once


@dataclass(frozen=True)
class Run:
    """What a training run says of itself in the card."""

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

    The test accuracy is that of the LiteRT file, because that is what serves. Where Keras cannot convert, digits.keras
    is all that is written, no card claims anything, and Keras's own test accuracy is returned.
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
        "mnist_test_accuracy_eleven_classes_int8": _accuracy(quantised, test),
        "largest_difference_keras_litert": float(np.abs(probabilities - served).max()),
        "parameters": int(network.count_params()),
        **asdict(run),
        "versions": versions(),
        "sha256": {name: sha256(out / name) for name in ("digits.keras", "digits.tflite")},
    }
    write_card(card, out, confusion(served, test))
    return card


def write_card(card: dict[str, object], out: Path, counts: NDArray[np.int64] | None) -> None:
    """Write card.json, README.md and confusion.json, which is of no use without counts and then removed."""
    if counts is None:
        (out / "confusion.json").unlink(missing_ok=True)  # of another network
    else:
        write_atomically(out / "confusion.json", json.dumps(counts.tolist()) + "\n")
    write_atomically(out / "card.json", json.dumps(card, indent=2) + "\n")
    write_model_card(out)


def accuracy(served: NDArray[np.float32], test: Dataset) -> dict[str, object]:
    """Return the card's figures on the test set.

    MNIST's own question is which of ten digits a tile shows; that is the accuracy. The stricter one counts a digit
    that is called "not one digit" as an error, as it is one when a photo is read.
    """
    answers = served.argmax(axis=1)
    hits = int((served[:, :NOT_A_DIGIT].argmax(axis=1) == test.labels).sum())
    return {
        "mnist_test_accuracy": round(hits / len(test), 4),
        "mnist_test_accuracy_interval": [round(x, 4) for x in wilson(hits, len(test))],
        "mnist_test_accuracy_eleven_classes": _accuracy(served, test),
        "mnist_test_called_not_a_digit": int((answers == NOT_A_DIGIT).sum()),
    }


def _accuracy(served: NDArray[np.float32], test: Dataset) -> float:
    """Return the share of answers among all eleven that are right."""
    return round(float((served.argmax(axis=1) == test.labels).mean()), 4)


def confusion(probabilities: NDArray[np.float32], test: Dataset) -> NDArray[np.int64]:
    """Return how often each class (rows) was called each class (columns): (11, 11)."""
    counts = np.zeros((CLASSES, CLASSES), np.int64)
    np.add.at(counts, (test.labels, probabilities.argmax(axis=1)), 1)
    return counts


def converts() -> bool:
    """Return whether Keras can make LiteRT files: it needs TensorFlow for that, not for training."""
    return str(keras.backend.backend()) == "tensorflow"


def refuse_served(served: Path) -> None:
    """Raise ModelError where a training would leave a LiteRT file of another network beside its own."""
    if not converts() and served.exists():
        raise ModelError(
            f"{served}: only TensorFlow can replace this file, and Keras runs on {keras.backend.backend()}. Name "
            "another folder with --out."
        )


def as_classifier(network: keras.Model) -> Classify:
    """Return a network as the decoder asks it: by LiteRT, or by Keras where it cannot convert, which takes longer."""
    if converts():
        return Classifier(to_litert(network))

    def classify(tiles: NDArray[np.float32]) -> NDArray[np.float32]:
        if len(tiles) == 0:
            return np.zeros((0, CLASSES), np.float32)
        answers = network(tiles[..., None], training=False)
        return np.asarray(keras.ops.convert_to_numpy(answers), np.float32)

    return classify


def to_litert(network: keras.Model, *, quantise: bool = False) -> bytes:
    """Return the network as a LiteRT file for any batch size: float32, or with dynamic int8 weights."""
    import tensorflow as tf

    options = {"optimizations": [tf.lite.Optimize.DEFAULT]} if quantise else {}
    with tempfile.TemporaryDirectory() as folder, _silenced("tensorflow"):  # which tells where it writes in between
        exported = Path(folder) / "digits.tflite"
        network.export(str(exported), format="litert", verbose=False, **options)
        return exported.read_bytes()


@contextmanager
def _silenced(name: str) -> Iterator[None]:
    """Let a logger say no more than what goes wrong, for a while."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def pixels(dataset: Dataset) -> NDArray[np.float32]:
    """Return a data set's tiles as the network takes them: float32 (n, 28, 28, 1), 0 to 1."""
    return np.asarray(dataset.images[..., None].astype(np.float32) / np.float32(255), np.float32)


def served_probabilities(model: bytes, test: Dataset) -> NDArray[np.float32]:
    """Return a LiteRT file's own answers: float32 (n, 11)."""
    classifier = Classifier(model)
    tiles = pixels(test)[..., 0]
    return np.concatenate([classifier(tiles[i : i + BATCH]) for i in range(0, len(tiles), BATCH)])


def wilson(hits: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 % interval of a share.

    Source: Wilson 1927, doi:10.1080/01621459.1927.10502953.
    """
    share = hits / total
    centre = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * np.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return float(centre - half), float(centre + half)


def versions() -> dict[str, str]:
    """Return what the run was made with."""
    backend = keras.backend.backend()
    return {
        "python": platform.python_version(),
        "keras": keras.__version__,
        backend: version(backend),
        "numpy": np.__version__,
    }


def sha256(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
