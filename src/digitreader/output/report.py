"""A reading as text, JSON and CSV: what leaves the house."""

import csv
import io
import json
from collections.abc import Iterable, Sequence

from digitreader.escape_formula import escape_formula
from digitreader.reading import Reading
from digitreader.recognition.digit import Digit

CSV_HEADER = (
    *("file", "line", "position", "digit", "confidence", "doubtful", "next_best", "next_best_confidence"),
    *("x", "y", "width", "height"),
)
DECIMALS = 4  # of a confidence; float32 probabilities hold no more that means anything


def to_text(reading: Reading) -> str:
    """Return the lines, one below the other, each ended by a newline; empty when nothing was read."""
    return "".join(f"{line.text}\n" for line in reading.lines)


def heading(name: str) -> str:
    """Return the line that stands before a photo's own lines where there are several photos."""
    return f"== {''.join(sign if sign.isprintable() else '?' for sign in name)} ==\n"


def all_texts(named: Iterable[tuple[str, str]]) -> str:
    """Return the texts of several photos as one, each under its heading.

    Args:
        named: (file name, text as to_text gives it) of each photo.
    """
    return "".join(heading(name) + text for name, text in named)


def to_json(name: str, reading: Reading | None, error: str | None = None) -> str:
    """Return one line of JSON about a photo, as as_dict gives it."""
    return json.dumps(as_dict(name, reading, error))


def as_dict(name: str, reading: Reading | None, error: str | None = None) -> dict[str, object]:
    """Return what JSON says about a photo: file, lines, advice, error.

    Args:
        name: the photo's file name.
        reading: what was read; None where the photo could not be read.
        error: why it could not.
    """
    lines = _lines(reading) if reading else []
    advice = list(reading.advice) if reading else []
    return {"file": name, "lines": lines, "advice": advice, "error": error}


def csv_rows(name: str, reading: Reading) -> list[tuple[str | int | float, ...]]:
    """Return one row for each digit, with the columns of CSV_HEADER; lines and positions count from 1."""
    return [
        (escape_formula(name), number, position, *_cells(digit, reading))
        for number, line in enumerate(reading.lines, 1)
        for position, digit in enumerate(line.digits, 1)
    ]


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV, quoted where that is needed, each ended by a newline."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def _lines(reading: Reading) -> list[dict[str, object]]:
    """Return what JSON says about the lines."""
    return [
        {
            "text": line.text,
            "confidence": round(line.confidence, DECIMALS),
            "digits": [_digit(digit, reading) for digit in line.digits],
        }
        for line in reading.lines
    ]


def _digit(digit: Digit, reading: Reading) -> dict[str, object]:
    """Return what JSON says about a digit; its box in pixels of the photo as it was sent, upright."""
    return {
        "value": digit.value,
        "confidence": round(float(digit.confidence), DECIMALS),
        "doubtful": bool(digit.doubtful),
        "alternatives": [[value, round(float(share), DECIMALS)] for value, share in digit.alternatives],
        "box": [int(side) for side in reading.photo.to_original(digit.box)],
    }


def _cells(digit: Digit, reading: Reading) -> tuple[str | int | float, ...]:
    """Return what CSV says about a digit."""
    value, share = digit.alternatives[0] if digit.alternatives else ("", 0.0)
    doubtful = "true" if digit.doubtful else "false"
    confidences = round(float(digit.confidence), DECIMALS), doubtful, value, round(float(share), DECIMALS)
    return digit.value, *confidences, *reading.photo.to_original(digit.box)
