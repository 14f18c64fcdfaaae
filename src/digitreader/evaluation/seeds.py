"""Compare networks trained by one recipe from several seeds, alone and as an ensemble.

`python -m digitreader.evaluation.seeds MODEL RUN...` writes seeds.json, each run's history and a new card into the
folder of the model that was chosen among them. A RUN is a folder that `digitreader train` wrote.
"""

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitreader.evaluation.command import run_command
from digitreader.modelcard.card import write_model_card
from digitreader.modelcard.metrics import TILES, networks
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.model_files import read_measured
from digitreader.training.accuracy import wilson
from digitreader.training.data.dataset import Dataset, load_mnist
from digitreader.training.litert import served_probabilities


def compare(runs: Sequence[Path], test: Dataset) -> dict[str, Any]:
    """Measure each network's accuracy on ten digits, their mean, and the accuracy of the ensemble.

    The ensemble answers with the mean of the networks' probabilities.

    Raises:
        ModelError: a run's folder lacks its network or card.
    """
    served = [read_measured(run, "digits.tflite", "card.json", "model") for run in runs]
    answers = [served_probabilities(model, test)[:, :NOT_A_DIGIT] for model, _ in served]
    hits = [_hits(probabilities, test) for probabilities in answers]
    together = _hits(np.mean(answers, axis=0, dtype=np.float32), test)
    return {
        "digits": len(test),
        "started_from": served[0][1]["started_from"],
        "runs": [
            {name: card[name] for name in ("seed", "epochs", "best_epoch", "validation_accuracy")} | _share(right, test)
            for (_, card), right in zip(served, hits, strict=True)
        ],
        "mean": round(sum(hits) / len(hits) / len(test), 6),
        "together": _share(together, test),
    }


def _hits(probabilities: NDArray[np.float32], test: Dataset) -> int:
    """How many tiles are classified correctly."""
    return int((probabilities.argmax(axis=1) == test.labels).sum())


def _share(hits: int, test: Dataset) -> dict[str, Any]:
    """An accuracy with its confidence interval."""
    low, high = wilson(hits, len(test))
    return {"accuracy": round(hits / len(test), 4), "interval": [round(low, 4), round(high, 4)]}


def write_seeds(model: Path, runs: Sequence[Path], test: Dataset) -> None:
    """Write seeds.json, the runs' histories and the card into a model's folder."""
    found = {"measured_on": networks(model, TILES), **compare(runs, test)}
    (model / "seeds.json").write_text(json.dumps(found, indent=1) + "\n")
    for run, row in zip(runs, found["runs"], strict=True):
        history = "history-refined.csv" if (run / "history-refined.csv").exists() else "history.csv"
        shutil.copyfile(run / history, model / f"history-seed-{row['seed']}.csv")
    write_model_card(model)


def main() -> int:
    """Compare; return the exit code."""
    return run_command(
        "seeds",
        "MODEL RUN...",
        lambda count: count >= 2,
        lambda paths: write_seeds(paths[0], paths[1:], load_mnist()[1]),
    )


if __name__ == "__main__":
    sys.exit(main())
