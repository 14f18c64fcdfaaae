"""Stacks of photos made for the tests."""

import csv
from pathlib import Path

from handwriting import photo_of

from digitreader.bulk.stack import Stack, read_stack

TEXTS = [["0123"], ["4567", "89"], ["31"], [], ["90210", "00501"], ["42"], ["7"], ["6021"]]


def make_stack(folder: Path, copies: int = 1) -> Path:
    """Write photos into a folder, with one that is none among them."""
    folder.mkdir()
    data = [photo_of(lines) for lines in TEXTS]
    for copy in range(copies):
        for number, photo in enumerate(data):
            (folder / f"{copy}-{number}.png").write_bytes(photo)
    (folder / "0-3-bad.jpg").write_bytes(b"no picture")
    return folder


def expected(folder: Path, copies: int = 1) -> list[tuple[str, str, str]]:
    """Return file, line and text of every row of such a folder's table."""
    rows = [(str(folder / "0-3-bad.jpg"), "", "")]
    for copy in range(copies):
        for number, lines in enumerate(TEXTS):
            name = str(folder / f"{copy}-{number}.png")
            rows += [(name, str(line), text) for line, text in enumerate(lines, 1)] or [(name, "", "")]
    return sorted(rows)


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def seen(path: Path) -> list[tuple[str, str, str]]:
    """Return file, line and text of every row of a table."""
    return [(row["file"], row["line"], row["text"]) for row in table(path)]


def read_alone(folder: Path, out: Path) -> bytes:
    """Return the table that a single process makes of a folder in one go."""
    read_stack(Stack((str(folder),), out), workers=0)
    return out.read_bytes()
