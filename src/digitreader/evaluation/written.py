"""Lines as they were written: signs and gaps read right, and the numbers that follow from them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from digitreader.numbers.alphabet import SIGNS
from digitreader.numbers.written import values

BESIDE_SIGNS = re.compile(rf" *([{re.escape(SIGNS)}]) *")
FLOURISH = ".,-=/"  # what closes an amount and says nothing

Number = tuple[str, bool]  # what it is worth, or its text where that is no number; whether it is marked for checking


@dataclass(frozen=True)
class WrittenCase:
    """The writing of one labelled picture.

    expected, read: lines with their signs, without spaces beside these. numbers: those read.
    """

    expected: tuple[str, ...]
    read: tuple[str, ...]
    numbers: tuple[Number, ...]

    @property
    def strict(self) -> bool:
        """Whether every digit, sign and gap is right."""
        return self.read == self.expected

    @property
    def loose(self) -> bool:
        """Whether it is right with point and comma as one, and closing flourishes left aside."""
        return tuple(map(_loosely, self.read)) == tuple(map(_loosely, self.expected))

    @property
    def worths(self) -> Counter[str]:
        """How often each number is expected."""
        return Counter(worth or text for line in values(self.expected) for text, worth, _ in line)

    @property
    def right(self) -> int:
        """How many of the expected numbers are among those read."""
        return (self.worths & Counter(worth for worth, _ in self.numbers)).total()

    @property
    def silent(self) -> int:
        """How many numbers were read that are not expected and not marked either."""
        unmarked = Counter(worth for worth, marked in self.numbers if not marked)
        marked = Counter(worth for worth, marked in self.numbers if marked)
        return (unmarked - (self.worths - marked)).total() if self.numbers else 0


@dataclass(frozen=True)
class WrittenScore:
    """The summary of a group of cases: shares from 0 to 1.

    numbers: read right, of those expected. silent_numbers: wrong and not marked, of those read.
    """

    group: str
    images: int
    strict: float
    loose: float
    numbers: float
    silent_numbers: float


def written_lines(text: str) -> tuple[str, ...]:
    """Split a label or a reading into lines, without spaces beside signs and without empty lines.

    >>> written_lines("20 + 3 = 23|30  20")
    ('20+3=23', '30 20')
    """
    lines = (BESIDE_SIGNS.sub(r"\1", " ".join(line.split())) for line in text.replace("|", "\n").split("\n"))
    return tuple(line for line in lines if line)


def summarise_written(group: str, cases: Sequence[WrittenCase]) -> WrittenScore:
    """Summarise cases, of which there must be at least one."""
    expected, read = sum(case.worths.total() for case in cases), sum(len(case.numbers) for case in cases)
    return WrittenScore(
        group,
        len(cases),
        strict=sum(case.strict for case in cases) / len(cases),
        loose=sum(case.loose for case in cases) / len(cases),
        numbers=sum(case.right for case in cases) / max(expected, 1),
        silent_numbers=sum(case.silent for case in cases) / max(read, 1),
    )


def _loosely(line: str) -> str:
    return line.replace(",", ".").rstrip(FLOURISH)
