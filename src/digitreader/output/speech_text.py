"""Lines as words to be spoken, digit by digit, with the doubtful ones announced."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from digitreader.settings.decision import DoubtSettings

ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
NAMES = {str(value): name for value, name in enumerate(DIGITS)}
NOT_A_NUMBER = "not a number"
NOTHING = "No digits were found."


@dataclass(frozen=True)
class Sign:
    """A sign of a line, usually a digit.

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
    for doubtful, signs in groupby(enumerate(line), key=lambda placed: placed[1].doubtful):
        if doubtful:
            parts += [_doubt(place, sign) for place, sign in signs]
        else:
            parts.append(", ".join(name(sign.value) for _, sign in signs))
    return "; ".join(parts) or NOT_A_NUMBER


def name(value: str) -> str:
    """The name of a sign; letters, as in an ISBN or IBAN, are their own."""
    return NAMES.get(value, value)


def _doubt(place: int, sign: Sign) -> str:
    """Announce a doubtful sign by its place, counted from 0."""
    where = f"{ORDINALS[place]} digit" if place < len(ORDINALS) else f"digit {place + 1}"
    return f"{where} uncertain, {_choice([name(value) for value in (sign.value, *sign.others)])}"


def _choice(names: Sequence[str]) -> str:
    """Join names: "a", "a or b" or "a, b or c"."""
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def signs_of(text: str) -> tuple[Sign, ...]:
    """The signs of a text, none of them doubtful."""
    return tuple(Sign(sign) for sign in text)
