"""Training curves that grow after each epoch."""

from collections.abc import Callable
from typing import Any

import keras
from matplotlib.figure import Figure

from training_views.plots import history

Show = Callable[[Figure], None]


class LiveCurves(keras.callbacks.Callback):  # type: ignore[misc]
    """Redraws the history of a training after each epoch.

    rows: the history so far, in the columns of history.csv.
    """

    def __init__(self, show: Show | None = None) -> None:
        """Draw in the notebook's cell, or with show."""
        super().__init__()
        self.rows: list[dict[str, float]] = []
        self._show = show or in_notebook()

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Add one epoch to the curves."""
        self.rows.append({"epoch": float(epoch), **{name: float(value) for name, value in (logs or {}).items()}})
        last = self.rows[-1]
        said = f"epoch {epoch + 1}: {1 - last['val_accuracy']:.2%} of the validation tiles are wrong"
        self._show(history(self.rows, f"{said}, learning rate {last['learning_rate']:.1e}"))


def in_notebook() -> Show:
    """A function that shows a figure in the running cell, in place of the one before."""
    from IPython.display import display

    place = display(display_id=True)
    return place.update  # type: ignore[no-any-return]
