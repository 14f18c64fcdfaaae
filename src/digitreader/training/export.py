"""From a trained network to what serves: LiteRT file, model card, figures for display."""

import hashlib
import json
import platform
import shutil
import tempfile
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from digitreader.classifier import CLASSES, NOT_A_DIGIT, Classifier
from digitreader.training.dataset import Dataset


def save_model(network: keras.Model, test: Dataset, out: Path, *, seed: int, extra: list[str]) -> dict[str, object]:
    """Write digits.keras, digits.tflite, confusion.json and card.json into a folder; return the card.

    The test accuracy is that of the LiteRT file, because that is what serves.
    """
    out.mkdir(parents=True, exist_ok=True)
    bare = keras.models.clone_model(network)  # without the optimizer's state, a third of the size
    bare.set_weights(network.get_weights())
    bare.save(out / "digits.keras")
    export_litert(network, out / "digits.tflite")
    probabilities = network.predict(test.images[..., None].astype(np.float32) / 255, batch_size=500, verbose=0)
    served = served_probabilities(out / "digits.tflite", test)
    answers = served.argmax(axis=1)
    card = {
        "mnist_test_accuracy": round(float((answers == test.labels).mean()), 4),
        "mnist_test_accuracy_interval": [round(x, 4) for x in wilson(int((answers == test.labels).sum()), len(test))],
        "mnist_test_called_not_a_digit": int((answers == NOT_A_DIGIT).sum()),
        "largest_difference_keras_litert": float(np.abs(probabilities - served).max()),
        "parameters": int(network.count_params()),
        "seed": seed,
        "trained_on": ["MNIST train, 55,000 of 60,000", *extra],
        "versions": {"python": platform.python_version(), "keras": keras.__version__, "numpy": np.__version__},
        "backend": keras.backend.backend(),
        "sha256": {name: _sha256(out / name) for name in ("digits.keras", "digits.tflite")},
    }
    confusion = np.zeros((CLASSES, CLASSES), int)
    np.add.at(confusion, (test.labels, answers), 1)
    (out / "confusion.json").write_text(json.dumps(confusion.tolist()) + "\n")
    (out / "card.json").write_text(json.dumps(card, indent=2) + "\n")
    return card


def export_litert(network: keras.Model, path: Path) -> None:
    """Write the network as float32 LiteRT, for any batch size."""
    with tempfile.TemporaryDirectory() as folder:
        exported = Path(folder) / "digits.tflite"
        network.export(str(exported), format="litert", verbose=False)
        shutil.copyfile(exported, path)


def served_probabilities(path: Path, test: Dataset, batch: int = 500) -> NDArray[np.float32]:
    """Return the LiteRT file's own answers: float32 (n, 11)."""
    classifier = Classifier(path.read_bytes())
    pixels = test.images.astype(np.float32) / np.float32(255)
    return np.concatenate([classifier(pixels[i : i + batch]) for i in range(0, len(pixels), batch)])


def wilson(hits: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 % interval of a share.

    Source: Wilson 1927, doi:10.1080/01621459.1927.10502953.
    """
    share = hits / total
    centre = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * np.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return float(centre - half), float(centre + half)


def _sha256(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
