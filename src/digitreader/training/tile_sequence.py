"""What the tiles' network is shown: fresh augmented tiles each epoch, and a fixed validation set."""

from collections.abc import Sequence
from dataclasses import dataclass

import keras
import numpy as np
from numpy.typing import NDArray

from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.training.data.augment import PLAIN_SHARE, augment
from digitreader.training.data.dataset import Dataset, join
from digitreader.training.litert import pixels
from digitreader.training.recipe import Recipe
from digitreader.training.synthesis.not_a_digit import draw_not_a_digit, tile_sized


@dataclass(frozen=True, eq=False)
class Share:
    """Tiles beside MNIST's; each epoch draws at most so many of them anew."""

    tiles: Dataset
    most: int


class TileSequence(keras.utils.PyDataset):  # type: ignore[misc]
    """Batches of augmented tiles, drawn anew each epoch; the same seed draws the same tiles."""

    def __init__(self, mnist: Dataset, beside: Sequence[Share], recipe: Recipe, first_epoch: int = 0) -> None:
        """Keep what to draw from; first_epoch continues the count of an interrupted run."""
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
        """The number of batches in an epoch."""
        return len(self.order) // self.recipe.batch

    def __getitem__(self, index: int) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
        """One batch: float32 (batch, 28, 28, 1), and its classes."""
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


def validation_tiles(
    held: Dataset, recipe: Recipe, beside: Sequence[Dataset] = ()
) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """MNIST's held-back digits as they are, a fixed draw of non-digits, and other held-back tiles."""
    rng = np.random.default_rng((recipe.seed, 2**31))
    drawn = [tile_sized(draw_not_a_digit(held.images, held.labels, rng)) for _ in range(recipe.validation_not_digits)]
    labels = np.full(len(drawn), NOT_A_DIGIT, np.uint8)
    everything = join([held, Dataset(np.stack(drawn), labels), *beside])
    return pixels(everything), everything.labels
