"""Lines of digits as words to be spoken: one digit after the other, doubts in their place."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

LIKELY = 0.1  # of a digit's probability; a less likely alternative is named only where no other is
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
NAMES = {str(value): name for value, name in enumerate(DIGITS)}
NO_NUMBER = "no number"
NOTHING = "No digits were found."


@dataclass(frozen=True)
class Sign:
    """One sign of a line, most often a digit.

    doubtful: a person should look at it. others: what else it may be, likeliest first.
    """

    value: str
    doubtful: bool = False
    others: tuple[str, ...] = ()


def likely(alternatives: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """Return which of (value, probability), likeliest first, are worth naming; the first one always is."""
    return tuple(value for place, (value, share) in enumerate(alternatives) if place == 0 or share >= LIKELY)


def sentences(lines: Sequence[Sequence[Sign]]) -> list[str]:
    """Return a sentence for each line, such as "Line 2: zero, two; third digit uncertain, seven or one.".

    Lines are announced where there are several; one without signs is no number. No line at all gives one sentence too.
    """
    if not lines:
        return [NOTHING]
    if len(lines) == 1:
        return [_ended(line_in_words(lines[0]))]
    return [f"Line {number}: {line_in_words(line)}." for number, line in enumerate(lines, 1)]


def line_in_words(line: Sequence[Sign]) -> str:
    """Return a line digit by digit, such as "zero, two; third digit uncertain, seven or one; five"."""
    parts: list[str] = []
    for doubtful, signs in groupby(enumerate(line), key=lambda placed: placed[1].doubtful):
        if doubtful:
            parts += [_doubt(place, sign) for place, sign in signs]
        else:
            parts.append(", ".join(name(sign.value) for _, sign in signs))
    return "; ".join(parts) or NO_NUMBER


def name(value: str) -> str:
    """Return what a sign is called; letters of an ISBN or IBAN call themselves."""
    return NAMES.get(value, value)


def _doubt(place: int, sign: Sign) -> str:
    """Return a doubtful sign, announced by its place, from 0 on."""
    where = f"{ORDINALS[place]} digit" if place < len(ORDINALS) else f"digit {place + 1}"
    return f"{where} uncertain, {_choice([name(value) for value in (sign.value, *sign.others)])}"


def _choice(names: Sequence[str]) -> str:
    """Return "a", "a or b" or "a, b or c"."""
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _ended(words: str) -> str:
    """Return words as a sentence."""
    return f"{words[:1].upper()}{words[1:]}."


def signs_of(text: str) -> tuple[Sign, ...]:
    """Return the signs of a text that nobody doubts."""
    return tuple(Sign(sign) for sign in text)
