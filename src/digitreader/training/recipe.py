"""Recipes: everything that training runs of the tiles' network are decided by."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digitreader.training.data.augment import CORRUPTED_SHARE
from digitreader.training.network import AVERAGING, LEARNING_RATE, PRECISION

QUICK: dict[str, Any] = {
    "epochs": 16,
    "mnist_per_epoch": 13_750,  # a quarter
    "width": 0.5,
    "averaging": 0.99,  # over about the last hundred batches: an epoch has only 107
    "learning_rate": 3e-3,  # a narrow network bears more
    "slow_after": 1,
    "stop_after": 3,
    "plain_from": 0,
    "corrupted_share": 0.1,
    "not_digits": 0.08,
    "extra_per_epoch": 3_000,
}


@dataclass(frozen=True)
class Recipe:
    """Everything a training run is decided by."""

    data: Path | None = None  # an NPZ of MNIST; None: DIGITREADER_DATA's, or Keras's download
    extra: Sequence[Path] = ()  # data of one's own beside MNIST, as load_extra takes it
    start: Path | None = None  # a .keras file of a trained network to go on from, with what the decoder feeds it
    keep: float = 0.3  # of the starting weights, where there are any: their mean with the refined ones reads best
    harvester: Path | None = None  # a model whose decoder's candidates are trained on; start's own, where there is one
    epochs: int = 26  # at most; early stopping may end it before
    seed: int = 0
    batch: int = 128
    learning_rate: float = LEARNING_RATE  # Adam's, until the validation loss hardly falls any more
    least_fall: float = 1e-3  # of the validation loss; an epoch in which it falls by less is one without progress
    slow_after: int = 2  # epochs without progress; then the learning rate is halved, and ...
    stop_after: int = 8  # ... after so many without any fall the run ends
    width: float = 1.0  # share of the network's channels
    averaging: float = AVERAGING  # of the moving average of the weights
    precision: str = PRECISION  # Keras's dtype policy while training; what is saved computes in float32
    mnist_per_epoch: int | None = None  # tiles; a fresh draw each epoch; None: all of them
    extra_per_epoch: int = 8_000  # tiles; a fresh draw each epoch, so that MNIST stays the bulk
    plain_from: int = 10  # epochs; after so many ...
    plain_share: float = 0.5  # ... this share of the tiles is not distorted: what is read is mostly written plainly
    corrupted_share: float = CORRUPTED_SHARE  # of the tiles are corrupted as well
    not_digits: float = 0.12  # of an epoch is drawn as "not one digit"
    validation_not_digits: int = 1_000
    photos: int = 6_000  # made to mine the decoder's candidates from
    validation_photos: int = 400
    mined_per_epoch: int = 14_000  # tiles; nearly two thirds of them are one digit


def refinement(**changes: Any) -> Recipe:
    """Return how a trained network is refined on what the decoder feeds it: gentle, and not for long."""
    gentle = {"epochs": 9, "learning_rate": 7e-4, "plain_from": 0, "plain_share": 0.55, "not_digits": 0.08}
    return Recipe(**(gentle | changes))


def quick(**changes: Any) -> Recipe:
    """Return how a network to look at is trained, in under three minutes on two cores.

    Half the channels are a quarter of the work, and its epochs are short, so that there is a curve to watch: all of
    them together see MNIST four times.
    """
    return Recipe(**(QUICK | changes))
