"""Lines as read and as a person corrected them; both are kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import prod

import numpy as np
from numpy.typing import NDArray

from digitreader.output.corrections_archive import LABEL_VALUES
from digitreader.output.records import Record
from digitreader.ui.read.session_files import Entry
from digitreader.ui.reader import Result, SeenDigit, pixels_of

At = tuple[str, int]  # a photo's key and a line's number


@dataclass(frozen=True)
class ReviewedLine:
    """A line of a photo.

    key: the photo's SHA-256. name: its file's. number: counts from 1. of: how many lines the photo has. digits, read:
    as they were read, nothing where a person added the line. corrected: what a person says it says, nothing if it is no
    number, None if nobody looked. crop: cut out of the photo, a JPEG.
    """

    key: str
    name: str
    number: int
    of: int
    digits: tuple[SeenDigit, ...]
    read: str
    corrected: str | None
    crop: bytes

    @property
    def at(self) -> At:
        """Which line it is."""
        return self.key, self.number

    @property
    def text(self) -> str:
        """What the line says by all that is known."""
        return self.read if self.corrected is None else self.corrected

    @property
    def added(self) -> bool:
        """Whether it was not found in the photo but added by a person."""
        return not self.read

    @property
    def checked(self) -> bool:
        """Whether a person looked at it."""
        return self.corrected is not None

    @property
    def changed(self) -> bool:
        """Whether a person found it read wrong."""
        return self.text != self.read

    @property
    def confidence(self) -> float:
        """That it was read right, 0 to 1, as if its digits were right or wrong independently."""
        return 0.0 if self.added else prod(digit.confidence for digit in self.digits)

    @property
    def doubts(self) -> tuple[SeenDigit, ...]:
        """The digits that were read with doubt."""
        return tuple(digit for digit in self.digits if digit.doubtful)

    @property
    def aligned(self) -> bool:
        """Whether it is certain which digit of the text belongs to which digit that was read."""
        return len(self.text) == len(self.digits)


def lines_of(entry: Entry) -> list[ReviewedLine]:
    """Return the lines of a photo, then those that a person added; none while it waits."""
    result = entry.result or Result()
    digits: dict[int, list[SeenDigit]] = {}
    for digit in result.digits:
        digits.setdefault(digit.line, []).append(digit)
    added = [number for number, text in sorted(entry.corrections.items()) if number > len(result.lines) and text]
    texts = dict(enumerate(result.lines, 1)) | dict.fromkeys(added, "")
    crops = dict(enumerate(result.crops, 1))
    return [
        ReviewedLine(
            entry.key, entry.names[0], number, len(texts), tuple(digits.get(number, ())), text,
            entry.corrections.get(number), crops.get(number, b""),
        )
        for number, text in texts.items()
    ]  # fmt: skip


def as_corrected(entry: Entry) -> Result:
    """Return a photo's result as a person left it: corrected lines, no doubts in lines that were checked.

    Digits are renamed where the correction is as long as the line was; of other corrected lines they stay as read.
    """
    result = entry.result or Result()
    if not entry.corrections:
        return result
    lines = lines_of(entry)
    text = "".join(f"{line.text}\n" for line in lines if line.text)
    return replace(result, text=text, digits=tuple(digit for line in lines for digit in _digits(line)))


def _digits(line: ReviewedLine) -> Iterable[SeenDigit]:
    """Return a line's digits as a person left them."""
    if not line.checked:
        return line.digits
    values = line.text if line.aligned else line.read
    return (replace(digit, value=value, doubtful=False) for digit, value in zip(line.digits, values, strict=True))


def records(entries: Iterable[Entry]) -> list[Record]:
    """Return a row for each line of photos, again for each name that a photo came under."""
    return [
        Record(
            name, line.number, line.read, line.text, line.checked, line.confidence,
            tuple(digit.box for digit in line.digits), entry.result.model,
        )
        for entry in entries
        if entry.result
        for name in entry.names
        for line in lines_of(entry)
    ]  # fmt: skip


def labelled(lines: Iterable[ReviewedLine]) -> list[tuple[NDArray[np.float32], str]]:
    """Return the tiles whose digit a person has confirmed or corrected, float32 (28, 28), with that digit.

    Only lines that are as long as they were read give any: in others nobody knows which tile is which digit. What is no
    digit, such as an ISBN's X, has an empty label. Training refuses a tile without ink, so there is none.
    """
    sure = [line for line in lines if line.checked and line.aligned]
    pairs = (pair for line in sure for pair in zip(line.digits, line.text, strict=True))
    tiles = ((pixels_of(digit.tile), sign if sign in LABEL_VALUES else "") for digit, sign in pairs)
    return [(tile, label) for tile, label in tiles if tile.any()]


def left_out(lines: Sequence[ReviewedLine]) -> int:
    """Return how many checked lines give no labelled tiles."""
    return sum(line.checked and not line.aligned for line in lines)
