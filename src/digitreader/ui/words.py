"""The page's words about results: plain strings, so that they can be read aloud and tested."""

import re
import unicodedata
from collections.abc import Sequence

from digitreader.ui.reader import Result, SeenDigit

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:<>&@])")
PARTED = re.compile(r"(?<=[:@])|(?<=www)(?=\.)|(?<=[-<>=~])(?=[-<>=])", re.IGNORECASE)  # before these places
JOINER = "\N{WORD JOINER}"  # without width
RESERVED = re.compile(r"(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]) *(\.|$)", re.IGNORECASE)  # devices, on Windows
NO_BREAK = "\N{NO-BREAK SPACE}"
LONGEST_NAME = 80  # letters of a download's name


def percent(share: float) -> str:
    """Return a share of 1 in words, rounded down: nothing is quite sure, and nothing quite impossible."""
    return f"<1{NO_BREAK}%" if share < 0.01 else f"{min(99, int(100 * share))}{NO_BREAK}%"


def count(number: int, thing: str) -> str:
    """Return "1 line" or "2 lines"."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def next_best(digit: SeenDigit) -> str:
    """Return the likeliest other value of a digit, with its confidence."""
    return f"{digit.alternatives[0][0]} ({percent(digit.alternatives[0][1])})" if digit.alternatives else "none"


def doubt(digit: SeenDigit, result: Result) -> str:
    """Return a sentence about a digit to check, such as "Digit 3 of line 1: 7 (62 % sure), maybe 1 (30 %)"."""
    return place_doubt(digit, f" of line {digit.line}" if len(result.lines) > 1 else "")


def place_doubt(digit: SeenDigit, of: str = "") -> str:
    """Return the same of a digit in a line that is known: "Digit 3: 7 (62 % sure), maybe 1 (30 %)"."""
    other = f", maybe {next_best(digit)}" if digit.alternatives else ""
    return f"Digit {digit.place}{of}: {digit.value} ({percent(digit.confidence)} sure){other}"


def digit_cell(digit: SeenDigit, read: SeenDigit) -> str:
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


def marked(result: Result) -> list[str]:
    """Return the lines that hold doubtful digits, each such digit with a question mark on another ground (Markdown)."""
    lines = sorted({digit.line for digit in result.doubts})
    return [
        "".join(f":orange-background[{d.value}?]" if d.doubtful else d.value for d in result.digits if d.line == line)
        for line in lines
    ]


def amount(result: Result) -> str:
    """Return how much there is to read in a result."""
    return f"{count(sum(map(len, result.lines)), 'digit')} in {count(len(result.lines), 'line')}"


def summary(results: Sequence[Result]) -> str:
    """Return one sentence or two about all results."""
    failed = sum(bool(result.error) for result in results)
    doubts = sum(len(result.doubts) for result in results)
    read = f"{count(len(results) - failed, 'photo')} read"
    if failed:
        read += f", {count(failed, 'file')} not read (see below)"
    return f"{read}. {count(doubts, 'digit')} to check." if doubts else f"{read}."


def plain(name: str) -> str:
    """Return a file's name so that Markdown shows it as it is: no emphasis, link, address, icon, colour or arrow.

    Addresses and icons are found even where each sign is escaped, so a sign without width parts them.
    """
    shown = "".join(sign if sign.isprintable() else "?" for sign in name)
    return MARKDOWN.sub(r"\\\1", PARTED.sub(JOINER, shown))


def download_name(name: str, ending: str = "txt") -> str:
    """Return the name of a photo's text file, safe on every system: "my photo.JPG" gives "my photo.txt"."""
    stem = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    stem = stem.rsplit(".", 1)[0] if "." in stem.strip(".") else stem
    stem = re.sub(r"[^\w .()-]", "_", stem)[:LONGEST_NAME].strip(" .")
    if RESERVED.match(stem):
        stem = f"_{stem}"
    return f"{stem or 'digits'}.{ending}"
