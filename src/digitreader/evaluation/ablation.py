"""Measure what each step adds: `python -m digitreader.evaluation.ablation LABELS…`."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from digitreader.decision.line_recognizer import load_line_recognizer
from digitreader.errors import ReadError
from digitreader.evaluation.evaluate import as_lines, read_labels
from digitreader.geometry import Box
from digitreader.intake.photo import open_photo
from digitreader.layout.components import Component
from digitreader.layout.ink import Ink, find_ink
from digitreader.layout.lines import find_lines
from digitreader.reading import read_photo
from digitreader.recognition.classifier import NOT_A_DIGIT, Classify, load_classifier
from digitreader.recognition.tile import make_tile
from digitreader.settings import Settings
from digitreader.settings.decision import DecisionSettings, FusionSettings, VoteSettings
from digitreader.settings.intake import PhotoSettings

Read = Callable[[bytes], str]
BLOCK, OFFSET = 51, 15  # pixels, grey levels; tutorial values for cv2.adaptiveThreshold
SMALLEST = 0.01  # of the longer side; shorter contours are dropped
ONCE = DecisionSettings(FusionSettings(strip_width_scales=()), VoteSettings(below=0.0))  # whatever the doubt
OVERLAP = 0.5  # of the smaller height; components in one row overlap by more than this


def plain(data: bytes, classifier: Classify) -> str:
    """Read the tutorial way: adaptive threshold, outer contours grouped into rows, a network for tiles."""
    grey = open_photo(data, PhotoSettings(max_enlargement=1.0)).grey  # leave crops at their size
    mask = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY_INV, BLOCK, OFFSET) > 0
    return _in_rows(Ink(mask, mask.astype(np.float32)), classifier)


def with_ink(data: bytes, classifier: Classify) -> str:
    """Read the same way, but with this project's ink and its removal of ruled lines."""
    return _in_rows(find_ink(open_photo(data)), classifier)


def with_lines(data: bytes, classifier: Classify) -> str:
    """Read each component of the project's lines as one digit, without cuts or joins."""
    ink = find_ink(open_photo(data))
    rows = (_named(list(line.components), ink, classifier, NOT_A_DIGIT + 1) for line in find_lines(ink))
    return "\n".join(row for row in rows if row)


def _in_rows(ink: Ink, classifier: Classify) -> str:
    """Group outer contours into rows and read each as one digit."""
    contours, _ = cv2.findContours(ink.mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = [Box(*map(int, cv2.boundingRect(contour))) for contour in contours]
    smallest = SMALLEST * max(ink.mask.shape)
    rows: list[list[Component]] = []
    for box in sorted((box for box in boxes if box.height >= smallest), key=lambda box: box.y):
        component = Component(box, ink.mask[box.slices])
        near = (row for row in rows if row[0].box.shared_rows(box) > OVERLAP * min(box.height, row[0].box.height))
        row = next(near, None)
        if row is None:
            rows.append([component])
        else:
            row.append(component)
    return "\n".join(_named(row, ink, classifier, NOT_A_DIGIT) for row in rows)


def _named(components: list[Component], ink: Ink, classifier: Classify, classes: int) -> str:
    """Name each component from left to right by the likeliest of the first `classes`; skip "not one digit"."""
    ordered = sorted(components, key=lambda component: component.box.x)
    answers = classifier(np.stack([make_tile(component, ink).pixels for component in ordered]))[:, :classes].argmax(
        axis=1
    )
    return "".join(str(answer) for answer in answers if answer != NOT_A_DIGIT)


def share_right(labels: Path, read: Read) -> float:
    """The share of a labels file's pictures that are read completely right."""
    rows = read_labels(labels)
    return sum(_right(labels.parent / row["file"], row, read) for row in rows) / len(rows)


def _right(photo: Path, row: dict[str, str], read: Read) -> bool:
    """Whether a picture is read completely right."""
    try:
        text = read(photo.read_bytes())
    except ReadError:
        return False
    return as_lines(text, row["kind"]) == as_lines(row["text"], row["kind"])


def main() -> None:
    """Print the table: a row for each step, a column for each labels file."""
    classifier, line_recognizer = load_classifier(), load_line_recognizer()
    steps: dict[str, Read] = {
        "plain": partial(plain, classifier=classifier),
        "+ ink": partial(with_ink, classifier=classifier),
        "+ lines": partial(with_lines, classifier=classifier),
        "+ decoder": lambda data: read_photo(data, classifier).text,
        "+ second opinion": lambda data: read_photo(data, classifier, Settings(decision=ONCE), line_recognizer).text,
        "+ second look": lambda data: read_photo(data, classifier, line_recognizer=line_recognizer).text,
    }
    files = [Path(name) for name in sys.argv[1:]]
    print("".ljust(18), *(file.parent.name.rjust(10) for file in files))
    for name, read in steps.items():
        print(name.ljust(18), *(f"{100 * share_right(file, read):8.1f} %" for file in files), flush=True)


if __name__ == "__main__":
    main()
