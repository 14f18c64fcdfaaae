"""Scores: what was read right, counted and shown."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import numpy as np


@dataclass(frozen=True)
class Case:
    """One labelled picture and what was read in it.

    expected, read: lines of digits without spaces. ms: from bytes to text. error: why it could not be read, if so.
    rejected: whether some digit was marked for a person to check. confidence: of the least certain line; 0 where
    nothing was read.
    """

    file: str
    kind: str
    expected: tuple[str, ...]
    read: tuple[str, ...]
    ms: float
    error: str | None = None
    rejected: bool = False
    confidence: float = 0.0

    @property
    def right(self) -> bool:
        """Whether every line was read right and none was invented."""
        return self.error is None and self.read == self.expected

    @property
    def undetected_error(self) -> bool:
        """Whether digits were read wrong and none of them was marked."""
        return not self.right and bool(self.read) and not self.rejected

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
    """A group of cases summed up: shares from 0 to 1, None where there was nothing to count; milliseconds.

    marked: images rejected, with a digit marked for checking. silent: images with an undetected error. Both are named
    as in the JSON files.
    """

    group: str
    images: int
    right: float
    character_errors: float | None
    lines_right: float | None
    marked: float
    silent: float
    median_ms: float
    p95_ms: float


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
        marked=sum(case.rejected for case in cases) / len(cases),
        silent=sum(case.undetected_error for case in cases) / len(cases),
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
    cells: list[tuple[str, ...]] = [
        ("", "images", "right", "char errors", "lines right", "marked", "silent", "median ms", "p95 ms")
    ]
    cells += [
        (
            s.group,
            str(s.images),
            *map(_percent, (s.right, s.character_errors, s.lines_right, s.marked, s.silent)),
            *_ms(s),
        )
        for s in rows
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
