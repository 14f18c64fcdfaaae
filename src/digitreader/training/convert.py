"""Turn any Keras network into a model folder: `digitreader export`."""

from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from digitreader.atomic_write import write_atomically
from digitreader.errors import ModelError
from digitreader.recognition.classifier import CLASSES, Classifier
from digitreader.recognition.tile import SIDE
from digitreader.training.accuracy import accuracy, confusion
from digitreader.training.data.archive import reason
from digitreader.training.data.dataset import Dataset
from digitreader.training.export import sha256, versions, write_card
from digitreader.training.litert import converts, served_probabilities, to_litert

AGREEMENT = 1e-3  # in probability; float32 networks differ by about 1e-6, half-precision ones by up to 1e-2
BATCHES = (1, 7, 64)  # tiles at once; a network with a fixed batch size fails here, not later when it reads
INPUT, OUTPUT = (None, SIDE, SIDE, 1), (None, CLASSES)


def export_model(file: Path, out: Path, test: Dataset | None = None) -> dict[str, object]:
    """Write digits.tflite, card.json and README.md into a folder, and confusion.json if there is a test set.

    Args:
        file: a .keras file: tiles (n, 28, 28, 1) in 0 to 1, ink bright -> (n, 11) probabilities.
        out: the folder, created if missing.
        test: the tiles to measure accuracy on; without them the card says that it was not measured.

    Returns:
        The contents of card.json.

    Raises:
        ModelError: the file cannot be loaded, has the wrong shape, gives other answers once converted to LiteRT, or
            Keras is not running on TensorFlow.
    """
    if not converts():
        raise ModelError(
            f"{file}: making a LiteRT file needs TensorFlow, and Keras runs on {keras.backend.backend()}. Install "
            "TensorFlow and set KERAS_BACKEND=tensorflow."
        )
    network = load_network(file)
    model, difference = _converted(network, file)
    card, counts = _measured(model, test) if test else ({}, None)
    try:
        out.mkdir(parents=True, exist_ok=True)
        write_atomically(out / "digits.tflite", model)
        card |= {
            "largest_difference_keras_litert": difference,
            "parameters": int(network.count_params()),
            "exported_from": file.name,
            "versions": versions(),
            "sha256": {path.name: sha256(path) for path in (file, out / "digits.tflite")},
        }
        write_card(card, out, counts)
    except OSError as error:
        raise ModelError(f"{out}: cannot be written to ({reason(error)}). Name another folder with --out.") from error
    return card


def _measured(model: bytes, test: Dataset) -> tuple[dict[str, object], NDArray[np.int64]]:
    """Measure a LiteRT file on a test set: the card's figures and the confusion matrix."""
    served = served_probabilities(model, test)
    return accuracy(served, test), confusion(served, test)


def load_network(file: Path) -> keras.Model:
    """Load a .keras network and check its input and output shapes; code inside the file is never run.

    Raises:
        ModelError: the file is missing, is not a .keras file, cannot be loaded safely, or has other shapes.
    """
    if not file.is_file():
        raise ModelError(f"{file}: there is no such file. Check its name and folder.")
    if file.suffix != ".keras":  # Keras would load HDF5 too, but its safe mode does not cover that
        raise ModelError(f"{file}: is no .keras file. Save the network by Keras 3: network.save('{file.stem}.keras').")
    try:
        network = keras.saving.load_model(file, compile=False, safe_mode=True)
    except Exception as error:  # Keras raises many kinds of errors on bad files
        raise ModelError(_unloadable(file, error)) from error
    shapes = tuple(getattr(network, name, None) for name in ("input_shape", "output_shape"))
    if shapes != (INPUT, OUTPUT):
        raise ModelError(
            f"{file}: takes {shapes[0]} and gives {shapes[1]}. The reader wants a network that takes tiles, {INPUT}, "
            f'and gives the probabilities {OUTPUT} of the ten digits and, last, of "not one digit". Change its first '
            "and last layer and train it again."
        )
    return network


def _unloadable(file: Path, error: Exception) -> str:
    """Say why Keras cannot load a file, and what to do."""
    if "Lambda" in str(error):
        return (
            f"{file}: has a Lambda layer: program code, which is not run from a file. Use Keras's own layers instead."
        )
    return f"{file}: Keras cannot load it ({reason(error)}). Save it by Keras 3, made of Keras's own layers."


def _converted(network: keras.Model, file: Path) -> tuple[bytes, float]:
    """Convert a network to LiteRT; also return the largest difference between their answers."""
    tiles = probes()
    answers = np.asarray(network.predict(tiles[..., None], batch_size=len(tiles), verbose=0), np.float32)
    if not (answers.min() >= 0 and np.abs(answers.sum(axis=1) - 1).max() < AGREEMENT):
        raise ModelError(f"{file}: its outputs are no probabilities that sum to 1. End it with the activation softmax.")
    try:
        model = to_litert(network)
        classifier = Classifier(model)
        served = [classifier(tiles[:count]) for count in BATCHES]
    except Exception as error:  # the converter and the interpreter document no common error
        raise ModelError(
            f"{file}: cannot be served by LiteRT ({reason(error)}). Use convolutions, pooling and dense layers, all in "
            "float32."
        ) from error
    difference = max(float(np.abs(answers[: len(part)] - part).max()) for part in served)
    if not difference <= AGREEMENT:
        raise ModelError(
            f"{file}: as a LiteRT file its answers differ by up to {difference:.2g}, at most {AGREEMENT:g} is allowed. "
            "Save the network in float32, without layers that play dice."
        )
    return model, difference


def probes() -> NDArray[np.float32]:
    """Make tiles to compare two networks on, float32 (64, 28, 28): noise from blank paper to full ink."""
    noise = np.random.default_rng(0).random((max(BATCHES), SIDE, SIDE), np.float32)
    share = np.linspace(0, 1, len(noise), dtype=np.float32)[:, None, None]
    tiles = np.where(noise < share, noise, np.float32(0))
    tiles[-1] = 1
    return np.asarray(tiles, np.float32)
