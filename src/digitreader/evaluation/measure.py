"""Measure a trained model for its card and page: `python -m digitreader.evaluation.measure MODEL DATA`.

DATA holds mnist.npz and eval/, with a folder and labels.csv for each collection of pictures, and an NPZ file for each
collection of single digits. The results name the networks they were measured on; for other networks they are ignored.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from PIL import Image

from digitreader.atomic_write import write_atomically
from digitreader.decision.line_recognizer import load_line_recognizer
from digitreader.errors import DataError
from digitreader.evaluation.command import run_command
from digitreader.evaluation.evaluate import evaluate
from digitreader.evaluation.risk_coverage import risk_coverage_curve
from digitreader.evaluation.robustness import as_dicts, examples, named, robustness
from digitreader.evaluation.scores import Case, summarise
from digitreader.modelcard.card import write_model_card
from digitreader.modelcard.metrics import EXAMPLES, SERVED, networks
from digitreader.recognition.classifier import Classify, load_classifier
from digitreader.training.data.dataset import load_mnist
from digitreader.training.data.extra import load_extra

ALIKE = {"forms": 3}  # most lines there start with the same digits; also scored without that many
UNTOLD = ("group", "median_ms", "p95_ms")  # fields not stored: times depend on the machine


def measure(model: Path, data: Path) -> None:
    """Measure on real photos and corrupted digits, then write the results and a new card into the model's folder.

    The files are real.json, doubt.json, corruptions.json, corruptions.png and README.md.

    Raises:
        ModelError: the networks are missing or do not match their cards.
        DataError: the data folder is incomplete.
    """
    classifier, line_recognizer = load_classifier(model), load_line_recognizer(model)
    labels = sorted((data / "eval").glob("*/labels.csv"))
    if not labels:
        raise DataError(f"{data}: holds no eval/*/labels.csv to measure with")
    cases = {file.parent.name: evaluate(file, classifier, line_recognizer=line_recognizer) for file in labels}
    singles = {file.stem: _single(file, classifier) for file in sorted((data / "eval").glob("*.npz"))}
    _, test = load_mnist(data / "mnist.npz")
    curves = {name: risk_coverage_curve(found) for name, found in cases.items() if any(case.expected for case in found)}
    _write(model, "real.json", {"pictures": real(cases), "single_digits": singles})
    _write(model, "doubt.json", {"curves": curves})
    _write(model, "corruptions.json", {"digits": len(test), "rows": as_dicts(robustness(classifier, test))})
    Image.fromarray(examples()).save(model / EXAMPLES)
    write_model_card(model)


def real(cases: dict[str, list[Case]]) -> dict[str, Any]:
    """Score each collection, each kind in it, and everything together as "all"."""
    everything = [case for found in cases.values() for case in found]
    return {name: _collection(name, found) for name, found in cases.items()} | {"all": _score(everything)}


def _collection(name: str, cases: Sequence[Case]) -> dict[str, Any]:
    """Score one collection of pictures."""
    kinds = sorted({case.kind for case in cases})
    found = _score(cases) | {"kinds": {kind: _score([c for c in cases if c.kind == kind]) for kind in kinds}}
    if name in ALIKE:
        rest = _score([_without(case, ALIKE[name]) for case in cases])
        found |= {"start": ALIKE[name], "right_without_start": rest["right"]}
    return found


def _without(case: Case, start: int) -> Case:
    """The same case without the first digits of its lines."""
    expected, read = (tuple(line[start:] for line in lines) for lines in (case.expected, case.read))
    return replace(case, expected=expected, read=read)


def _score(cases: Sequence[Case]) -> dict[str, Any]:
    """Score cases, with shares rounded to hundredths of a per cent, without times."""
    score = asdict(summarise("", cases))
    return {
        name: round(value, 4) if isinstance(value, float) else value
        for name, value in score.items()
        if name not in UNTOLD
    }


def _single(file: Path, classifier: Classify) -> dict[str, Any]:
    """Measure single digits: the share named right of all eleven classes, and of ten."""
    tiles = load_extra(file)
    row = named("", tiles.images, tiles.labels, classifier)
    return {"images": len(tiles), "right": round(1 - row.error, 4), "right_of_ten": round(1 - row.error_of_ten, 4)}


def _write(model: Path, name: str, figures: dict[str, Any]) -> None:
    """Write figures with the SHA-256 of the networks they were measured on."""
    found = {"measured_on": networks(model, SERVED), **figures}
    write_atomically(model / name, json.dumps(found, indent=1) + "\n")


def main() -> int:
    """Measure; return the exit code."""
    return run_command("measure", "MODEL DATA", lambda count: count == 2, lambda paths: measure(paths[0], paths[1]))


if __name__ == "__main__":
    sys.exit(main())
