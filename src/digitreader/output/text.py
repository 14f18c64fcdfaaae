"""A reading as plain text."""

from collections.abc import Iterable

from digitreader.output.result import PageResult
from digitreader.reading import Reading


def to_text(reading: Reading | PageResult) -> str:
    """Return the lines, each ended by a newline; empty when nothing was read."""
    return "".join(f"{line.text}\n" for line in reading.lines)


def heading(name: str) -> str:
    """Return the line that names a photo above its own lines, when there are several photos."""
    return f"== {''.join(sign if sign.isprintable() else '?' for sign in name)} ==\n"


def all_texts(named: Iterable[tuple[str, str]]) -> str:
    """Join the texts of several photos, each under its heading.

    Args:
        named: (file name, text as to_text gives it) of each photo.
    """
    return "".join(heading(name) + text for name, text in named)
