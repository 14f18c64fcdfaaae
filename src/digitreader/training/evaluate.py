"""Measuring: how much of labelled photos, or of labelled single digits, is read right."""

import csv
import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from digitreader.classifier import NOT_A_DIGIT, Classify
from digitreader.errors import DataError, ReadError
from digitreader.reading import read_photo
from digitreader.training.dataset import load_extra

UNORDERED = "scatter"  # the kind whose digits lie about: compared as a sorted multiset
SINGLE = "single-digit"  # the kind of an NPZ file's pictures
BATCH = 200  # tiles at once through the network


@dataclass(frozen=True)
class Case:
    """One labelled picture and what was read in it.

    expected, read: lines of digits without spaces. ms: from bytes to text. error: why it could not be read, if so.
    """

    file: str
    kind: str
    expected: tuple[str, ...]
    read: tuple[str, ...]
    ms: float
    error: str | None = None

    @property
    def right(self) -> bool:
        """Whether every line was read right and none was invented."""
        return self.error is None and self.read == self.expected

    @property
    def edits(self) -> int:
        """How many digits and line breaks a person would have to type, delete or replace."""
        return edit_distance("\n".join(self.expected), "\n".join(self.read))

    @property
    def lines_right(self) -> int:
        """How many of the expected lines are among those read."""
        return (Counter(self.expected) & Counter(self.read)).total()


@dataclass(frozen=True)
class Score:
    """A group of cases summed up: shares from 0 to 1, None where there was nothing to count; milliseconds."""

    group: str
    images: int
    right: float
    character_errors: float | None
    lines_right: float | None
    median_ms: float
    p95_ms: float


def evaluate(path: Path, classifier: Classify, skip: int = 0) -> list[Case]:
    """Read every picture of a labels file.

    Args:
        path: a CSV with the columns file, text and kind, its pictures beside it; or an NPZ of single digits.
        classifier: the network.
        skip: how many digits at the start of each line are left out of the comparison.

    Raises:
        DataError: the file or one of its pictures is missing, or it is of another kind.
    """
    if path.suffix.lower() == ".npz":
        return evaluate_tiles(path, classifier)
    return [_read(path.parent / row["file"], row, classifier, skip) for row in read_labels(path)]


def read_labels(path: Path) -> list[dict[str, str]]:
    """Return the rows of a labels file.

    Raises:
        DataError: it is missing, or has no columns file, text and kind.
    """
    try:
        with path.open(newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            missing = {"file", "text", "kind"} - set(reader.fieldnames or ())
            rows = [] if missing else list(reader)
    except (OSError, ValueError, csv.Error) as error:
        raise DataError(f"{path}: cannot be read as a labels file ({error})") from error
    if missing:
        raise DataError(f"{path}: a labels file has the columns file, text and kind; missing: {sorted(missing)}")
    return rows


def as_lines(text: str, kind: str) -> tuple[str, ...]:
    """Return a label or reading as comparable lines: no spaces, no empty lines, scatter sorted into one."""
    lines = tuple(line for line in text.replace(" ", "").replace("|", "\n").split("\n") if line)
    return ("".join(sorted("".join(lines))),) if kind == UNORDERED and lines else lines


def _read(photo: Path, row: dict[str, str], classifier: Classify, skip: int) -> Case:
    """Return the case of one photo."""
    try:
        data = photo.read_bytes()
    except OSError as error:
        raise DataError(f"{photo}: named by the labels, but cannot be opened ({error.strerror})") from error
    text, reason = "", None
    start = time.perf_counter()
    try:
        text = read_photo(data, classifier).text
    except ReadError as error:
        reason = str(error)
    ms = 1000 * (time.perf_counter() - start)
    expected, read = (tuple(line[skip:] for line in as_lines(t, row["kind"])) for t in (row["text"], text))
    return Case(str(photo), row["kind"], expected, read, ms, reason)


def evaluate_tiles(path: Path, classifier: Classify) -> list[Case]:
    """Classify an NPZ's single signs, `images` (n, H, W) and `labels`; "not one digit" is read as nothing.

    Raises:
        DataError: the file is missing or of another kind.
    """
    tiles = load_extra(path)
    pixels = tiles.images.astype(np.float32) / np.float32(255)
    start = time.perf_counter()
    answers = [int(a) for i in range(0, len(pixels), BATCH) for a in classifier(pixels[i : i + BATCH]).argmax(axis=1)]
    ms = 1000 * (time.perf_counter() - start) / max(len(answers), 1)
    return [
        Case(f"{path}[{i}]", SINGLE, _sign(label), _sign(answer), ms)
        for i, (label, answer) in enumerate(zip(tiles.labels, answers, strict=True))
    ]


def _sign(label: int) -> tuple[str, ...]:
    """Return the line that one class reads as."""
    return () if label == NOT_A_DIGIT else (str(label),)


def edit_distance(left: str, right: str) -> int:
    """Return how many insertions, deletions and replacements turn one text into the other.

    Source: Levenshtein 1966; row by row as in Wagner & Fischer 1974, doi:10.1145/321796.321811.
    """
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))
    return row[-1]


def summarise(group: str, cases: Sequence[Case]) -> Score:
    """Return one row of the table; cases must not be empty."""
    signs = sum(len("\n".join(case.expected)) for case in cases)
    lines = sum(max(len(case.expected), len(case.read)) for case in cases)
    median, p95 = np.percentile([case.ms for case in cases], (50, 95))
    return Score(
        group,
        images=len(cases),
        right=sum(case.right for case in cases) / len(cases),
        character_errors=sum(case.edits for case in cases) / signs if signs else None,
        lines_right=sum(case.lines_right for case in cases) / lines if lines else None,
        median_ms=float(median),
        p95_ms=float(p95),
    )


def scores(by_file: dict[str, list[Case]]) -> list[Score]:
    """Return a row for every kind, for every labels file where there are several, and for all."""
    everything = [case for cases in by_file.values() for case in cases]
    kinds = sorted({case.kind for case in everything})
    rows = [summarise(kind, [case for case in everything if case.kind == kind]) for kind in kinds]
    if len(by_file) > 1:
        rows += [summarise(name, cases) for name, cases in by_file.items() if cases]
    return [*rows, summarise("all", everything)] if everything else rows


def as_table(rows: Iterable[Score]) -> str:
    """Return the scores for people, shares in per cent."""
    cells: list[tuple[str, ...]] = [("", "images", "right", "char errors", "lines right", "median ms", "p95 ms")]
    cells += [
        (s.group, str(s.images), *map(_percent, (s.right, s.character_errors, s.lines_right)), *_ms(s)) for s in rows
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "".join(
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() + "\n" for row in cells
    )


def as_json(rows: Iterable[Score]) -> str:
    """Return the scores for programs: one JSON object a line, shares from 0 to 1."""
    return "".join(json.dumps(asdict(row)) + "\n" for row in rows)


def as_errors(cases: Iterable[Case]) -> str:
    """Return what was read wrong: file, expected, read, separated by tabs, a `|` between lines."""
    return "".join(
        f"{case.file}\t{'|'.join(case.expected)}\t{case.error or '|'.join(case.read)}\n"
        for case in cases
        if not case.right
    )


def _percent(share: float | None) -> str:
    """Return a share as per cent."""
    return "-" if share is None else f"{100 * share:.1f} %"


def _ms(score: Score) -> tuple[str, str]:
    """Return the two times, fractions of a millisecond where they matter."""
    median, p95 = (f"{value:.0f}" if value >= 10 else f"{value:.2f}" for value in (score.median_ms, score.p95_ms))
    return median, p95
