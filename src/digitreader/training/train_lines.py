"""Training the line reader on strips drawn as it goes."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from digitreader.recognition.classifier import load_classifier
from digitreader.training.checkpoint import BACKUP, epochs_in
from digitreader.training.data.fonts import FontBank, read_fonts
from digitreader.training.data.ink import InkBank, read_ink
from digitreader.training.line_card import save_line_reader
from digitreader.training.line_network import build_line_network, with_signs
from digitreader.training.litert import converts, refuse_served
from digitreader.training.synthesis.glyph_bank import GlyphBank, glyph_banks
from digitreader.training.synthesis.strip_batches import as_batch
from digitreader.training.synthesis.strips import STRIPS_A_BATCH, Strips, draw_labelled
from digitreader.training.train import between
from digitreader.training.written_ctc import WrittenCTC

LATEST = "latest.keras"  # in the checkpoint folder: the network after the last epoch, its weights averaged


@dataclass(frozen=True)
class LineRecipe:
    """How the shipped line reader was trained."""

    data: Path | None = None  # an NPZ of MNIST; None: DIGITREADER_DATA's, or Keras's download
    extra: Sequence[Path] = ()  # data of one's own beside MNIST, as load_extra takes it
    ink: Path | None = None  # a folder of pen strokes, as read_ink takes it; without it no signs are learnt
    fonts: Sequence[Path] = ()  # folders with fonts; without any nothing is printed
    seed: int = 0
    start: Path | None = None  # a .keras file of a trained line reader to go on from, with a lower learning rate
    keep: float = 0.5  # of the starting weights, where there are any: their mean with the trained ones reads best
    epochs: int = 34
    batches: int = 400  # of an epoch
    warm_up: int = 1_000  # batches until the learning rate is at its highest, but at most a tenth of all
    learning_rate: float = 2e-3  # Adam's highest
    last_rate: float = 0.01  # of that, at the end of the cosine; 1 for a run that others will go on from
    averaging: float = 0.999  # of the moving average of the weights
    clip: float = 5.0  # the longest gradient
    validation: int = 640  # strips, drawn from digits that are held back
    validation_width: int = 192  # pixels
    policy: str = "mixed_bfloat16"  # as fast as float32 or up to twice as fast, on processors that know it


def train_lines(recipe: LineRecipe, out: Path) -> dict[str, object]:
    """Train the line reader, or go on where a run was interrupted; write it and its card into a folder.

    Returns:
        What the card says; nothing without TensorFlow, where the run stays as one that was interrupted while it saved.

    Raises:
        DataError: a file to train on cannot be used.
        ModelError: without TensorFlow: the folder holds a line reader that serves, which could not be replaced.
    """
    refuse_served(out / "lines.tflite")
    keras.utils.set_random_seed(recipe.seed)
    train, held = glyph_banks(recipe.data, recipe.extra)
    ink, held_ink = read_ink(recipe.ink) if recipe.ink else (None, None)
    fonts, held_fonts = read_fonts(recipe.fonts) if recipe.fonts else (None, None)
    checkpoint, history = out / "checkpoint-lines", out / "history-lines.csv"
    checkpoint.mkdir(parents=True, exist_ok=True)
    if not (checkpoint / BACKUP).exists():
        history.unlink(missing_ok=True)  # of an earlier run, which ended
    network = _network(recipe)
    before = network.get_weights()
    network.compile(optimizer=_optimizer(recipe), loss=WrittenCTC())
    network.fit(
        Strips(train, recipe.batches, recipe.seed, epochs_in(history), ink, fonts, workers=1, max_queue_size=20),
        epochs=recipe.epochs,
        validation_data=validation(held, held_ink, recipe, held_fonts),
        callbacks=[
            # the backup comes first: after the swap it would hold the averaged weights as the ones to go on with
            keras.callbacks.BackupAndRestore(str(checkpoint / BACKUP), delete_checkpoint=False),
            keras.callbacks.SwapEMAWeights(swap_on_epoch=True),
            keras.callbacks.CSVLogger(str(history), append=True),
            keras.callbacks.ModelCheckpoint(checkpoint / LATEST),
        ],
        verbose=2,
    )
    latest = keras.saving.load_model(checkpoint / LATEST, compile=False, safe_mode=True)
    averaged = latest.get_weights()  # the last epoch's
    network.set_weights(between(before, averaged, recipe.keep) if recipe.start else averaged)
    facts: dict[str, object] = {
        "seed": recipe.seed,
        "trained_on": [
            "MNIST train",
            *(path.name for path in recipe.extra),
            *((ink.sources or ("pen strokes",)) if ink else ()),
            *(fonts.sources if fonts else ()),
        ],
        "started_from": recipe.start.name if recipe.start else "nothing",
        "kept_of_start": recipe.keep if recipe.start else 0.0,
        "epochs": recipe.epochs,
        "strips": recipe.epochs * recipe.batches * STRIPS_A_BATCH,
    }
    own = out if (out / "digits.tflite").exists() else None  # the decoder asks the network that will stand beside it
    card = save_line_reader(network, held, load_classifier(own), out, facts)
    if converts():
        shutil.rmtree(checkpoint / BACKUP, ignore_errors=True)  # this run has ended
    return card


def _network(recipe: LineRecipe) -> keras.Model:
    """Return the network that training begins with."""
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(recipe.policy)
    network = build_line_network()
    keras.config.set_dtype_policy(before)
    if recipe.start:
        network.set_weights(
            with_signs(keras.saving.load_model(recipe.start, compile=False, safe_mode=True).get_weights())
        )
    return network


def _optimizer(recipe: LineRecipe) -> keras.optimizers.Optimizer:
    """Return Adam with a rate that warms up and then falls along a cosine, and averaged weights."""
    steps = recipe.epochs * recipe.batches
    warm_up = min(recipe.warm_up, steps // 10)
    rate = keras.optimizers.schedules.CosineDecay(
        recipe.learning_rate / 50,
        steps - warm_up,
        alpha=recipe.last_rate,
        warmup_target=recipe.learning_rate,
        warmup_steps=warm_up,
    )
    return keras.optimizers.Adam(rate, global_clipnorm=recipe.clip, use_ema=True, ema_momentum=recipe.averaging)


def validation(
    held: list[GlyphBank], ink: InkBank | None, recipe: LineRecipe, fonts: FontBank | None = None
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Return a fixed draw of strips from digits and writers that were held back."""
    rng = np.random.default_rng((recipe.seed, 2**31))
    return as_batch([draw_labelled(recipe.validation_width, held, ink, rng, fonts) for _ in range(recipe.validation)])
