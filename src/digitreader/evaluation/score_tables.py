"""Format scores: as tables, as JSON Lines, and as a list of what was read wrong."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from digitreader.escape_controls import escape_controls
from digitreader.evaluation.scores import Case, Score
from digitreader.evaluation.written import WrittenScore


def as_table(rows: Iterable[Score]) -> str:
    """Format scores as a table, in per cent."""
    cells: list[tuple[str, ...]] = [
        (
            *("", "images", "right", "char errors", "lines right", "marked", "silent"),
            *("lines marked", "lines silent", "median ms", "p95 ms"),
        )
    ]
    cells += [
        (
            s.group,
            str(s.images),
            *map(
                _percent,
                (s.right, s.character_errors, s.lines_right, s.marked, s.silent, s.lines_marked, s.lines_silent),
            ),
            *_ms(s),
        )
        for s in rows
    ]
    return _lined_up(cells)


def as_written_table(rows: Iterable[WrittenScore]) -> str:
    """Format scores of what was written as a table, in per cent."""
    shares = [(s.group, str(s.images), *map(_percent, (s.strict, s.loose, s.numbers, s.silent_numbers))) for s in rows]
    return _lined_up([("as written", "images", "strict", "loose", "numbers", "silent numbers"), *shares])


def _lined_up(cells: Sequence[tuple[str, ...]]) -> str:
    """Format cells as columns."""
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "".join(
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() + "\n" for row in cells
    )


def as_json(rows: Iterable[Score | WrittenScore]) -> str:
    """Format scores as JSON Lines, shares from 0 to 1."""
    return "".join(json.dumps(asdict(row)) + "\n" for row in rows)


def as_errors(cases: Iterable[Case]) -> str:
    """List what was read wrong: file, expected, read, separated by tabs, with `|` between lines."""
    return "".join(
        f"{escape_controls(case.file)}\t{'|'.join(case.expected)}\t{case.error or '|'.join(case.read)}\n"
        for case in cases
        if not case.right
    )


def _percent(share: float | None) -> str:
    """Format a share in per cent."""
    return "-" if share is None else f"{100 * share:.1f} %"


def _ms(score: Score) -> tuple[str, str]:
    """Format the two times, with decimals below ten milliseconds."""
    median, p95 = (f"{value:.0f}" if value >= 10 else f"{value:.2f}" for value in (score.median_ms, score.p95_ms))
    return median, p95
