"""Fitting the tiles' network: Adam, early stopping, learning-rate reduction."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from digitreader.decision.networks import load_networks
from digitreader.errors import DataError
from digitreader.recognition.classifier import Classify
from digitreader.settings import Settings
from digitreader.training.candidate_mining import mine_candidates
from digitreader.training.checkpoint import BACKUP, BEST, callbacks, check_same, epochs_in, forget, history_rows
from digitreader.training.data.dataset import Dataset, join, load_mnist, split
from digitreader.training.data.extra import load_extra
from digitreader.training.export import Run, save_model
from digitreader.training.litert import as_classifier, refuse_served
from digitreader.training.network import build_network
from digitreader.training.recipe import Recipe
from digitreader.training.synthesis.glyph_bank import glyph_banks
from digitreader.training.tile_sequence import Share, TileSequence, validation_tiles


def train(
    recipe: Recipe, out: Path, watch: Sequence[keras.callbacks.Callback] = (), verbose: int = 1
) -> dict[str, object]:
    """Train the network, write the model and its card into a folder, and return the card.

    Started again with the same folder, an interrupted run goes on where it stopped. After a finished run, training
    starts anew and replaces the old record. save_model uses the test set once, after everything was chosen on
    validation data.

    Args:
        recipe: all settings of the run.
        out: the folder; it is made if need be.
        watch: further Keras callbacks.
        verbose: how much Keras prints: 0 nothing, 1 a bar for each epoch, 2 a line.

    Raises:
        DataError: a file to train on, or the network to start from, cannot be used.
        ModelError: without TensorFlow, the folder holds a LiteRT file that could not be replaced.
    """
    refuse_served(out / "digits.tflite")
    out.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(recipe.seed)
    everything, test = load_mnist(recipe.data)
    mnist, held = split(everything)
    network = _network(recipe)
    beside, held_beside = _beside(recipe, network)
    before = network.get_weights()
    history, checkpoint = out / ("history-refined.csv" if recipe.start else "history.csv"), out / "checkpoint"
    if (checkpoint / BACKUP).exists():
        check_same(network, checkpoint)
    else:
        forget(history, checkpoint)
    done = epochs_in(history)
    validation = validation_tiles(held, recipe, held_beside)
    network.fit(
        TileSequence(mnist, beside, recipe, first_epoch=done),
        epochs=recipe.epochs,
        validation_data=validation,
        callbacks=[*callbacks(recipe, checkpoint, history, verbose), *watch],
        verbose=verbose,
    )
    after = keras.saving.load_model(checkpoint / BEST, safe_mode=True).get_weights()
    best = _in_full(between(before, after, recipe.keep) if recipe.start else after, recipe)
    card = save_model(best, test, out, _run(recipe, history_rows(history), accuracy(best, *validation)))
    shutil.rmtree(checkpoint)  # only now: a run interrupted while it saves goes on with saving
    return card


def between(
    before: list[NDArray[np.float32]], after: list[NDArray[np.float32]], keep: float
) -> list[NDArray[np.float32]]:
    """The weighted mean of a network's weights before and after training; keep is the share of those before.

    Source: Wortsman et al. 2022, "Robust fine-tuning of zero-shot models", arXiv:2109.01903.
    """
    return [keep * old + (1 - keep) * new for old, new in zip(before, after, strict=True)]


def accuracy(network: keras.Model, tiles: NDArray[np.float32], labels: NDArray[np.uint8]) -> float:
    """The share of tiles that a network names right, among all eleven classes."""
    return float((network.predict(tiles, batch_size=500, verbose=0).argmax(axis=1) == labels).mean())


def _network(recipe: Recipe) -> keras.Model:
    """The network that training begins with."""
    network = build_network(recipe.width, recipe.averaging, recipe.precision)
    network.optimizer.learning_rate = recipe.learning_rate
    if recipe.start:
        before = keras.saving.load_model(recipe.start, compile=False, safe_mode=True)
        if before.count_params() != network.count_params():
            raise DataError(f"{recipe.start}: is another network than the one trained here. Leave --start out.")
        network.set_weights(before.get_weights())
    return network


def _beside(recipe: Recipe, network: keras.Model) -> tuple[list[Share], list[Dataset]]:
    """The data beside MNIST: to train on, and to validate on."""
    shares, held = [], []
    if recipe.extra:
        shares.append(Share(join([load_extra(path) for path in recipe.extra]), recipe.extra_per_epoch))
    classifier = _harvester(recipe, network)
    if classifier:
        written, unseen = glyph_banks(recipe.data, recipe.extra)
        tiles = mine_candidates(classifier, written, recipe.photos, recipe.seed, Settings())
        shares.append(Share(tiles, recipe.mined_per_epoch))
        held.append(mine_candidates(classifier, unseen, recipe.validation_photos, recipe.seed, Settings()))
    return shares, held


def _harvester(recipe: Recipe, network: keras.Model) -> Classify | None:
    """The network that mines candidates for training; None if none are mined."""
    if recipe.harvester:
        return load_networks(recipe.harvester)[0]
    return as_classifier(_in_full(network.get_weights(), recipe)) if recipe.start else None


def _in_full(weights: list[NDArray[np.float32]], recipe: Recipe) -> keras.Model:
    """The network with these weights, in float32 whatever it was trained in."""
    network = build_network(recipe.width, recipe.averaging)
    network.set_weights(weights)
    return network


def _run(recipe: Recipe, history: list[dict[str, str]], right: float) -> Run:
    """The card's facts about the run; right is the validation accuracy."""
    best = min(range(len(history)), key=lambda epoch: float(history[epoch]["val_loss"]))
    return Run(
        seed=recipe.seed,
        trained_on=("MNIST train (11 of 12 parts)", *(path.name for path in recipe.extra)),
        started_from=recipe.start.name if recipe.start else "nothing",
        kept_of_start=recipe.keep if recipe.start else 0.0,
        harvester=(recipe.harvester or recipe.start or Path("none")).name,
        epochs=len(history),
        best_epoch=best + 1,
        validation_accuracy=round(right, 4),
    )
