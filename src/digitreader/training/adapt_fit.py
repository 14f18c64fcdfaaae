"""Training a line reader on with own strips among made ones, and the mean with what it was before."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np

from digitreader.recognition.strip import STRIDE
from digitreader.training.adapt_lines import Say
from digitreader.training.checkpoint import BACKUP, epochs_in
from digitreader.training.line_network import build_line_network
from digitreader.training.mixed_strips import MadeStrips, MixedStrips
from digitreader.training.own_lines import OwnStrip
from digitreader.training.synthesis.strip_batches import as_labels, as_pixels
from digitreader.training.train import between
from digitreader.training.written_ctc import WrittenCTC

LATEST, HISTORY = "latest.keras", "history.csv"
Weights = list[np.ndarray]


@dataclass(frozen=True)
class AdaptRecipe:
    """How a line reader learns a person's hands; chosen on held-back lines of cheques, forms and registers."""

    seed: int = 0
    share: float = 0.4  # of a batch are own strips; the made ones keep what it knows
    epochs: int = 8
    passes: float = 30.0  # times that each own strip is seen, but at least ...
    least: int = 440  # ... so many batches in all, ...
    most: int = 1_600  # ... and no more
    columns: int = 64 * 64  # a batch
    made: int = 400  # made strips of each width; drawing more takes longer than it helps
    learning_rate: float = 1e-3  # Adam's highest
    averaging: float = 0.99  # of the moving average of the weights
    clip: float = 5.0  # the longest gradient
    kept: tuple[float, ...] = (0.0, 0.25, 0.5)  # shares of the old weights that are tried

    def batches(self, strips: int, mean_width: float) -> int:
        """How many batches an epoch has."""
        own_in_a_batch = max(1.0, self.share * self.columns / mean_width)
        wanted = self.passes * strips / own_in_a_batch
        return round(min(max(wanted, self.least), self.most) / self.epochs)


def fit(
    start: Path, own: Sequence[OwnStrip], made: MadeStrips, recipe: AdaptRecipe, folder: Path, say: Say
) -> tuple[Weights, Weights]:
    """Train on, or go on where a run was interrupted: the weights before, and averaged ones after the last epoch.

    folder: where it is saved after each epoch.
    """
    keras.utils.set_random_seed(recipe.seed)
    before = keras.saving.load_model(start, compile=False, safe_mode=True).get_weights()
    network = build_line_network(before[-1].shape[-1])
    network.set_weights(before)
    batches = recipe.batches(len(own), float(np.mean([strip.pixels.shape[1] for strip in own])))
    rate = keras.optimizers.schedules.CosineDecay(
        recipe.learning_rate / 50, batches * recipe.epochs - batches // 2, alpha=0.01,
        warmup_target=recipe.learning_rate, warmup_steps=batches // 2,
    )  # fmt: skip
    adam = keras.optimizers.Adam(rate, global_clipnorm=recipe.clip, use_ema=True, ema_momentum=recipe.averaging)
    network.compile(optimizer=adam, loss=WrittenCTC())
    history = folder / HISTORY
    network.fit(
        MixedStrips(own, made, batches, recipe.columns, recipe.share, recipe.seed, epochs_in(history)),
        epochs=recipe.epochs,
        callbacks=[
            keras.callbacks.BackupAndRestore(str(folder / BACKUP), delete_checkpoint=False),
            keras.callbacks.SwapEMAWeights(swap_on_epoch=True),
            keras.callbacks.CSVLogger(str(history), append=True),
            keras.callbacks.ModelCheckpoint(folder / LATEST),
            keras.callbacks.LambdaCallback(
                on_epoch_end=lambda epoch, logs: say(f"epoch {epoch + 1} of {recipe.epochs}: loss {logs['loss']:.2f}")
            ),
        ],
        verbose=0,
    )
    return before, keras.saving.load_model(folder / LATEST, compile=False, safe_mode=True).get_weights()


def best_mean(
    before: Weights, after: Weights, held: Sequence[OwnStrip], recipe: AdaptRecipe
) -> tuple[keras.Model, float]:
    """The mean of old and new weights that explains held-back strips best, and the share of the old ones in it."""
    network = build_line_network(before[-1].shape[-1])
    found = {}
    for kept in recipe.kept:
        network.set_weights(between(before, after, kept))
        found[kept] = mean_loss(network, held)
    kept = min(found, key=lambda share: found[share])
    network.set_weights(between(before, after, kept))
    return network, kept


def mean_loss(network: keras.Model, strips: Sequence[OwnStrip]) -> float:
    """CTC's mean loss of strips, each by itself."""
    loss, found = WrittenCTC(reduction=None), list[float]()
    for strip in strips:
        width = -(-strip.pixels.shape[1] // STRIDE) * STRIDE
        padded = np.zeros((strip.pixels.shape[0], width), np.uint8)
        padded[:, : strip.pixels.shape[1]] = strip.pixels
        logits = network(as_pixels([padded]), training=False)
        found.append(float(keras.ops.convert_to_numpy(loss.call(as_labels([strip.text], [strip.signed]), logits))[0]))
    return float(np.mean(found))
