"""The network that says which digit a tile shows, if it shows one."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digitreader.errors import ModelError
from digitreader.recognition.interpreter import Network
from digitreader.recognition.model_files import model_folder, read_measured
from digitreader.settings.recognition import NetworkSettings

Classify = Callable[[NDArray[np.float32]], NDArray[np.float32]]  # (n, 28, 28) -> (n, 11)
NOT_A_DIGIT = 10  # the eleventh class: half digits, glued pairs, specks, remains of ruled lines, letters
CLASSES = 11
VERSION = 12  # hexadecimal digits of its SHA-256 name a network


class Classifier:
    """A LiteRT network: float32 (n, 28, 28) -> float32 (n, 11), rows that sum to 1.

    Threads may share a classifier. version: the start of its SHA-256, which a card has in full.
    """

    def __init__(
        self, model: bytes, threads: int = NetworkSettings.threads, max_batch: int = NetworkSettings.max_batch
    ) -> None:
        """Load a network from the bytes of its .tflite file.

        Args:
            model: the bytes.
            threads: of the interpreter; one where there are as many processes as cores.
            max_batch: tiles at once.

        Raises:
            ModelError: the bytes are no LiteRT network from 28x28 pixels to eleven classes.
        """
        self._network = Network(model, "The model file", threads)
        if self._network.input_shape[1:] != (28, 28, 1) or self._network.output_shape[-1] != CLASSES:
            raise ModelError("The model does not take 28x28 pixels and give eleven classes.")
        self.version = hashlib.sha256(model).hexdigest()[:VERSION]
        self._max_batch = max_batch

    def __call__(self, pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        """Give each tile's class probabilities."""
        starts = range(0, len(pixels), self._max_batch)
        batches = [self._network(pixels[at : at + self._max_batch, ..., None]) for at in starts]
        return np.concatenate([np.zeros((0, CLASSES), np.float32), *batches])


def load_classifier(folder: Path | None = None, threads: int = NetworkSettings.threads) -> Classifier:
    """Load a model folder's classifier, after checking that it is the one its card was measured on.

    Args:
        folder: the model folder; the shipped model's if left out.
        threads: of the interpreter.

    Raises:
        ModelError: digits.tflite or card.json is missing, or their SHA-256 differ.
    """
    model, _ = read_measured(folder or model_folder(), "digits.tflite", "card.json", "model")
    return Classifier(model, threads)
