"""Training curves that grow after each epoch."""

import pytest
from matplotlib.figure import Figure

from training_views.live import LiveCurves


def test_the_curves_grow_by_one_epoch_at_a_time() -> None:
    shown: list[Figure] = []
    live = LiveCurves(shown.append)
    logs = {"loss": 1.0, "accuracy": 0.5, "val_loss": 0.8, "val_accuracy": 0.75, "learning_rate": 1e-3}
    for epoch in range(3):
        live.on_epoch_end(epoch, logs)
    assert [len(figure.axes[0].get_lines()[0].get_xdata()) for figure in shown] == [1, 2, 3]
    assert "epoch 3: 25.00% of the validation tiles are wrong" in shown[-1].get_suptitle()
    assert live.rows[1] == {"epoch": 1.0, **logs}


def test_in_a_notebook_each_figure_takes_the_place_of_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    ipython = pytest.importorskip("IPython.display")
    updates: list[Figure] = []

    class Place:
        def update(self, figure: Figure) -> None:
            updates.append(figure)

    monkeypatch.setattr(ipython, "display", lambda display_id: Place())
    live = LiveCurves()
    live.on_epoch_end(0, {"loss": 1.0, "accuracy": 0.5, "val_loss": 0.8, "val_accuracy": 0.75, "learning_rate": 1e-3})
    assert len(updates) == 1
