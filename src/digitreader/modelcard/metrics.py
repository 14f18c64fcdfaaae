"""The figures that lie beside the networks, and what follows from them."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digitreader.errors import ModelError
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.model_files import model_folder

SERVED = {"digits.tflite": "card.json", "lines.tflite": "lines.json"}  # each network, and the card with its SHA-256
TILES = {"digits.tflite": "card.json"}
EXAMPLES = "corruptions.png"  # a drawn digit as it is and under each corruption: tiles of 28 pixels, side by side
Row = Mapping[str, float]


@dataclass(frozen=True)
class Figures:
    """The figures of a model's folder; empty where they were not measured on the networks in it.

    tiles, lines: the cards of the two networks. confusion: how often each of ten digits (rows) got each of eleven
    answers. history, line_history: a row for each epoch. real: scores on real writing. single_digits: scores
    on files of single digits. doubt: the risk-coverage curve of each collection. robustness: a row for each corruption,
    then their means. corrupted: how many digits each was measured on. examples: a PNG of the corruptions. seeds: the
    accuracy of the tiles' network from each seed.
    """

    tiles: Mapping[str, Any]
    lines: Mapping[str, Any]
    confusion: tuple[tuple[int, ...], ...] = ()
    history: tuple[Row, ...] = ()
    line_history: tuple[Row, ...] = ()
    real: Mapping[str, Any] | None = None
    single_digits: Mapping[str, Any] | None = None
    doubt: Mapping[str, Sequence[Row]] | None = None
    robustness: tuple[Mapping[str, Any], ...] = ()
    corrupted: int = 0
    examples: bytes = b""
    seeds: Mapping[str, Any] | None = None

    @property
    def trained_on(self) -> list[str]:
        """The names in the cards of all training data."""
        return [name for card in (self.tiles, self.lines) for name in card.get("trained_on", ())]


@dataclass(frozen=True)
class DigitScore:
    """Precision and recall of one digit, from 0 to 1.

    precision: the share of answers with this digit that are right. recall: the share of this digit that is named right.
    """

    digit: int
    precision: float
    recall: float


@dataclass(frozen=True)
class Confusion:
    """How often one digit was taken for another; called is 10 for "not one digit"."""

    digit: int
    called: int
    times: int


def load_figures(folder: Path | None = None) -> Figures:
    """The figures of a model's folder, by default the shipped one.

    Raises:
        ModelError: neither network has a card, or a file is broken.
    """
    folder = folder or model_folder()
    try:
        if not networks(folder):
            raise FileNotFoundError(folder)
        real, doubt, corruptions = (_measured(folder, f"{name}.json") for name in ("real", "doubt", "corruptions"))
        return Figures(
            tiles=_json(folder / "card.json", {}),
            lines=_json(folder / "lines.json", {}),
            confusion=tuple(map(tuple, _json(folder / "confusion.json", [])[:NOT_A_DIGIT])),
            history=_rows(folder / "history.csv"),
            line_history=_rows(folder / "history-lines.csv"),
            real=real.get("pictures"),
            single_digits=real.get("single_digits"),
            doubt=doubt.get("curves"),
            robustness=tuple(corruptions.get("rows", ())),
            corrupted=corruptions.get("digits", 0),
            examples=(folder / EXAMPLES).read_bytes() if corruptions else b"",
            seeds=_measured(folder, "seeds.json", TILES) or None,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            "The figures of the model are missing or broken. Restore them with `git checkout -- model`, "
            "or measure anew with `make measure`."
        ) from error


def networks(folder: Path, served: Mapping[str, str] = SERVED) -> dict[str, str]:
    """The SHA-256 of each network, as the cards in a folder give it."""
    return {
        network: json.loads((folder / card).read_text())["sha256"][network]
        for network, card in served.items()
        if (folder / card).exists()
    }


def _measured(folder: Path, name: str, served: Mapping[str, str] = SERVED) -> Mapping[str, Any]:
    """A file of measurements; nothing if it is missing or was measured on other networks."""
    found: Mapping[str, Any] = _json(folder / name, {})
    return found if found and found.get("measured_on") == networks(folder, served) else {}


def _json(path: Path, otherwise: Any) -> Any:
    """The content of a JSON file, or a default if there is none."""
    return json.loads(path.read_text()) if path.exists() else otherwise


def _rows(path: Path) -> tuple[Row, ...]:
    """The rows of a CSV of numbers; none if there is no such file."""
    if not path.exists():
        return ()
    with path.open(newline="") as file:
        return tuple({name: float(value) for name, value in row.items()} for row in csv.DictReader(file))


def digit_scores(confusion: Sequence[Sequence[int]]) -> list[DigitScore]:
    """Precision and recall of each digit; 0 where there was nothing to count."""
    called = [sum(row[digit] for row in confusion) for digit in range(len(confusion))]
    return [
        DigitScore(digit, row[digit] / max(called[digit], 1), row[digit] / max(sum(row), 1))
        for digit, row in enumerate(confusion)
    ]


def confusions(confusion: Sequence[Sequence[int]], most: int) -> list[Confusion]:
    """The most frequent confusions, the most frequent first."""
    found = [
        Confusion(digit, called, times)
        for digit, row in enumerate(confusion)
        for called, times in enumerate(row)
        if times and called != digit
    ]
    return sorted(found, key=lambda error: -error.times)[:most]
