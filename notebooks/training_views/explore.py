"""The numbers behind the notebook's figures: what a network learns from, holds and answers."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import cv2
import keras
import numpy as np
from numpy.typing import NDArray

from digitreader import SAMPLES
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.modelcard.metrics import Row
from digitreader.geometry import Box
from digitreader.recognition.tile import SIDE
from digitreader.training.data.augment import augment
from digitreader.evaluation.corruptions import CORRUPTIONS
from digitreader.training.data.dataset import Dataset
from digitreader.training.litert import BATCH, pixels
from digitreader.training.synthesis.not_a_digit import draw_not_a_digit, tile_sized

TEMPERATURES = np.geomspace(0.2, 5, 321)  # all are tried; neighbours differ by one per cent
BIN_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)  # of confidence, in a reliability diagram

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Layer:
    """One layer of a network. shape: of its output, without the batch. parameters: how many numbers it holds."""

    kind: str
    shape: tuple[int, ...]
    parameters: int


@dataclass(frozen=True)
class ConfidenceBin:
    """Answers of similar confidence: how many, their mean confidence, and the share that is right."""

    count: int
    mean: float
    right: float


def sample_photo(name: str) -> tuple[bytes, tuple[str, ...]]:
    """A sample photo of the app, by its file's stem, and the lines written on it."""
    with (SAMPLES / "labels.csv").open(newline="", encoding="utf-8") as file:
        texts = {row["file"]: row["text"] for row in csv.DictReader(file)}
    return (SAMPLES / f"{name}.jpg").read_bytes(), tuple(texts[f"{name}.jpg"].split("|"))


def some_of_each(dataset: Dataset, each: int) -> Floats:
    """The first tiles of every digit, zeros first: float32 (10 * each, 28, 28), 0 to 1."""
    rows = np.concatenate([np.flatnonzero(dataset.labels == digit)[:each] for digit in range(10)])
    return pixels(dataset[rows])[..., 0]


def distorted(image: NDArray[np.uint8], count: int, seed: int = 0) -> Floats:
    """A tile as it is, then variations that training may use: float32 (count, 28, 28), 0 to 1."""
    rng = np.random.default_rng(seed)
    return np.stack(
        [
            image.astype(np.float32) / 255,
            *(augment(image, rng, plain_share=0, corrupted_share=0) for _ in range(count - 1)),
        ]
    )


def not_digits(dataset: Dataset, count: int, seed: int = 0) -> Floats:
    """Examples that training draws of "not one digit": float32 (count, 28, 28), 0 to 1."""
    rng = np.random.default_rng(seed)
    drawn = [tile_sized(draw_not_a_digit(dataset.images, dataset.labels, rng)) for _ in range(count)]
    return np.asarray(np.stack(drawn) / np.float32(255), np.float32)


def corrupted(dataset: Dataset, seed: int = 0) -> Dataset:
    """A copy of a data set, each tile corrupted in one of the sixteen ways that training does not use."""
    rng = np.random.default_rng(seed)
    images = dataset.images.copy()
    parts = np.array_split(rng.permutation(len(images)), len(CORRUPTIONS))
    for rows, corrupt in zip(parts, CORRUPTIONS.values(), strict=True):
        images[rows] = corrupt(images[rows], rng)
    return Dataset(images, dataset.labels)


def squeezed(grey: NDArray[np.uint8], box: Box) -> Floats:
    """A tile made the plain way: the box cut out, squeezed to 28x28 and inverted, with its shadow and paper."""
    x, y, width, height = box
    small = cv2.resize(grey[y : y + height, x : x + width], (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return np.asarray(1 - small.astype(np.float32) / 255, np.float32)


def layers_of(network: keras.Model) -> list[Layer]:
    """A network's layers from the input on."""
    return [
        Layer(_kind(layer), tuple(int(side) for side in layer.output.shape[1:]), int(layer.count_params()))
        for layer in network.layers
    ]


def _kind(layer: keras.Layer) -> str:
    """The name of a layer's class; for a network inside the network its own name, as "WithoutBackground"."""
    return layer.name.title().replace("_", "") if isinstance(layer, keras.Model) else type(layer).__name__


def layer_table(layers: Sequence[Layer]) -> str:
    """Layers as a Markdown table, with the sum of their parameters."""
    rows = [f"| {one.kind} | {' x '.join(map(str, one.shape))} | {one.parameters:,} |" for one in layers]
    total = f"| **total** | | **{sum(one.parameters for one in layers):,}** |"
    return "\n".join(["| layer | output | parameters |", "|---|---|---:|", *rows, total])


def history_table(rows: Sequence[Row]) -> str:
    """The history of a training as a Markdown table that says what each epoch led to."""
    table = ["| epoch | learning rate | validation loss | validation errors | |", "|---:|---:|---:|---:|---|"]
    best = np.inf
    for row, after in zip(rows, [*rows[1:], rows[-1]], strict=True):
        said = "the best so far: kept" if row["val_loss"] < best else "no better"
        if after["learning_rate"] < row["learning_rate"]:
            said += "; learning rate halved"
        best = min(best, row["val_loss"])
        wrong = f"{1 - row['val_accuracy']:.2%}".replace("%", " %")
        table.append(
            f"| {row['epoch'] + 1:.0f} | {row['learning_rate']:.5f} | {row['val_loss']:.4f} | {wrong} | {said} |"
        )
    return "\n".join(table)


def answers(network: keras.Model, dataset: Dataset) -> Floats:
    """A network's probabilities for every tile: float32 (n, 11)."""
    return np.asarray(network.predict(pixels(dataset), batch_size=BATCH, verbose=0), np.float32)


def hardest(probabilities: Floats, labels: NDArray[np.uint8], most: int) -> NDArray[np.intp]:
    """The rows whose true class gets the lowest probability, lowest first."""
    return np.argsort(probabilities[np.arange(len(labels)), labels], kind="stable")[:most]


def verdict(row: Floats) -> str:
    """The answer that a row of probabilities gives, in words: "9, 87 %"."""
    answer = int(row.argmax())
    return f"{'no digit' if answer == NOT_A_DIGIT else answer}, {row.max():.0%}".replace("%", " %")


def first_filters(network: keras.Model) -> Floats:
    """The filters of the first convolution: float32 (filters, height, width); 0 is indifferent."""
    first = next(layer for layer in network.layers if isinstance(layer, keras.layers.Conv2D))
    return np.asarray(keras.ops.convert_to_numpy(first.kernel), np.float32)[:, :, 0].transpose(2, 0, 1)


def feature_maps(network: keras.Model, tile: Floats) -> list[Floats]:
    """The feature maps of a tile (28, 28) after each ReLU: one float32 (filters, height, width) a convolution."""
    after = [layer.output for layer in network.layers if isinstance(layer, keras.layers.Activation)]
    maps = keras.Model(network.input, after)(tile[None, ..., None], training=False)
    return [np.asarray(keras.ops.convert_to_numpy(one), np.float32)[0].transpose(2, 0, 1) for one in maps]


def best_temperature(probabilities: Floats, labels: NDArray[np.uint8]) -> float:
    """The temperature that makes the true classes likeliest; above 1 the network is overconfident.

    Source: Guo, Pleiss, Sun & Weinberger 2017, "On calibration of modern neural networks".
    """
    rows = np.arange(len(labels))
    losses = [-np.log(tempered(probabilities, t)[rows, labels] + 1e-12).mean() for t in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(losses))])


def tempered(probabilities: Floats, temperature: float) -> Floats:
    """Probabilities with their logits divided by a temperature; the winners stay the same."""
    logits = np.log(np.maximum(probabilities, 1e-12)) / temperature
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)


def confidence_bins(probabilities: Floats, labels: NDArray[np.uint8]) -> list[ConfidenceBin]:
    """The answers in bins of confidence, without empty bins."""
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    found = []
    for low, high in pairwise(BIN_EDGES):
        among = (sure > low) & (sure <= high)
        if among.any():
            found.append(ConfidenceBin(int(among.sum()), float(sure[among].mean()), float(right[among].mean())))
    return found


def calibration_error(bins: Sequence[ConfidenceBin]) -> float:
    """The expected calibration error, 0 to 1: mean distance of confidence and accuracy, weighted by answers."""
    return sum(one.count * abs(one.mean - one.right) for one in bins) / sum(one.count for one in bins)
