"""Lines as they were read and as a person corrected them; both are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from digitreader.output.result import LineResult, PageResult

Corrections = Mapping[int, str]  # what a person says that lines say, by their numbers from 1
NOT_FOUND = LineResult("", 0.0, ())  # what was read of a line that a person added


@dataclass(frozen=True)
class CorrectedLine:
    """A line of a page.

    number: counts from 1. line: what was read; NOT_FOUND if a person added it. corrected: the text a person gave;
    empty if the line is not a number, None if nobody checked it.
    """

    number: int
    line: LineResult
    corrected: str | None = None

    @property
    def read(self) -> str:
        """The text that was read."""
        return self.line.text

    @property
    def text(self) -> str:
        """The corrected text, or what was read if nobody checked it."""
        return self.read if self.corrected is None else self.corrected

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
        return self.text != self.read

    @property
    def aligned(self) -> bool:
        """Whether each sign of the text belongs to a digit that was read: there are as many of both."""
        return len(self.text) == len(self.line.digits)

    @property
    def result(self) -> LineResult:
        """The line as corrected; without doubts if a person checked it.

        Its digits take the corrected values where the text is as long as it was; otherwise they stay as read.
        """
        if not self.checked:
            return self.line
        values = self.text if self.aligned else self.read
        digits = zip(self.line.digits, values, strict=True)
        renamed = tuple(replace(digit, value=value, doubtful=False) for digit, value in digits)
        return replace(self.line, text=self.text, digits=renamed)


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
