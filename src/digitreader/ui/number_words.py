"""What pages say about the numbers of a result: what they are worth, and which are ambiguous."""

from collections.abc import Sequence

from digitreader.numbers.alphabet import digits_of
from digitreader.numbers.written import values as values_of
from digitreader.output.line import NumberResult
from digitreader.output.result import PageResult
from digitreader.ui import words

MOST_NAMED = 8  # numbers; nobody reads more, and the files have them all


def values(page: PageResult) -> str:
    """What the numbers of a page are worth where that is not what is written; nothing where it is."""
    told = [_worth(number) for number in page.numbers if number.value != number.written and _has_signs(number)]
    more = f", and {len(told) - MOST_NAMED} more, listed in Excel and Numbers (CSV)" if len(told) > MOST_NAMED else ""
    return f"As numbers: {', '.join(told[:MOST_NAMED])}{more}." if told else ""


def _has_signs(number: NumberResult) -> bool:
    return digits_of(number.written) != number.written


def _worth(number: NumberResult) -> str:
    """What a number is worth: "7,5 is **7.5**"."""
    if number.value is None:
        return f"{words.plain(number.written)} is no single number"
    return f"{words.plain(number.written)} is **{words.plain(number.value)}**{' or something else' * number.ambiguous}"


def ambiguous(pages: Sequence[PageResult]) -> list[str]:
    """Sentences about numbers that can be understood in two ways, and what to do about them."""
    found = [number for page in pages for number in page.numbers if number.ambiguous]
    open_mark = [number for number in found if not values_of([number.written], "point")[0][0][2]]
    others = [number for number in found if number not in open_mark]
    said = []
    if open_mark:
        [[(_, point, _)]], [[(_, comma, _)]] = (values_of([open_mark[0].written], mark) for mark in ("point", "comma"))
        said.append(
            f"{_such(open_mark)} can be {words.plain(point or '')} or {words.plain(comma or '')}: nothing beside it "
            "says whether the point or the comma is the decimal mark. It is taken for thousands until you choose one."
        )
    if others:
        said.append(
            f"{_such(others)} can be understood in two ways and is taken for {words.plain(others[0].value or '')}. If "
            "that is wrong, correct the line under Check."
        )
    return said


def _such(numbers: Sequence[NumberResult]) -> str:
    """Name the first of some numbers, and how many there are."""
    more = f" (and {words.count(len(numbers) - 1, 'more number')} like it)" if len(numbers) > 1 else ""
    return f"{words.plain(numbers[0].written)}{more}"
