"""Count what was read right."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from digitreader.decision.alignment import edit_distances
from digitreader.evaluation.written import WrittenCase, WrittenScore, summarise_written


class ReadLine(NamedTuple):
    """A line as it was read: its digits, the confidence in all of them, and whether a digit or sign is marked."""

    text: str
    confidence: float
    marked: bool


@dataclass(frozen=True)
class Case:
    """One labelled picture and what was read in it.

    expected, read: lines of digits without spaces. ms: milliseconds from bytes to text. error: why the picture could
    not be read, or None. rejected: whether a digit was marked for a person to check. lines: those read, each by itself.
    written: the same with signs, where the label tells them.
    """

    file: str
    kind: str
    expected: tuple[str, ...]
    read: tuple[str, ...]
    ms: float
    error: str | None = None
    rejected: bool = False
    lines: tuple[ReadLine, ...] = ()
    written: WrittenCase | None = None

    @property
    def right(self) -> bool:
        """Whether every line was read right, with no extra lines."""
        return self.error is None and self.read == self.expected

    @property
    def undetected_error(self) -> bool:
        """Whether digits were read wrong and none was marked."""
        return not self.right and bool(self.read) and not self.rejected

    @property
    def edits(self) -> int:
        """How many digits and line breaks a person would have to type, delete or replace."""
        return int(edit_distances("\n".join(self.expected), "\n".join(self.read))[-1, -1])

    @property
    def lines_right(self) -> int:
        """How many of the expected lines are among those read."""
        return (Counter(self.expected) & Counter(self.read)).total()

    @property
    def wrong_lines(self) -> list[ReadLine]:
        """The lines read that are none of those expected."""
        left, wrong = Counter(self.expected), list[ReadLine]()
        for line in self.lines:
            if left[line.text]:
                left[line.text] -= 1
            else:
                wrong.append(line)
        return wrong


@dataclass(frozen=True)
class Score:
    """The summary of a group of cases: shares from 0 to 1, None if there was nothing to count; milliseconds.

    marked: rejected images, with a digit marked for checking. silent: images with an undetected error. lines_marked,
    lines_silent: the same of the lines read, for a mark on one line excuses no other. The names are those of the JSON
    files.
    """

    group: str
    images: int
    right: float
    character_errors: float | None
    lines_right: float | None
    marked: float
    silent: float
    lines_marked: float | None
    lines_silent: float | None
    median_ms: float
    p95_ms: float


def summarise(group: str, cases: Sequence[Case]) -> Score:
    """Summarise cases, of which there must be at least one, in one row."""
    signs = sum(len("\n".join(case.expected)) for case in cases)
    lines = sum(max(len(case.expected), len(case.read)) for case in cases)
    read = [line for case in cases for line in case.lines]
    unseen = sum(not line.marked for case in cases for line in case.wrong_lines)
    median, p95 = np.percentile([case.ms for case in cases], (50, 95))
    return Score(
        group,
        images=len(cases),
        right=sum(case.right for case in cases) / len(cases),
        character_errors=sum(case.edits for case in cases) / signs if signs else None,
        lines_right=sum(case.lines_right for case in cases) / lines if lines else None,
        marked=sum(case.rejected for case in cases) / len(cases),
        silent=sum(case.undetected_error for case in cases) / len(cases),
        lines_marked=sum(line.marked for line in read) / len(read) if read else None,
        lines_silent=unseen / len(read) if read else None,
        median_ms=float(median),
        p95_ms=float(p95),
    )


def scores(by_file: dict[str, list[Case]]) -> list[Score]:
    """Summarise each kind, each labels file if there are several, and everything."""
    everything = [case for cases in by_file.values() for case in cases]
    kinds = sorted({case.kind for case in everything})
    rows = [summarise(kind, [case for case in everything if case.kind == kind]) for kind in kinds]
    if len(by_file) > 1:
        rows += [summarise(name, cases) for name, cases in by_file.items() if cases]
    return [*rows, summarise("all", everything)] if everything else rows


def written_scores(by_file: dict[str, list[Case]]) -> list[WrittenScore]:
    """Summarise each labels file that tells signs."""
    known = {name: [case.written for case in cases if case.written] for name, cases in by_file.items()}
    return [summarise_written(name, cases) for name, cases in known.items() if cases]
