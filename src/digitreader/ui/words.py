"""The words of the pages about results: plain strings, which can be read aloud and tested."""

import re
import unicodedata
from collections.abc import Sequence

from digitreader.numbers.alphabet import GAP
from digitreader.output.marks import DigitResult, SignResult
from digitreader.output.result import PageResult
from digitreader.output.speech_text import name

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:<>&@])")
PARTED = re.compile(r"(?<=[:@])|(?<=www)(?=\.)|(?<=[-<>=~])(?=[-<>=])", re.IGNORECASE)  # before these places
JOINER = "\N{WORD JOINER}"  # without width
RESERVED = re.compile(r"(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]) *(\.|$)", re.IGNORECASE)  # devices, on Windows
Mark = DigitResult | SignResult
SHOWN_GAP = "\N{OPEN BOX}"
NO_BREAK = "\N{NO-BREAK SPACE}"
NOTHING_FOUND = "No digits were found. Fill the picture with the writing, and try dark ink on plain paper."
LONGEST_NAME = 80  # characters of the name of a download, without its ending


def percent(share: float) -> str:
    """A share, 0 to 1, as a percentage from "<1 %" to "99 %", rounded down: nothing is certain or impossible."""
    return f"<1{NO_BREAK}%" if share < 0.01 else f"{min(99, int(100 * share))}{NO_BREAK}%"


def count(number: int, thing: str) -> str:
    """A number and its noun: "1 line", "2 lines"."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def next_best(mark: Mark) -> str:
    """The likeliest other value of a digit or sign, with its confidence: "1 (30 %)", "comma (30 %)"."""
    if not mark.alternatives:
        return "none"
    value, share = mark.alternatives[0]
    return f"{sign_name(value) if isinstance(mark, SignResult) else value} ({percent(share)})"


def doubt(mark: Mark, place: int, line: int | None = None) -> str:
    """A digit or sign to check, in words: "Digit 3 of line 1: 7 (62 % sure), maybe 1 (30 %)".

    place: of a digit, from 1; of a sign, how many digits stand before it. line: from 1; None if it is known, or the
    only one.
    """
    of = "" if line is None else f" of line {line}"
    other = f", maybe {next_best(mark)}" if mark.alternatives else ""
    if not isinstance(mark, SignResult):
        return f"Digit {place}{of}: {mark.value} ({percent(mark.confidence)} sure){other}"
    where = f"After digit {place}" if place else "Before digit 1"
    return f"{where}{of}: {sign_name(mark.value)} ({percent(mark.confidence)} sure){other}"


def digit_cell(digit: DigitResult, read: DigitResult) -> str:
    """Markdown for the cell of a digit: its value, and either what was read before a correction or "check"."""
    if digit.value != read.value:
        return f"**{digit.value}** (read{NO_BREAK}{read.value})"
    return f"**{digit.value}** ?{NO_BREAK}check" if digit.doubtful else f"**{digit.value}**"


def sign_name(value: str) -> str:
    """The name of a sign; whether a dash is a minus, its line says."""
    return name(value).replace(name("-"), "dash")


def sign_cell(sign: SignResult) -> str:
    """Markdown for the cell of a sign: the sign, its name, and "check" if it is doubtful."""
    said = f"{sign_name(sign.value)}{f' ?{NO_BREAK}check' * sign.doubtful}"
    return f"**{plain(sign.value)}** {said}" if sign.value.strip() else said


def differing(read: str, text: str) -> str:
    """Markdown for a corrected text, changed digits and signs in bold; plain where its length has changed.

    Markdown makes nothing bold that begins with punctuation within a word, so a sign without width stands around it.
    """
    if len(read) != len(text):
        return plain(text)
    signs = [sign if sign.isdigit() else f"{JOINER}{plain(sign)}{JOINER}" for sign in text]
    changed = (sign if new == old else f"**{sign}**" for sign, new, old in zip(signs, text, read, strict=True))
    return "".join(changed).replace("****", "")


def marked(page: PageResult) -> list[str]:
    """Markdown for the lines with doubts; a doubtful digit or sign has a coloured background and a question mark."""
    return [
        "".join(
            f":orange-background[{plain(mark.value.replace(GAP, SHOWN_GAP))}?]" if mark.doubtful else plain(mark.value)
            for mark in line.marks
        )
        for line in page.lines
        if line.doubts
    ]


def amount(page: PageResult) -> str:
    """How much was read: "5 digits in 2 lines"."""
    return f"{count(sum(map(len, page.texts)), 'digit')} in {count(len(page.texts), 'line')}"


def summary(pages: Sequence[PageResult]) -> str:
    """One or two sentences about all results."""
    failed = sum(bool(page.error) for page in pages)
    doubts = sum(page.to_check for page in pages)
    read = f"{count(len(pages) - failed, 'photo')} read"
    if failed:
        read += f", {count(failed, 'file')} not read (see below)"
    return f"{read}. {count(doubts, 'number')} to check." if doubts else f"{read}."


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
