"""Ink: digits, strings and signs as pen strokes, by the writer who wrote them."""

import zlib
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digitreader.errors import DataError
from digitreader.training.data.archive import read_npz

UNITS = 1000.0  # of the files, for each digit height
SPACING = 0.05  # digit heights between two points of a stroke after reading
MAX_POINTS = 400  # of one stroke; a longer one is a recording error
HELD_BACK = 10  # every so manieth writer, chosen by a hash of the name, is kept for validation

Points = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Glyph:
    """A digit, a sign or a short text as pen strokes.

    text: what it says. points: float32 (n, 2), x right and y down, in digit heights, from 0 at the top left. starts:
    the first point of each stroke, and the number of points.
    """

    text: str
    points: Points
    starts: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Writer:
    """One hand: the glyphs of each digit, and whole texts; a digit may be missing."""

    name: str
    digits: tuple[tuple[Glyph, ...], ...]
    strings: tuple[Glyph, ...]


@dataclass(frozen=True, eq=False)
class InkBank:
    """All writers, and signs by what they say; each sign is one digit height long on its longer side.

    sources: the collections that the ink is from, to be credited.
    """

    writers: tuple[Writer, ...]
    signs: dict[str, tuple[Glyph, ...]]
    sources: tuple[str, ...] = ()


def is_held_back(writer: str) -> bool:
    """Whether a writer is kept for validation: the same ones in every run and on every machine."""
    return zlib.crc32(writer.encode()) % HELD_BACK == 0


def read_ink(folder: Path) -> tuple[InkBank, InkBank]:
    """Read ink_digits.npz, ink_strings.npz and ink_marks.npz: the ink to train on, and that of held-back writers.

    Raises:
        DataError: a file is missing or broken.
    """
    digits = _read(folder / "ink_digits.npz", "digit_starts", "labels")
    strings = _read(folder / "ink_strings.npz", "string_starts", "texts")
    signs = _read(folder / "ink_marks.npz", "mark_starts", "marks")
    source = read_npz(folder / "ink_digits.npz", (), ("source",)).get("source", np.array([], str))
    sources = tuple(sorted({str(name).split("-")[0] for name in source}))
    banks = []
    for held in (False, True):
        parts = [[each for each in part if is_held_back(each[0]) == held] for part in (digits, strings, signs)]
        banks.append(replace(_bank(*parts), sources=sources))
    return banks[0], banks[1]


def make_glyph(text: str, strokes: list[Points]) -> Glyph:
    """Make a glyph of strokes in digit heights: evenly spaced points, the top left corner at 0."""
    even = [_evenly_spaced(np.asarray(stroke, np.float32)) for stroke in strokes]
    points = np.concatenate(even)
    starts = np.cumsum([0, *map(len, even)])
    return Glyph(text, points - points.min(axis=0), tuple(int(start) for start in starts))


def _read(path: Path, starts: str, texts: str) -> list[tuple[str, Glyph]]:
    """Read one file: (writer, glyph) of each item."""
    arrays = read_npz(path, ("points", "stroke_starts", starts, texts, "writer"))
    points = np.asarray(arrays["points"], np.float32) / np.float32(UNITS)
    strokes, items = (np.asarray(arrays[name], int) for name in ("stroke_starts", starts))
    if len(items) != len(arrays[texts]) + 1 or items[-1] != len(strokes) - 1 or strokes[-1] != len(points):
        raise DataError(f"{path}: its strokes do not fit its points. Write it anew.")
    found = []
    for k, (text, writer) in enumerate(zip(arrays[texts], arrays["writer"], strict=True)):
        bounds = strokes[items[k] : items[k + 1] + 1]
        parts = [points[a:b] for a, b in pairwise(bounds) if b > a]
        if parts:
            found.append((str(writer), make_glyph(str(text), parts)))
    return found


def _evenly_spaced(stroke: Points) -> Points:
    """Points along a stroke that are SPACING apart; a dot stays two points."""
    steps = np.hypot(*np.diff(stroke, axis=0).T) if len(stroke) > 1 else np.zeros(0)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    count = min(MAX_POINTS, max(2, round(float(along[-1]) / SPACING) + 1))
    wanted = np.linspace(0.0, along[-1], count)
    return np.column_stack([np.interp(wanted, along, stroke[:, axis]) for axis in (0, 1)]).astype(np.float32)


def _bank(digits: list[tuple[str, Glyph]], strings: list[tuple[str, Glyph]], signs: list[tuple[str, Glyph]]) -> InkBank:
    """Sort glyphs by writer and by what they say."""
    names = sorted({writer for writer, _ in digits})
    own: dict[str, list[list[Glyph]]] = {name: [[] for _ in range(10)] for name in names}
    texts: dict[str, list[Glyph]] = {name: [] for name in names}
    for writer, glyph in digits:
        own[writer][int(glyph.text)].append(glyph)
    for writer, glyph in strings:
        texts.setdefault(writer, []).append(glyph)
    said: dict[str, list[Glyph]] = {}
    for _, glyph in signs:
        said.setdefault(glyph.text, []).append(glyph)
    writers = (
        Writer(name, tuple(tuple(found) for found in own.get(name, [[]] * 10)), tuple(texts[name])) for name in texts
    )
    return InkBank(tuple(writers), {sign: tuple(found) for sign, found in said.items()})
