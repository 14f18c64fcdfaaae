"""Read labelled photos, or labelled single digits, and compare."""

import csv
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from digitreader.decision.line_recognizer import LineRecognizer
from digitreader.errors import DataError, ReadError
from digitreader.evaluation.scores import Case, ReadLine
from digitreader.evaluation.written import WrittenCase, written_lines
from digitreader.numbers.alphabet import digits_of
from digitreader.output.from_reading import page_result
from digitreader.output.result import PageResult
from digitreader.reading import Reading, read_photo
from digitreader.recognition.classifier import NOT_A_DIGIT, Classify
from digitreader.settings import Settings
from digitreader.training.data.extra import load_extra

UNORDERED = "scatter"  # kind of pictures with digits in no order: compared as a sorted multiset
SINGLE = "single-digit"  # kind of pictures that hold one character each
BATCH = 200  # tiles a call of the network


def evaluate(
    path: Path,
    classifier: Classify,
    skip: int = 0,
    line_recognizer: LineRecognizer | None = None,
    settings: Settings | None = None,
) -> list[Case]:
    """Read every picture of a labels file.

    Args:
        path: a CSV with the columns file, text and kind, or file and written, beside its pictures; or single digits in
            any form that load_extra takes.
        classifier: the network.
        skip: how many digits at the start of each line to ignore.
        line_recognizer: adds the line reader; without it the decoder decides alone.
        settings: the pipeline's thresholds; the defaults if None.

    Raises:
        DataError: the file or one of its pictures is missing or unreadable.
    """
    if path.suffix.lower() != ".csv":
        return evaluate_tiles(path, classifier)
    read = partial(read_photo, classifier=classifier, settings=settings, line_recognizer=line_recognizer)
    return [_read(path.parent / row["file"], row, read, skip) for row in read_labels(path)]


def read_labels(path: Path) -> list[dict[str, str]]:
    """Read a labels file.

    Where it has a column `written`, with signs, it needs no text and kind. A column `folder` says where files are; rows
    whose column `sure` is 0 are left out.

    Raises:
        DataError: it is missing, or lacks one of the columns file, text and kind.
    """
    try:
        with path.open(newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            columns = set(reader.fieldnames or ())
            missing = {"file"} - columns if "written" in columns else {"file", "text", "kind"} - columns
            rows = [] if missing else [_completed(row) for row in reader if row.get("sure") != "0"]
    except (OSError, ValueError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise DataError(f"{path}: cannot be read as a labels file ({reason})") from error
    if missing:
        raise DataError(f"{path}: a labels file has the columns file, text and kind; missing: {sorted(missing)}")
    return rows


def _completed(row: dict[str, str]) -> dict[str, str]:
    """A row with what follows from its column `written`."""
    if "written" not in row:
        return row
    text = "|".join(map(digits_of, row["written"].split("|")))
    file = f"{row['folder']}/{row['file']}" if row.get("folder") else row["file"]
    return {"text": text, "kind": "written", **row, "file": file}


def as_lines(text: str, kind: str) -> tuple[str, ...]:
    """Split a label or reading into comparable lines: no spaces, no empty lines, scatter sorted into one."""
    lines = tuple(line for line in text.replace(" ", "").replace("|", "\n").split("\n") if line)
    return ("".join(sorted("".join(lines))),) if kind == UNORDERED and lines else lines


def _read(photo: Path, row: dict[str, str], read: Callable[[bytes], Reading], skip: int) -> Case:
    """Read one photo and compare."""
    try:
        data = photo.read_bytes()
    except OSError as error:
        raise DataError(f"{photo}: named by the labels, but cannot be opened ({error.strerror})") from error
    text, reason, rejected, lines, page = "", None, False, tuple[ReadLine, ...](), PageResult(str(photo))
    start = time.perf_counter()
    try:
        reading = read(data)
        text, rejected = reading.text, reading.doubts > 0
        page = page_result(str(photo), reading)
        lines = _lines(reading, row["kind"], skip)
    except ReadError as error:
        reason = str(error)
    ms = 1000 * (time.perf_counter() - start)
    expected, found = (tuple(line[skip:] for line in as_lines(t, row["kind"])) for t in (row["text"], text))
    numbers = tuple((number.value or number.written, number.doubtful) for number in page.numbers)
    signs = (
        WrittenCase(written_lines(row["written"]), written_lines(page.written), numbers) if "written" in row else None
    )
    return Case(str(photo), row["kind"], expected, found, ms, reason, rejected, lines, signs)


def _lines(reading: Reading, kind: str, skip: int) -> tuple[ReadLine, ...]:
    """The lines of a reading as they are compared."""
    if kind == UNORDERED and reading.lines:
        confidence = min(line.confidence for line in reading.lines)
        return (ReadLine("".join(as_lines(reading.text, kind)), confidence, reading.doubts > 0),)
    return tuple(ReadLine(line.text[skip:], line.confidence, line.doubts > 0) for line in reading.lines)


def evaluate_tiles(path: Path, classifier: Classify) -> list[Case]:
    """Classify single characters in any form that load_extra takes; "not one digit" counts as no text.

    Raises:
        DataError: the file is missing or of an unknown kind.
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
    """The lines that one class stands for: one, or none for "not one digit"."""
    return () if label == NOT_A_DIGIT else (str(label),)
