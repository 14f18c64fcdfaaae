"""The lines of a session's photos, as they were read and as a person corrected them."""

from collections.abc import Iterable
from dataclasses import dataclass

from digitreader.output.corrected import CorrectedLine, corrected_lines, corrected_page
from digitreader.output.pictured import PicturedPage
from digitreader.output.records import Record
from digitreader.output.result import DigitResult, PageResult
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
    def doubts(self) -> list[tuple[int, DigitResult]]:
        """The doubtful digits, each with its place from 1."""
        return [(place, digit) for place, digit in enumerate(self.line.digits, 1) if digit.doubtful]


def lines_of(entry: Entry) -> list[ReviewedLine]:
    """The lines of a photo, then those that a person added; none while it waits."""
    photo = entry.result or PicturedPage()
    lines = corrected_lines(photo.page, entry.corrections)
    crops, plain = dict(enumerate(photo.crops, 1)), dict(enumerate(photo.lines, 1))
    return [
        ReviewedLine(
            line.number, line.line, line.corrected, entry.key, entry.names[0], len(lines),
            crops.get(line.number, b""), plain.get(line.number, b""),
        )
        for line in lines
    ]  # fmt: skip


def as_corrected(entry: Entry) -> PageResult:
    """What was read in a photo, as corrected; nothing while it waits."""
    return corrected_page((entry.result or PicturedPage()).page, entry.corrections)


def records(entries: Iterable[Entry]) -> list[Record]:
    """The lines of photos as records, again for each name that a photo came under."""
    return [
        Record(name, line, entry.result.model)
        for entry in entries
        if entry.result
        for name in entry.names
        for line in lines_of(entry)
    ]
