"""What a line is written with: digits, signs, and gaps between numbers."""

from collections.abc import Iterable

DIGITS = "0123456789"
SIGNS = ".,-/:+×÷=()%"
GAP = " "
WRITTEN = DIGITS + SIGNS + GAP


def with_signs(digits: str, signs: Iterable[tuple[int, str]]) -> str:
    """Put signs among the digits where they stand.

    signs: (how many digits stand before it, sign), from left to right.

    >>> with_signs("1325400", [(2, "."), (5, ",")])
    '13.254,00'
    """
    parts: list[list[str]] = [[] for _ in range(len(digits) + 1)]
    for place, sign in signs:
        parts[place].append(sign)
    return "".join(sign for part, digit in zip(parts, [*digits, ""], strict=True) for sign in (*part, digit))


def digits_of(text: str) -> str:
    """The digits of a text alone.

    >>> digits_of("13.254,00")
    '1325400'
    """
    return "".join(sign for sign in text if sign in DIGITS)
