"""Lines as they were read and as a person corrected them; both are kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from digitreader.geometry import Box
from digitreader.numbers.alphabet import parted
from digitreader.output.line import LineResult
from digitreader.output.marks import SignResult
from digitreader.output.result import PageResult

Corrections = Mapping[int, str]  # what a person says is written in lines, by their numbers from 1
NOT_FOUND = LineResult("", 0.0, ())  # what was read of a line that a person added


@dataclass(frozen=True)
class CorrectedLine:
    """A line of a page.

    number: counts from 1. line: what was read; NOT_FOUND if a person added it. corrected: what a person says
    is written; empty if the line is not a number, None if nobody checked it.
    """

    number: int
    line: LineResult
    corrected: str | None = None

    @property
    def read(self) -> str:
        """What was read, as it was written."""
        return self.line.written

    @property
    def written(self) -> str:
        """The line as a person gave it, or what was read if nobody checked it."""
        return self.read if self.corrected is None else self.corrected

    @property
    def text(self) -> str:
        """Its digits alone."""
        return parted(self.written)[0]

    @property
    def added(self) -> bool:
        """Whether a person added it."""
        return not self.read

    @property
    def checked(self) -> bool:
        """Whether a person checked it."""
        return self.corrected is not None

    @property
    def changed(self) -> bool:
        """Whether a person corrected it."""
        return self.written != self.read

    @property
    def aligned(self) -> bool:
        """Whether each digit of the text belongs to a digit that was read: there are as many of both."""
        return len(self.text) == len(self.line.digits)

    @property
    def result(self) -> LineResult:
        """The line as corrected; without doubts if a person checked it.

        Its digits take the corrected values where there are as many as were read; otherwise they stay as read.
        """
        if not self.checked:
            return self.line
        values = self.text if self.aligned else self.line.text
        digits = zip(self.line.digits, values, strict=True)
        renamed = tuple(replace(digit, value=value, doubtful=False) for digit, value in digits)
        return replace(self.line, text=self.text, digits=renamed, signs=tuple(self._signs()))

    def _signs(self) -> Iterator[SignResult]:
        """The signs that a person gave, each where one was read at its place, if one was."""
        left = list(self.line.signs) if self.aligned else []
        box = Box.union(digit.box for digit in self.line.digits) if self.line.digits else Box(0, 0, 0, 0)
        for place, sign in parted(self.written)[1]:
            read = next((each for each in left if each.place == place), SignResult("", place, 1.0, True, (), box))
            left = [each for each in left if each is not read]
            yield replace(read, character=sign, doubtful=False)


def corrected_lines(page: PageResult, corrections: Corrections) -> list[CorrectedLine]:
    """The lines of a page, then those that a person added."""
    added = [number for number, text in sorted(corrections.items()) if number > len(page.lines) and text]
    found = [*enumerate(page.lines, 1), *((number, NOT_FOUND) for number in added)]
    return [CorrectedLine(number, line, corrections.get(number)) for number, line in found]


def corrected_page(page: PageResult, corrections: Corrections) -> PageResult:
    """Apply the corrections to a page."""
    if not corrections:
        return page
    return replace(page, lines=tuple(line.result for line in corrected_lines(page, corrections)))
