"""The network behind one small protocol, served by LiteRT: no TensorFlow here."""

import hashlib
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from digitreader.errors import ModelError

Classify = Callable[[NDArray[np.float32]], NDArray[np.float32]]  # (n, 28, 28) -> (n, 11)
NOT_A_DIGIT = 10  # the eleventh class: half digits, glued pairs, specks, remains of rules, letters
CLASSES = 11
BATCH = 128  # tiles at once; a page of print has thousands, whose feature maps would take hundreds of megabytes
VERSION = 12  # hexadecimal digits of its SHA-256 name a network
THREADS = 2  # of the interpreter; a page's tiles come in batches that are worth spreading


class Classifier:
    """A LiteRT network: float32 (n, 28, 28) -> float32 (n, 11), rows that sum to 1.

    One interpreter behind a lock: threads may share a classifier. version: the start of its SHA-256, which a card has
    in full.
    """

    def __init__(self, model: bytes, threads: int = THREADS) -> None:
        """Load a network from the bytes of its .tflite file.

        Args:
            model: the bytes.
            threads: of the interpreter; one where there are as many processes as cores.

        Raises:
            ModelError: the bytes are no LiteRT network from 28x28 pixels to eleven classes.
        """
        try:
            self._interpreter = Interpreter(model_content=model, num_threads=threads)
        except (ValueError, RuntimeError) as error:
            raise ModelError(f"The model file is not a LiteRT network: {error}") from error
        self._input = self._interpreter.get_input_details()[0]
        self._output = self._interpreter.get_output_details()[0]
        if tuple(self._input["shape"][1:]) != (28, 28, 1) or self._output["shape"][-1] != CLASSES:
            raise ModelError("The model does not take 28x28 pixels and give eleven classes.")
        self.version = hashlib.sha256(model).hexdigest()[:VERSION]
        self._batch = 0
        self._lock = threading.Lock()

    def __call__(self, pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return each tile's class probabilities."""
        parts = [self._answers(pixels[at : at + BATCH]) for at in range(0, len(pixels), BATCH)]
        return np.concatenate([np.zeros((0, CLASSES), np.float32), *parts])

    def _answers(self, pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the class probabilities of at most a batch of tiles."""
        with self._lock:
            if len(pixels) != self._batch:
                self._interpreter.resize_tensor_input(self._input["index"], (len(pixels), 28, 28, 1))
                self._interpreter.allocate_tensors()
                self._batch = len(pixels)
            self._interpreter.set_tensor(self._input["index"], pixels[..., None].astype(np.float32))
            self._interpreter.invoke()
            return np.array(self._interpreter.get_tensor(self._output["index"]))


def model_folder() -> Path:
    """Return the folder of the shipped model: inside an installed package, or the repository's model/."""
    package = Path(__file__).parents[1]
    installed = package / "model"
    return installed if installed.is_dir() else package.parents[1] / "model"


def load_classifier(folder: Path | None = None, threads: int = THREADS) -> Classifier:
    """Return a model folder's network, after checking that it is the one its card was measured on.

    Args:
        folder: the model folder; the shipped model's if left out.
        threads: of the interpreter.

    Raises:
        ModelError: digits.tflite or card.json is missing, or their SHA-256 differ.
    """
    model, _ = read_measured(folder or model_folder(), "digits.tflite", "card.json", "model")
    return Classifier(model, threads)


def read_measured(folder: Path, file: str, card_file: str, name: str) -> tuple[bytes, dict[str, Any]]:
    """Return the bytes of a network's file and its card.

    Args:
        folder: where both are.
        file: the network.
        card_file: the JSON file that holds its SHA-256.
        name: what visitors call the network.

    Raises:
        ModelError: one of them is missing, or the file is not the one that was measured.
    """
    restore = how_to_restore(folder, name)
    try:
        model = (folder / file).read_bytes()
        card: dict[str, Any] = json.loads((folder / card_file).read_text())
        expected = card["sha256"][file]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"The {name} is missing or incomplete. {restore}") from error
    if hashlib.sha256(model).hexdigest() != expected:
        raise ModelError(f"The {name} file is not the one that was measured (its SHA-256 differs). {restore}")
    return model, card


def how_to_restore(folder: Path, name: str) -> str:
    """Return what to do about a network that does not serve.

    Args:
        folder: where it is.
        name: "model" or "line reader".
    """
    if folder == model_folder():
        return "Restore it with `git checkout -- model`, or train it anew with `make train`."
    if name == "model":
        return f"Make it with `digitreader export NETWORK.keras --out {folder}` or `digitreader train --out {folder}`."
    return (
        f"Train it with `digitreader train-lines --out {folder}`, or remove lines.* there: the shipped one reads then."
    )
