"""The numbers in a line as it was written, with the signs that belong to each."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digitreader.numbers.decimal_mark import Convention, Mark, settled, value, worths

RUN = r"[0-9]+(?:[.,][0-9]+)*"
NUMBER = re.compile(
    rf"""(?P<open>\()?
    (?P<sign>^-[ ]|(?<![0-9.,%)])[-+])?
    (?P<body>(?P<bare>(?<![0-9])[.,])?{RUN})
    (?P<more>(?:[/:-]{RUN})+X?|X)?       # a date, a time, a telephone number, a fraction; an ISBN's X
    (?P<end>(?:[.,:/]?[-=]+|[.,:/])(?=[ )]|$))?  # what closes an amount: 1.000.- 250,- 14.200= 100/-
    (?P<percent>[ ]?%)?
    (?P<close>\))?""",
    re.VERBOSE,
)
SUM = re.compile(r"[0-9][^0-9]*[+×÷=][^0-9]*[0-9]|[0-9][^0-9 ]* - [^0-9]*[0-9]")
AFTER_NUMBER = re.compile(r"[0-9][.,%)]* ?$")


@dataclass(frozen=True)
class WrittenNumber:
    """A number of a line.

    start, end: where it stands in the text of the line. written: the text there. body: its digits with points and
    commas, without what stands before and behind them. minus: whether a minus stands before it. whole: a closing sign
    says that nothing follows the decimal mark. single: whether it is one number, and no date, time or fraction.
    odd: its signs can be understood in two ways: (123), -100-, - 3, .5.
    """

    start: int
    end: int
    written: str
    body: str
    minus: bool = False
    whole: bool = False
    single: bool = True
    odd: bool = False

    @property
    def worths(self) -> dict[Mark, str]:
        """What it is worth by each decimal mark that its form allows; the sign left aside."""
        return worths(self.body, whole=self.whole) if self.single else {}

    def value(self, mark: Mark | None) -> tuple[str | None, bool]:
        """What it is worth as a decimal string, and whether that is ambiguous.

        mark: the decimal mark of the page; None where nothing says which it is. No string: it is no single number.
        """
        worth, ambiguous = value(self.body, mark, whole=self.whole) if self.single else (None, False)
        return (worth and f"{'-' * self.minus}{worth}"), worth is not None and (ambiguous or self.odd)


def numbers_in(text: str) -> list[WrittenNumber]:
    """Find the numbers of a line; each digit is in one of them.

    A sign belongs to a number where it stands close before or behind it. In a line that computes, such as 20 + 3 = 23
    or 7 - 3, signs between two numbers belong to neither.

    >>> [number.written for number in numbers_in("-3 7,5 1.000.-")]
    ['-3', '7,5', '1.000.-']
    """
    computes, found, at = SUM.search(text) is not None, [], 0
    while match := NUMBER.search(text, at):
        number = _number(match, text, computes)
        found.append(number)
        at = number.end
    return found


def _number(match: re.Match[str], text: str, computes: bool) -> WrittenNumber:
    """The number of a match."""
    sign, more, end = match["sign"] or "", match["more"] or "", match["end"] or ""
    start, last = match.start("sign" if sign else "body"), match.end()
    enclosed = bool(match["open"] and match["close"])
    if computes:
        if sign and AFTER_NUMBER.search(text[: match.start("sign")]):
            start, sign = match.start("body"), ""
        if "-" in more:
            more = more[: more.index("-")]
            last, end, enclosed = match.start("more") + len(more), "", False
        elif end.strip(".,:/"):
            end, enclosed = "", False
            last = match.start("end")
    if enclosed:
        start = match.start()
    elif match["close"] and last == match.end():
        last -= 1
    odd = (enclosed and not computes) or sign == "- " or (sign == "-" and "-" in end) or bool(match["bare"])
    single = not more
    return WrittenNumber(start, last, text[start:last], match["body"], "-" in sign, bool(end), single, odd)


def decimal_mark(numbers: Iterable[WrittenNumber], decimal: Convention) -> Mark | None:
    """The decimal mark of a page: the one asked for, or by auto the one that its numbers agree on, if they do."""
    return settled(number.worths for number in numbers) if decimal == "auto" else decimal


def values(lines: Sequence[str], decimal: Convention = "auto") -> list[list[tuple[str, str | None, bool]]]:
    """The numbers of a page's lines as (written, value, ambiguous).

    >>> values(["13.254,00", "1.234", "20 + 3"])
    [[('13.254,00', '13254.00', False)], [('1.234', '1234', False)], [('20', '20', False), ('3', '3', False)]]
    """
    found = [numbers_in(line) for line in lines]
    mark = decimal_mark((number for line in found for number in line), decimal)
    return [[(number.written, *number.value(mark)) for number in line] for line in found]
