"""Seeds: what one recipe gives from several seeds, and what its networks know together.

`python -m digitreader.evaluation.seeds MODEL RUN...` writes seeds.json and each run's history into a model's folder,
beside the network that was chosen among them, and its card anew. A RUN is a folder that `digitreader train` wrote.
"""

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitreader.errors import DigitReaderError
from digitreader.modelcard.card import write_model_card
from digitreader.modelcard.metrics import TILES, networks
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.model_files import read_measured
from digitreader.training.data.dataset import Dataset, load_mnist
from digitreader.training.export import served_probabilities, wilson


def compare(runs: Sequence[Path], test: Dataset) -> dict[str, Any]:
    """Return what each run's network is worth on a test set, their mean, and what they are worth together.

    Asked which of ten digits a tile shows. Together the networks give the mean of their probabilities.

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
    """Return how many tiles are named right."""
    return int((probabilities.argmax(axis=1) == test.labels).sum())


def _share(hits: int, test: Dataset) -> dict[str, Any]:
    """Return a share of the test set with its interval."""
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
    """Compare; return 0, or 1 where something is missing."""
    if len(sys.argv) < 3:
        print("usage: python -m digitreader.evaluation.seeds MODEL RUN...", file=sys.stderr)
        return 2
    try:
        write_seeds(Path(sys.argv[1]), [Path(run) for run in sys.argv[2:]], load_mnist()[1])
    except DigitReaderError as error:
        print(f"seeds: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
