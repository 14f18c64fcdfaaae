"""The numbers of a page's lines: what each is worth, where it stands, and how sure that is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from digitreader.geometry import Box
from digitreader.numbers.decimal_mark import Convention, Mark
from digitreader.numbers.written import WrittenNumber, decimal_mark, numbers_in
from digitreader.output.line import LineResult, NumberResult
from digitreader.output.marks import DigitResult, SignResult, rounded

Read = DigitResult | SignResult


@dataclass(frozen=True)
class Placed:
    """A number, the digits and signs from the number before it to the one after it, and those of them that are its own.

    A doubtful sign between two numbers is a doubt of both: it says where one ends.
    """

    number: WrittenNumber
    beside: tuple[Read, ...]
    own: tuple[Read, ...]

    @property
    def doubtful(self) -> bool:
        """Whether a person should check it."""
        return any(mark.doubtful for mark in self.beside)


def numbered(lines: Sequence[LineResult], decimal: Convention) -> tuple[tuple[LineResult, ...], Mark | None]:
    """Give each line of a page its numbers, and tell the decimal mark by which they were found.

    decimal: the decimal mark of the page; "auto" has its sure numbers say it, and then it may be None.
    """
    placed = [_placed(line) for line in lines]
    mark = decimal_mark((each.number for found in placed for each in found if not each.doubtful), decimal)
    numbers = (tuple(_result(line, each, mark) for each in found) for line, found in zip(lines, placed, strict=True))
    return tuple(replace(line, numbers=found) for line, found in zip(lines, numbers, strict=True)), mark


def _placed(line: LineResult) -> list[Placed]:
    """The numbers of a line with their digits and signs."""
    found, marks = numbers_in(line.written), _marks(line)
    ends = [0, *(number.end for number in found)]
    starts = [*(number.start for number in found[1:]), len(line.written)]

    def within(start: int, end: int) -> tuple[Read, ...]:
        return tuple(mark for at, mark in marks if start <= at and at + len(mark.value) <= end)

    return [
        Placed(number, within(ends[k], starts[k]), within(number.start, number.end)) for k, number in enumerate(found)
    ]


def _marks(line: LineResult) -> list[tuple[int, Read]]:
    """The digits and signs of a line, each with its place in the written text.

    None where a person has changed how many digits there are: nobody knows which stands where then.
    """
    marks, place = list[tuple[int, Read]](), 0
    for mark in line.marks if len(line.digits) == len(line.text) else ():
        marks.append((place, mark))
        place += len(mark.value)
    return marks


def _result(line: LineResult, placed: Placed, mark: Mark | None) -> NumberResult:
    """A number of a line; where its digits are not known it has the line's confidence and box.

    Its confidence is that of rounded ones: so a file that is read back gives the same.
    """
    value, ambiguous = placed.number.value(mark)
    shares = [each.confidence for each in placed.beside] or [line.confidence]
    confidence = math.prod(map(rounded, shares))
    boxes = [each.box for each in placed.own or line.digits] or [Box(0, 0, 0, 0)]
    return NumberResult(placed.number.written, value, ambiguous, confidence, placed.doubtful, Box.union(boxes))
