"""Doubts about signs are kept where they change a number: 1.250,- is worth what 1,250= is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from digitreader.numbers.alphabet import GAP, with_signs
from digitreader.numbers.decimal_mark import Mark
from digitreader.numbers.written import decimal_mark, numbers_in
from digitreader.recognition.digit import DigitLine
from digitreader.recognition.sign import Sign
from digitreader.settings.decision import SignSettings


def heeding_numbers(lines: Sequence[DigitLine], settings: SignSettings) -> tuple[DigitLine, ...]:
    """Take back the doubt about each sign that leaves the page's numbers what they are, whichever it is.

    The numbers are understood by the decimal mark that they agree on, as a page is understood by itself.
    """
    if not any(sign.doubtful for line in lines for sign in line.signs):
        return tuple(lines)
    mark = decimal_mark(chain.from_iterable(numbers_in(line.written) for line in lines), "auto")
    return tuple(replace(line, signs=tuple(_signs(line, mark, settings))) for line in lines)


def _signs(line: DigitLine, mark: Mark | None, settings: SignSettings) -> Iterator[Sign]:
    """The signs of a line with the doubts that are left; where none was read and none is in doubt, there is none."""
    worth = _worth(line.written, mark)
    for k, sign in enumerate(line.signs):
        same = sign.confidence + sum(
            share for characters, share in sign.alternatives if _worth(_with(line, k, characters), mark) == worth
        )
        doubtful = sign.doubtful and same < (settings.doubtful_below if sign.character else settings.missing_below)
        if sign.character or doubtful:
            yield replace(sign, doubtful=doubtful)


def _with(line: DigitLine, at: int, characters: str) -> str:
    """A line as it were written if one of its signs were another."""
    signs = enumerate(line.signs)
    return with_signs(line.text, ((sign.place, characters if k == at else sign.character) for k, sign in signs))


def _worth(written: str, mark: Mark | None) -> list[str]:
    """The worth of a line's numbers, or how those are written that are no single number, and the signs between them."""
    said, at = list[str](), 0
    for number in numbers_in(written):
        said += [written[at : number.start].strip(GAP), number.value(mark)[0] or number.written]
        at = number.end
    return [*said, written[at:].strip(GAP)]
