"""A reading as plain text."""

from collections.abc import Iterable

from digitreader.output.result import PageResult
from digitreader.reading import Reading


def to_text(reading: Reading | PageResult) -> str:
    """The lines as they were written, each ended by a newline; empty when nothing was read."""
    return f"{reading.written}\n" if reading.written else ""


def heading(name: str) -> str:
    """The line that names a photo above its own lines, when there are several photos."""
    return f"== {''.join(sign if sign.isprintable() else '?' for sign in name)} ==\n"


def all_texts(named: Iterable[tuple[str, str]]) -> str:
    """Join the texts of several photos, each under its heading.

    Args:
        named: (file name, text as to_text gives it) of each photo.
    """
    return "".join(heading(name) + text for name, text in named)
