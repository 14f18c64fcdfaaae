"""Training: Adam, early stopping, learning-rate reduction, on tiles that are never the same twice."""

import csv
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from digitreader.decision.networks import load_networks
from digitreader.errors import DataError
from digitreader.recognition.classifier import NOT_A_DIGIT, Classify
from digitreader.settings import Settings
from digitreader.training.candidate_mining import mine_candidates
from digitreader.training.data.augment import PLAIN_SHARE, augment
from digitreader.training.data.dataset import Dataset, join, load_mnist, split
from digitreader.training.data.extra import load_extra
from digitreader.training.export import Run, as_classifier, pixels, refuse_served, save_model
from digitreader.training.network import build_network
from digitreader.training.recipe import Recipe
from digitreader.training.synthesis.glyph_bank import glyph_banks
from digitreader.training.synthesis.synthesis import draw_not_a_digit, tile_sized

BACKUP = "backup"  # in the checkpoint folder: where an interrupted run goes on; an ended run leaves none
BEST = "best.keras"  # in there, too: the network of the epoch with the lowest validation loss


@dataclass(frozen=True, eq=False)
class Share:
    """Tiles beside MNIST's, and how many of them an epoch holds at most; each epoch draws others."""

    tiles: Dataset
    most: int


class TileSequence(keras.utils.PyDataset):  # type: ignore[misc]
    """Batches of augmented tiles; every epoch draws new ones, the same ones for the same seed."""

    def __init__(self, mnist: Dataset, beside: Sequence[Share], recipe: Recipe, first_epoch: int = 0) -> None:
        """Remember what to draw from; first_epoch continues an interrupted run's counting."""
        super().__init__(workers=2, max_queue_size=32)
        self.mnist, self.beside, self.recipe, self.epoch = mnist, beside, recipe, first_epoch
        self._draw()

    def _draw(self) -> None:
        rng = np.random.default_rng((self.recipe.seed, self.epoch))
        parts = [share.tiles[rng.permutation(len(share.tiles))[: share.most]] for share in self.beside]
        most = self.recipe.mnist_per_epoch
        mnist = self.mnist if most is None else self.mnist[rng.permutation(len(self.mnist))[:most]]
        self.pool = join([mnist, *parts])
        self.order = rng.permutation(len(self.pool))

    def __len__(self) -> int:
        """Return the number of batches in an epoch."""
        return len(self.order) // self.recipe.batch

    def __getitem__(self, index: int) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
        """Return one batch: (batch, 28, 28, 1) and its classes."""
        rng = np.random.default_rng((self.recipe.seed, self.epoch, index))
        rows = self.order[index * self.recipe.batch : (index + 1) * self.recipe.batch]
        images, labels = self.pool.images[rows], self.pool.labels[rows].copy()
        tiles = np.empty((*images.shape, 1), np.float32)
        plain_share = (
            PLAIN_SHARE if self.epoch <= self.recipe.plain_from else self.recipe.plain_share
        )  # the first epoch is 1
        replaced = rng.random(len(rows)) < self.recipe.not_digits
        for i, image in enumerate(images):
            if replaced[i]:
                image, labels[i] = tile_sized(draw_not_a_digit(images, self.pool.labels[rows], rng)), NOT_A_DIGIT
            tiles[i, ..., 0] = augment(image, rng, plain_share, self.recipe.corrupted_share)
        return tiles, labels

    def on_epoch_end(self) -> None:
        """Draw the next epoch's tiles."""
        self.epoch += 1
        self._draw()


def train(
    recipe: Recipe, out: Path, watch: Sequence[keras.callbacks.Callback] = (), verbose: int = 1
) -> dict[str, object]:
    """Train the network, write model and card into a folder and return what the card says.

    An interrupted run goes on where it stopped when it is started again with the same folder; where none was
    interrupted, training starts anew and what an earlier run recorded there is replaced. The test set is looked at
    once, by save_model, after everything has been chosen on validation data.

    Args:
        recipe: what decides the run.
        out: the folder; it is made if need be.
        watch: Keras callbacks that look on.
        verbose: how much Keras prints: 0 nothing, 1 a bar for each epoch, 2 a line.

    Raises:
        DataError: a file to train on, or the network to start from, cannot be used.
        ModelError: without TensorFlow: the folder holds a network that serves, which could not be replaced.
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
        _check_same(network, checkpoint)
    else:
        _forget(history, checkpoint)
    done = epochs_in(history)
    validation = validation_tiles(held, recipe, held_beside)
    network.fit(
        TileSequence(mnist, beside, recipe, first_epoch=done),
        epochs=recipe.epochs,
        validation_data=validation,
        callbacks=[*_callbacks(recipe, checkpoint, history, verbose), *watch],
        verbose=verbose,
    )
    after = keras.saving.load_model(checkpoint / BEST, safe_mode=True).get_weights()
    best = _in_full(between(before, after, recipe.keep) if recipe.start else after, recipe)
    card = save_model(best, test, out, _run(recipe, _rows(history), accuracy(best, *validation)))
    shutil.rmtree(checkpoint)  # only now: a run interrupted while it saves goes on with saving
    return card


def between(
    before: list[NDArray[np.float32]], after: list[NDArray[np.float32]], keep: float
) -> list[NDArray[np.float32]]:
    """Return the weighted mean of two states of a network: keep of the one before, the rest of the one after.

    Source: Wortsman et al. 2022, "Robust fine-tuning of zero-shot models", arXiv:2109.01903.
    """
    return [keep * old + (1 - keep) * new for old, new in zip(before, after, strict=True)]


def accuracy(network: keras.Model, tiles: NDArray[np.float32], labels: NDArray[np.uint8]) -> float:
    """Return the share of tiles that a network names right, among all eleven classes."""
    return float((network.predict(tiles, batch_size=500, verbose=0).argmax(axis=1) == labels).mean())


def _network(recipe: Recipe) -> keras.Model:
    """Return the network that training begins with."""
    network = build_network(recipe.width, recipe.averaging, recipe.precision)
    network.optimizer.learning_rate = recipe.learning_rate
    if recipe.start:
        before = keras.saving.load_model(recipe.start, compile=False, safe_mode=True)
        if before.count_params() != network.count_params():
            raise DataError(f"{recipe.start}: is another network than the one trained here. Leave --start out.")
        network.set_weights(before.get_weights())
    return network


def _check_same(network: keras.Model, checkpoint: Path) -> None:
    """Refuse to go on where a run of another network was interrupted."""
    best = checkpoint / BEST
    if not best.exists():
        return
    begun = keras.saving.load_model(best, compile=False, safe_mode=True)
    if begun.count_params() != network.count_params():
        raise DataError(
            f"{checkpoint}: a run of another network was interrupted here. Finish it with the command that began it, "
            "or remove this folder."
        )


def _beside(recipe: Recipe, network: keras.Model) -> tuple[list[Share], list[Dataset]]:
    """Return what is trained on beside MNIST, and what is validated on beside it."""
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
    """Return the network that the decoder asks while candidates are mined, None where none are."""
    if recipe.harvester:
        return load_networks(recipe.harvester)[0]
    return as_classifier(_in_full(network.get_weights(), recipe)) if recipe.start else None


def _in_full(weights: list[NDArray[np.float32]], recipe: Recipe) -> keras.Model:
    """Return the network with these weights, computing in float32 whatever it was trained in."""
    network = build_network(recipe.width, recipe.averaging)
    network.set_weights(weights)
    return network


def _forget(history: Path, checkpoint: Path) -> None:
    """Remove what an ended run recorded: its best would be the bar that a new run has to clear."""
    history.unlink(missing_ok=True)
    shutil.rmtree(checkpoint, ignore_errors=True)


def _run(recipe: Recipe, history: list[dict[str, str]], right: float) -> Run:
    """Return what the card says of the run; right is its accuracy on what it was validated with."""
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


def validation_tiles(
    held: Dataset, recipe: Recipe, beside: Sequence[Dataset] = ()
) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """Return MNIST's held-back digits as they are, a fixed draw of what is not a digit, and what is held beside."""
    rng = np.random.default_rng((recipe.seed, 2**31))
    drawn = [tile_sized(draw_not_a_digit(held.images, held.labels, rng)) for _ in range(recipe.validation_not_digits)]
    labels = np.full(len(drawn), NOT_A_DIGIT, np.uint8)
    everything = join([held, Dataset(np.stack(drawn), labels), *beside])
    return pixels(everything), everything.labels


def _callbacks(recipe: Recipe, checkpoint: Path, history: Path, verbose: int) -> list[keras.callbacks.Callback]:
    """Return what stops, slows, saves and records the run; the best so far is read from the history."""
    losses = [float(row["val_loss"]) for row in _rows(history)]
    best = min(losses, default=None)
    checkpoint.mkdir(exist_ok=True)
    return [
        keras.callbacks.SwapEMAWeights(swap_on_epoch=True),  # first, so that the others see the averaged weights
        keras.callbacks.ReduceLROnPlateau(
            monitor="val_loss",
            factor=0.5,
            patience=recipe.slow_after,
            min_delta=recipe.least_fall,
            min_lr=2e-5,
            verbose=verbose,
        ),
        keras.callbacks.CSVLogger(str(history), append=True),  # after it, so that the learning rate is recorded too
        keras.callbacks.EarlyStopping(monitor="val_loss", patience=recipe.stop_after, baseline=best),
        keras.callbacks.ModelCheckpoint(
            checkpoint / BEST, monitor="val_loss", save_best_only=True, initial_value_threshold=best
        ),
        keras.callbacks.BackupAndRestore(str(checkpoint / BACKUP), delete_checkpoint=False),
    ]


def _rows(history: Path) -> list[dict[str, str]]:
    """Return the rows of a training history, none if there is none yet."""
    if not history.exists():
        return []
    with history.open(newline="") as file:
        return list(csv.DictReader(file))


def epochs_in(history: Path) -> int:
    """Return how many epochs a history holds."""
    return len(_rows(history))
