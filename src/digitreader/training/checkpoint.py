"""The state of a training run on disk: its history, its best network, and where to go on if interrupted."""

import csv
import shutil
from pathlib import Path

import keras

from digitreader.errors import DataError
from digitreader.training.recipe import Recipe

BACKUP = "backup"  # in the checkpoint folder: where an interrupted run goes on; an ended run leaves none
BEST = "best.keras"  # in there, too: the network of the epoch with the lowest validation loss


def check_same(network: keras.Model, checkpoint: Path) -> None:
    """Raise DataError if the interrupted run trained another network."""
    best = checkpoint / BEST
    if not best.exists():
        return
    begun = keras.saving.load_model(best, compile=False, safe_mode=True)
    if begun.count_params() != network.count_params():
        raise DataError(
            f"{checkpoint}: a run of another network was interrupted here. Finish it with the command that began it, "
            "or remove this folder."
        )


def forget(history: Path, checkpoint: Path) -> None:
    """Remove the record of a finished run, whose best loss a new run would otherwise have to beat."""
    history.unlink(missing_ok=True)
    shutil.rmtree(checkpoint, ignore_errors=True)


def callbacks(recipe: Recipe, checkpoint: Path, history: Path, verbose: int) -> list[keras.callbacks.Callback]:
    """The callbacks that stop, slow, save and record the run; the history gives the best loss so far."""
    losses = [float(row["val_loss"]) for row in history_rows(history)]
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


def history_rows(history: Path) -> list[dict[str, str]]:
    """The rows of a training history; none if there is none yet."""
    if not history.exists():
        return []
    with history.open(newline="") as file:
        return list(csv.DictReader(file))


def epochs_in(history: Path) -> int:
    """How many epochs a history holds."""
    return len(history_rows(history))
