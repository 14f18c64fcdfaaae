"""The model folder of an adapted reader: put together beside its place, and moved there when it is whole."""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from digitreader.atomic_write import write_atomically
from digitreader.modelcard.card import write_model_card
from digitreader.training.adapt_fit import AdaptRecipe
from digitreader.training.adapt_lines import Lines
from digitreader.training.held_back import HeldScore

OF_THE_TILES = "digits.tflite", "digits.keras", "card.json", "confusion.json", "history.csv", "seeds.json"


def copy_tiles(start: Path, made: Path) -> None:
    """Begin a model folder with the network of tiles of another, and what was measured on it."""
    made.mkdir(exist_ok=True)
    for name in OF_THE_TILES:
        if (start / name).exists():
            shutil.copyfile(start / name, made / name)


def facts(start: Path, recipe: AdaptRecipe, kept: float) -> dict[str, object]:
    """What the card says of the run; what the network was trained on before stays credited."""
    old: dict[str, Any] = json.loads((start / "lines.json").read_text())
    return {
        "seed": recipe.seed,
        "trained_on": list(dict.fromkeys([*old["trained_on"], "MNIST train"])),
        "started_from": "lines.keras",
        "kept_of_start": kept,
        "epochs": recipe.epochs,
        "strips": old["strips"],
    }


def told(lines: Lines, before: HeldScore, after: HeldScore) -> dict[str, object]:
    """What the card says of the lines."""
    pages = {picture.page for picture in (*lines.learnt, *lines.held)}
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "learnt": len(lines.learnt),
        "held": len(lines.held),
        "pages": len(pages),
        "before": asdict(before),
        "after": asdict(after),
    }


def finish(made: Path, card: Mapping[str, Any], adapted: Mapping[str, Any]) -> None:
    """Write into a model folder's cards what it was adapted with."""
    write_atomically(made / "lines.json", json.dumps({**card, "adapted": adapted}, indent=2) + "\n")
    write_model_card(made)


def move(made: Path, out: Path) -> None:
    """Move the files of a model folder to their place."""
    for file in sorted(made.iterdir()):
        os.replace(file, out / file.name)
