"""What a line is written with: digits, signs, and gaps between numbers."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

DIGITS = "0123456789"
SIGNS = ".,-/:+×÷=()%"
GAP = " "
WRITTEN = DIGITS + SIGNS + GAP

Digit = TypeVar("Digit")
Sign = TypeVar("Sign")


def among(digits: Sequence[Digit], signs: Iterable[tuple[int, Sign]]) -> list[Digit | Sign]:
    """Put signs among digits where they stand.

    signs: (how many digits stand before it, sign), from left to right.
    """
    parts: list[list[Digit | Sign]] = [[] for _ in range(len(digits) + 1)]
    for place, sign in signs:
        parts[place].append(sign)
    for part, digit in zip(parts, digits, strict=False):
        part.append(digit)
    return [each for part in parts for each in part]


def with_signs(digits: str, signs: Iterable[tuple[int, str]]) -> str:
    """Put signs among the digits of a text where they stand.

    >>> with_signs("1325400", [(2, "."), (5, ",")])
    '13.254,00'
    """
    return "".join(among(digits, signs))


def parted(written: str) -> tuple[str, list[tuple[int, str]]]:
    """Part a written text into its digits and its signs, as `with_signs` puts them together.

    >>> parted("-7.5")
    ('75', [(0, '-'), (1, '.')])
    """
    digits, signs = "", list[tuple[int, str]]()
    for sign in written:
        if sign in SIGNS + GAP:
            signs.append((len(digits), sign))
        else:
            digits += sign
    return digits, signs


def digits_of(text: str) -> str:
    """The digits of a text alone.

    >>> digits_of("13.254,00")
    '1325400'
    """
    return "".join(sign for sign in text if sign in DIGITS)
