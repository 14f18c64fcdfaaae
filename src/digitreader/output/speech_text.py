"""Lines as words to be spoken, digit by digit and sign by sign, with the doubtful ones announced."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from digitreader.numbers.written import SUM
from digitreader.settings.decision import DoubtSettings

ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SIGNS = {
    ".": "point", ",": "comma", "-": "minus", "/": "slash", ":": "colon", "+": "plus", "×": "times", "÷": "divided by",
    "=": "equals", "(": "open bracket", ")": "close bracket", "%": "percent", " ": "gap", "": "nothing",
}  # fmt: skip
NAMES = {str(value): name for value, name in enumerate(DIGITS)} | SIGNS
DASH = "dash"
NOT_A_NUMBER = "not a number"
NOTHING = "No digits were found."


@dataclass(frozen=True)
class Sign:
    """A sign of a line, usually a digit; empty where one may have been missed.

    doubtful: a person should check it. others: what else it may be, likeliest first.
    """

    value: str
    doubtful: bool = False
    others: tuple[str, ...] = ()


def likely(alternatives: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """Pick which of (value, probability), likeliest first, to speak: the first, and others that are likely."""
    least = DoubtSettings.min_spoken
    return tuple(value for place, (value, share) in enumerate(alternatives) if place == 0 or share >= least)


def sentences(lines: Sequence[Sequence[Sign]]) -> list[str]:
    """Make a sentence of each line, such as "Line 2: zero, two; third digit uncertain, seven or one.".

    A single line is not numbered. A line without signs is "not a number". No lines give one sentence, too.
    """
    if not lines:
        return [NOTHING]
    if len(lines) == 1:
        words = line_in_words(lines[0])
        return [f"{words[:1].upper()}{words[1:]}."]
    return [f"Line {number}: {line_in_words(line)}." for number, line in enumerate(lines, 1)]


def line_in_words(line: Sequence[Sign]) -> str:
    """Spell a line digit by digit, such as "zero, two; third digit uncertain, seven or one; five"."""
    parts: list[str] = []
    said = [name(sign.value) for sign in line]
    for place in dashes("".join(sign.value or "?" for sign in line)):
        said[place] = DASH
    for doubtful, places in groupby(range(len(line)), key=lambda place: line[place].doubtful):
        if doubtful:
            parts += [_doubt(line, place) for place in places]
        else:
            parts.append(", ".join(said[place] for place in places if said[place] != SIGNS[""]))
    return "; ".join(parts) or NOT_A_NUMBER


def dashes(text: str) -> list[int]:
    """Find the dashes that are no minus: those that close an amount, and those between digits that are not subtracted.

    >>> dashes("250,-"), dashes("030-12"), dashes("-3"), dashes("7-3=4")
    ([4], [3], [], [])
    """
    minus = r"-(?= ?[0-9.,(])" if SUM.search(text) else r"(?<![0-9.,])-(?= ?[0-9.,(])"
    minuses = {match.start() for match in re.finditer(minus, text)}
    return [place for place, sign in enumerate(text) if sign == "-" and place not in minuses]


def name(value: str) -> str:
    """The name of a sign, or of several that stand together; letters, as in an ISBN or IBAN, are their own."""
    return NAMES.get(value) or " ".join(NAMES.get(sign, sign) for sign in value)


def _doubt(line: Sequence[Sign], place: int) -> str:
    """Announce a doubtful digit or sign by its place."""
    sign, before = line[place], sum(each.value not in SIGNS for each in line[:place])
    if sign.value in SIGNS:
        where = f"sign after the {_digit(before - 1)}" if before else f"sign before the {_digit(0)}"
    else:
        where = _digit(before)
    return f"{where} uncertain, {_choice([name(value) for value in (sign.value, *sign.others)])}"


def _digit(place: int) -> str:
    """A digit by its place, counted from 0."""
    return f"{ORDINALS[place]} digit" if place < len(ORDINALS) else f"digit {place + 1}"


def _choice(names: Sequence[str]) -> str:
    """Join names: "a", "a or b" or "a, b or c"."""
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def signs_of(text: str) -> tuple[Sign, ...]:
    """The signs of a text, none of them doubtful."""
    return tuple(Sign(sign) for sign in text)
