"""The page's words about results: plain strings, so that they can be read aloud and tested."""

import re
import unicodedata
from collections.abc import Sequence

from digitreader.output.result import DigitResult, PageResult

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:<>&@])")
NO_BREAK = "\N{NO-BREAK SPACE}"
LONGEST_NAME = 80  # letters of a download's name


def percent(share: float) -> str:
    """Return a share of 1 in words, rounded down: nothing is quite sure, and nothing quite impossible."""
    return f"<1{NO_BREAK}%" if share < 0.01 else f"{min(99, int(100 * share))}{NO_BREAK}%"


def count(number: int, thing: str) -> str:
    """Return "1 line" or "2 lines"."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def next_best(digit: DigitResult) -> str:
    """Return the likeliest other value of a digit, with its confidence."""
    return f"{digit.alternatives[0][0]} ({percent(digit.alternatives[0][1])})" if digit.alternatives else "none"


def doubt(digit: DigitResult, place: int, line: int | None = None) -> str:
    """A sentence about a digit to check, such as "Digit 3 of line 1: 7 (62 % sure), maybe 1 (30 %)".

    place, line: where it stands, from 1; None leaves the line out, where it is known or the only one.
    """
    of = "" if line is None else f" of line {line}"
    other = f", maybe {next_best(digit)}" if digit.alternatives else ""
    return f"Digit {place}{of}: {digit.value} ({percent(digit.confidence)} sure){other}"


def digit_cell(digit: DigitResult, read: DigitResult) -> str:
    """Return a digit's cell in the table (Markdown): what it is, whether to check it, what it was read as before."""
    if digit.value != read.value:
        return f"**{digit.value}** (read{NO_BREAK}{read.value})"
    return f"**{digit.value}** ?{NO_BREAK}check" if digit.doubtful else f"**{digit.value}**"


def differing(read: str, text: str) -> str:
    """Return a text with what differs from what was read in bold (Markdown), as it is if their lengths differ."""
    if len(read) != len(text):
        return text
    signs = zip(text, read, strict=True)
    return "".join(sign if sign == old else f"**{sign}**" for sign, old in signs).replace("****", "")


def marked(page: PageResult) -> list[str]:
    """The lines that hold doubtful digits, each such digit with a question mark on another ground (Markdown)."""
    return [
        "".join(f":orange-background[{digit.value}?]" if digit.doubtful else digit.value for digit in line.digits)
        for line in page.lines
        if line.doubts
    ]


def amount(page: PageResult) -> str:
    """How much there is to read on a page."""
    return f"{count(sum(map(len, page.texts)), 'digit')} in {count(len(page.texts), 'line')}"


def summary(pages: Sequence[PageResult]) -> str:
    """One sentence or two about all pages."""
    failed = sum(bool(page.error) for page in pages)
    doubts = sum(page.doubts for page in pages)
    read = f"{count(len(pages) - failed, 'photo')} read"
    if failed:
        read += f", {count(failed, 'file')} not read (see below)"
    return f"{read}. {count(doubts, 'digit')} to check." if doubts else f"{read}."


def plain(name: str) -> str:
    """Return a file's name so that Markdown shows it as it is."""
    return MARKDOWN.sub(r"\\\1", "".join(sign if sign.isprintable() else "?" for sign in name))


def download_name(name: str, ending: str = "txt") -> str:
    """Return the name of a photo's text file, safe on every system: "my photo.JPG" gives "my photo.txt"."""
    stem = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    stem = stem.rsplit(".", 1)[0] if "." in stem.strip(".") else stem
    stem = re.sub(r"[^\w .()-]", "_", stem)[:LONGEST_NAME].strip(" .")
    return f"{stem or 'digits'}.{ending}"
