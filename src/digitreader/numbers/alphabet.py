"""What a line is written with: digits, signs, and gaps between numbers."""

DIGITS = "0123456789"
SIGNS = ".,-/:+×÷=()%"
GAP = " "
WRITTEN = DIGITS + SIGNS + GAP


def digits_of(text: str) -> str:
    """The digits of a text alone.

    >>> digits_of("13.254,00")
    '1325400'
    """
    return "".join(sign for sign in text if sign in DIGITS)
