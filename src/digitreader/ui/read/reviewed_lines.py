"""The lines of a session's photos, as they were read and as a person corrected them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from digitreader.output.corrected import CorrectedLine, corrected_lines
from digitreader.output.pictured import PicturedPage
from digitreader.output.records import Record
from digitreader.ui.read.session_files import Entry

At = tuple[str, int]  # a photo's key and a line's number


@dataclass(frozen=True)
class ReviewedLine(CorrectedLine):
    """A line of a photo, with its pictures.

    key: the photo's SHA-256. name: its file's. of: how many lines the photo has. crop: the line cut out of the photo,
    a JPEG; plain: the same without marks, a PNG. A line that a person added has neither.
    """

    key: str = ""
    name: str = ""
    of: int = 1
    crop: bytes = b""
    plain: bytes = b""

    @property
    def at(self) -> At:
        """Which line it is."""
        return self.key, self.number

    @property
    def confidence(self) -> float:
        """The confidence that all its digits and signs are right, 0 to 1."""
        return self.line.confidence * math.prod(sign.confidence for sign in self.line.signs)


def lines_of(entry: Entry) -> list[ReviewedLine]:
    """The lines of a photo, then those that a person added; none while it waits."""
    photo = entry.result or PicturedPage()
    lines = corrected_lines(entry.as_read, entry.said)
    crops, plain = dict(enumerate(photo.crops, 1)), dict(enumerate(photo.lines, 1))
    return [
        ReviewedLine(
            line.number, line.line, line.corrected, entry.key, entry.names[0], len(lines),
            crops.get(line.number, b""), plain.get(line.number, b""),
        )
        for line in lines
    ]  # fmt: skip


def records(entries: Iterable[Entry]) -> list[Record]:
    """The lines of photos as records, again for each name that a photo came under."""
    return [
        Record(name, line, result, entry.result.model)
        for entry in entries
        if entry.result
        for name in entry.names
        for line, result in zip(lines_of(entry), entry.page.lines, strict=True)
    ]
