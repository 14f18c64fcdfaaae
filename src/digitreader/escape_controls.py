"""Keeps names from steering the terminal that they are shown in."""


def escape_controls(text: str) -> str:
    r"""Return the text on one line, with what is not printable as Python writes it in a string.

    >>> print(escape_controls("a\x1b[2J\nb.jpg"))
    a\x1b[2J\nb.jpg
    """
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)
