"""Keeps names from steering the terminal that they are shown in."""


def escape_controls(text: str) -> str:
    r"""Put a text on one line, with unprintable characters written as in a Python string.

    >>> print(escape_controls("a\x1b[2J\nb.jpg"))
    a\x1b[2J\nb.jpg
    """
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)
