"""Pictures of lines with what they say: an archive of corrections, or any ZIP or folder with a labels.csv."""

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from digitreader.errors import DataError
from digitreader.escape_formula import escape_formula
from digitreader.numbers.alphabet import GAP, WRITTEN
from digitreader.output.corrections_archive import FORMAT, LABELS, NAME, VERSION
from digitreader.settings.adapt import AdaptSettings
from digitreader.training.data.archive import reason
from digitreader.training.data.labelled_files import ReadFile, opened_files, too_much

OTHER_SIGNS = {"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-", "\N{EM DASH}": "-", "\N{NO-BREAK SPACE}": GAP, "*": "×"}


@dataclass(frozen=True)
class LabelledPicture:
    """A picture of one line. name: its file's. text: its digits and signs. page: lines of one page share it."""

    name: str
    data: bytes
    text: str
    page: str


@dataclass(frozen=True)
class Labels:
    """What was found: pictures, each once, and sentences about rows that were left out."""

    pictures: tuple[LabelledPicture, ...]
    left_out: tuple[str, ...]


def read_line_labels(path: Path, settings: AdaptSettings) -> Labels:
    """Read a labels.csv and its pictures.

    Args:
        path: a folder or a ZIP archive. labels.csv has the columns file and text, and may have page; what is empty in
            text is no number. file is a path from where labels.csv lies.
        settings: how much is taken.

    Raises:
        DataError: it cannot be opened, is of another format or a newer version, or a row names no file in it.
    """
    with opened_files(path, settings) as read:
        _check_version(path, read)
        rows = _rows(path, read, settings)
        found: dict[bytes, LabelledPicture] = {}
        left_out, total = [], 0
        for file, text, page in rows:
            signs = _signs(text)
            if signs is None:
                left_out.append(f"{file}: “{text[:40]}” has other signs than digits and {WRITTEN[10:].strip()}")
                continue
            data = read(file)
            if (total := total + len(data)) > settings.archive.max_bytes_in_all:
                raise DataError(f"{path}: {too_much(settings)}")
            found.setdefault(data, LabelledPicture(file, data, signs, page or file))
    return Labels(tuple(found.values()), tuple(left_out))


def _check_version(path: Path, read: ReadFile) -> None:
    """Refuse an archive of corrections of a version that is not known here."""
    try:
        version = json.loads(read(FORMAT))
    except (DataError, ValueError):
        return  # a folder or an archive of somebody's own
    if isinstance(version, dict) and version.get("format") == NAME and version.get("version") != VERSION:
        raise DataError(f"{path}: is of version {version.get('version')}. Install a newer Digit Reader to read it.")


def _rows(path: Path, read: ReadFile, settings: AdaptSettings) -> list[tuple[str, str, str]]:
    """The rows of labels.csv: (file, text, page)."""
    where = f"{path}: {LABELS}"
    try:
        table = csv.DictReader(io.StringIO(read(LABELS).decode("utf-8-sig"), newline=""))
        columns = set(table.fieldnames or ())
        rows = [_row(row) for row in table if "text" in columns]
    except (csv.Error, ValueError, KeyError) as error:
        raise DataError(
            f"{where} cannot be read ({reason(error)}). Save it as CSV in UTF-8, with file and text."
        ) from error
    if "label" in columns and "text" not in columns:
        raise DataError(f"{path}: holds single digits, not lines. `digitreader train --extra` learns from it.")
    if not rows:
        raise DataError(f"{where} names no line. Give it the columns file and text, and a row for each picture.")
    if len(rows) > settings.most_lines:
        raise DataError(f"{where} has {len(rows):,} rows; at most {settings.most_lines:,} are learnt from. Split it.")
    for file, _, _ in rows:
        parts = PurePosixPath(file)
        if not file or parts.is_absolute() or ".." in parts.parts:
            raise DataError(f"{where}: {file[:80]!r} is no file beside it. Name pictures by their path from {LABELS}.")
    return rows


def _row(row: dict[str, str]) -> tuple[str, str, str]:
    """(file, text, page) of a row; what is missing is empty."""
    return (row["file"] or "").replace("\\", "/"), row["text"] or "", row.get("page") or ""


def _signs(text: str) -> str | None:
    """A label's digits and signs as the networks know them; None if it has others."""
    plain = text[1:] if text.startswith("'") and escape_formula(text[1:]) == text else text
    signs = " ".join("".join(OTHER_SIGNS.get(sign, sign) for sign in plain).split())
    return signs if set(signs) <= set(WRITTEN) else None
