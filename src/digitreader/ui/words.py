"""The words of the pages about results: plain strings, which can be read aloud and tested."""

import re
import unicodedata
from collections.abc import Sequence

from digitreader.output.result import DigitResult, PageResult

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:<>&@])")
PARTED = re.compile(r"(?<=[:@])|(?<=www)(?=\.)|(?<=[-<>=~])(?=[-<>=])", re.IGNORECASE)  # before these places
JOINER = "\N{WORD JOINER}"  # without width
RESERVED = re.compile(r"(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]) *(\.|$)", re.IGNORECASE)  # devices, on Windows
NO_BREAK = "\N{NO-BREAK SPACE}"
NOTHING_FOUND = "No digits were found. Fill the picture with the writing, and try dark ink on plain paper."
LONGEST_NAME = 80  # characters of the name of a download, without its ending


def percent(share: float) -> str:
    """A share, 0 to 1, as a percentage from "<1 %" to "99 %", rounded down: nothing is certain or impossible."""
    return f"<1{NO_BREAK}%" if share < 0.01 else f"{min(99, int(100 * share))}{NO_BREAK}%"


def count(number: int, thing: str) -> str:
    """A number and its noun: "1 line", "2 lines"."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def next_best(digit: DigitResult) -> str:
    """The likeliest other value of a digit, with its confidence: "1 (30 %)"."""
    return f"{digit.alternatives[0][0]} ({percent(digit.alternatives[0][1])})" if digit.alternatives else "none"


def doubt(digit: DigitResult, place: int, line: int | None = None) -> str:
    """A digit to check, in words: "Digit 3 of line 1: 7 (62 % sure), maybe 1 (30 %)".

    place, line: where it stands, from 1; a line that is known, or the only one, is left out.
    """
    of = "" if line is None else f" of line {line}"
    other = f", maybe {next_best(digit)}" if digit.alternatives else ""
    return f"Digit {place}{of}: {digit.value} ({percent(digit.confidence)} sure){other}"


def digit_cell(digit: DigitResult, read: DigitResult) -> str:
    """Markdown for the cell of a digit: its value, and either what was read before a correction or "check"."""
    if digit.value != read.value:
        return f"**{digit.value}** (read{NO_BREAK}{read.value})"
    return f"**{digit.value}** ?{NO_BREAK}check" if digit.doubtful else f"**{digit.value}**"


def differing(read: str, text: str) -> str:
    """Markdown for a corrected text, changed digits in bold; plain where its length has changed."""
    if len(read) != len(text):
        return text
    signs = zip(text, read, strict=True)
    return "".join(sign if sign == old else f"**{sign}**" for sign, old in signs).replace("****", "")


def marked(page: PageResult) -> list[str]:
    """Markdown for the lines with doubtful digits; those have a coloured background and a question mark."""
    return [
        "".join(f":orange-background[{digit.value}?]" if digit.doubtful else digit.value for digit in line.digits)
        for line in page.lines
        if line.doubts
    ]


def amount(page: PageResult) -> str:
    """How much was read: "5 digits in 2 lines"."""
    return f"{count(sum(map(len, page.texts)), 'digit')} in {count(len(page.texts), 'line')}"


def summary(pages: Sequence[PageResult]) -> str:
    """One or two sentences about all results."""
    failed = sum(bool(page.error) for page in pages)
    doubts = sum(page.doubts for page in pages)
    read = f"{count(len(pages) - failed, 'photo')} read"
    if failed:
        read += f", {count(failed, 'file')} not read (see below)"
    return f"{read}. {count(doubts, 'digit')} to check." if doubts else f"{read}."


def plain(name: str) -> str:
    """The name of a file, escaped so that Markdown shows it as it is: no link, address, icon, colour or arrow.

    Markdown finds addresses and icons in escaped text, too, so a sign without width parts them.
    """
    shown = "".join(sign if sign.isprintable() else "?" for sign in name)
    return MARKDOWN.sub(r"\\\1", PARTED.sub(JOINER, shown))


def download_name(name: str, ending: str = "txt") -> str:
    """A file name for a download, safe on every system: "my photo.txt" for "my photo.JPG"."""
    stem = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    stem = stem.rsplit(".", 1)[0] if "." in stem.strip(".") else stem
    stem = re.sub(r"[^\w .()-]", "_", stem)[:LONGEST_NAME].strip(" .")
    if RESERVED.match(stem):
        stem = f"_{stem}"
    return f"{stem or 'digits'}.{ending}"
