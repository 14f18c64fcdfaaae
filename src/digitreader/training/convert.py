"""From anybody's Keras network to a model folder: what `digitreader export` does."""

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

AGREEMENT = 1e-3  # of a probability; float32 networks differ by some 1e-6, ones in half precision by up to 1e-2
BATCHES = (1, 7, 64)  # tiles at once; a network that cannot change its batch fails here and not when it reads
INPUT, OUTPUT = (None, SIDE, SIDE, 1), (None, CLASSES)


def export_model(file: Path, out: Path, test: Dataset | None = None) -> dict[str, object]:
    """Write digits.tflite, card.json and README.md, with a test set confusion.json too, into a folder.

    Args:
        file: a .keras file: tiles (n, 28, 28, 1) in 0 to 1, ink bright -> (n, 11) probabilities.
        out: the folder; it is made if need be.
        test: what the accuracy is measured on; without it the card says that it was not measured.

    Returns:
        What card.json holds.

    Raises:
        ModelError: the file cannot be loaded or is of another kind, does not answer as a LiteRT file as it did, or
            Keras does not run on TensorFlow.
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
    """Return what a LiteRT file is worth on a test set: the card's figures and the confusion matrix."""
    served = served_probabilities(model, test)
    return accuracy(served, test), confusion(served, test)


def load_network(file: Path) -> keras.Model:
    """Return the network of a .keras file, of the shape that reading takes; no program code in it is run.

    Raises:
        ModelError: the file is missing, no .keras file, cannot be loaded safely, or of another shape.
    """
    if not file.is_file():
        raise ModelError(f"{file}: there is no such file. Check its name and folder.")
    if file.suffix != ".keras":  # HDF5 files would be loaded too, but Keras's safe mode does not cover them
        raise ModelError(f"{file}: is no .keras file. Save the network by Keras 3: network.save('{file.stem}.keras').")
    try:
        network = keras.saving.load_model(file, compile=False, safe_mode=True)
    except Exception as error:  # whatever the file's contents make Keras stumble over
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
    """Return why Keras cannot load a file and what to do."""
    if "Lambda" in str(error):
        return (
            f"{file}: has a Lambda layer: program code, which is not run from a file. Use Keras's own layers instead."
        )
    return f"{file}: Keras cannot load it ({reason(error)}). Save it by Keras 3, made of Keras's own layers."


def _converted(network: keras.Model, file: Path) -> tuple[bytes, float]:
    """Return a network as a LiteRT file, and by how much their answers differ at most."""
    tiles = probes()
    answers = np.asarray(network.predict(tiles[..., None], batch_size=len(tiles), verbose=0), np.float32)
    if not (answers.min() >= 0 and np.abs(answers.sum(axis=1) - 1).max() < AGREEMENT):
        raise ModelError(f"{file}: its outputs are no probabilities that sum to 1. End it with the activation softmax.")
    try:
        model = to_litert(network)
        classifier = Classifier(model)
        served = [classifier(tiles[:count]) for count in BATCHES]
    except Exception as error:  # the converter and the interpreter raise what their parts raise
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
    """Return tiles to compare two networks on, float32 (64, 28, 28): noise of every density, paper and full ink."""
    noise = np.random.default_rng(0).random((max(BATCHES), SIDE, SIDE), np.float32)
    share = np.linspace(0, 1, len(noise), dtype=np.float32)[:, None, None]
    tiles = np.where(noise < share, noise, np.float32(0))
    tiles[-1] = 1
    return np.asarray(tiles, np.float32)
