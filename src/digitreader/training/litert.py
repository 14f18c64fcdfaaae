"""From Keras to LiteRT: conversion, and a network as the decoder asks it."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from digitreader.errors import ModelError
from digitreader.recognition.classifier import CLASSES, Classifier, Classify
from digitreader.training.data.dataset import Dataset

BATCH = 500  # tiles at once


def converts() -> bool:
    """Whether Keras can make LiteRT files; it needs TensorFlow for that, though not for training."""
    return str(keras.backend.backend()) == "tensorflow"


def refuse_served(served: Path) -> None:
    """Raise ModelError if training would leave another network's LiteRT file beside its own."""
    if not converts() and served.exists():
        raise ModelError(
            f"{served}: only TensorFlow can replace this file, and Keras runs on {keras.backend.backend()}. Name "
            "another folder with --out."
        )


def as_classifier(network: keras.Model) -> Classify:
    """A network as the decoder calls it: in LiteRT, or more slowly in Keras if it cannot be converted."""
    if converts():
        return Classifier(to_litert(network))

    def classify(tiles: NDArray[np.float32]) -> NDArray[np.float32]:
        if len(tiles) == 0:
            return np.zeros((0, CLASSES), np.float32)
        answers = network(tiles[..., None], training=False)
        return np.asarray(keras.ops.convert_to_numpy(answers), np.float32)

    return classify


def to_litert(network: keras.Model, *, quantise: bool = False) -> bytes:
    """The network as a LiteRT file for any batch size: float32, or with dynamic int8 weights."""
    import tensorflow as tf

    options = {"optimizations": [tf.lite.Optimize.DEFAULT]} if quantise else {}
    with tempfile.TemporaryDirectory() as folder, _silenced("tensorflow"):  # which tells where it writes in between
        exported = Path(folder) / "digits.tflite"
        network.export(str(exported), format="litert", verbose=False, **options)
        return exported.read_bytes()


@contextmanager
def _silenced(name: str) -> Iterator[None]:
    """Silence a logger's messages below errors."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def pixels(dataset: Dataset) -> NDArray[np.float32]:
    """A data set's tiles as the network takes them: float32 (n, 28, 28, 1), 0 to 1."""
    return np.asarray(dataset.images[..., None].astype(np.float32) / np.float32(255), np.float32)


def served_probabilities(model: bytes, test: Dataset) -> NDArray[np.float32]:
    """The probabilities that a LiteRT file gives: float32 (n, 11)."""
    classifier = Classifier(model)
    tiles = pixels(test)[..., 0]
    return np.concatenate([classifier(tiles[i : i + BATCH]) for i in range(0, len(tiles), BATCH)])
