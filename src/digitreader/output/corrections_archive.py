"""Corrected lines as an archive to adapt the line reader with: their pictures, and what a person says they say.

Its format, version 2: format.json names the format and its version; labels.csv has a row for each line, with the
columns file, text, read, page and photo; lines/ holds the pictures. text is empty where a person says that there is no
number. Lines of one photo share their page, so that none of them is held back while another is trained on. Version 1
held single tiles; `digitreader train --extra` reads it.
"""

import io
import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from digitreader.output.table import Row, Table, to_csv

FORMAT, LABELS, LINES = "format.json", "labels.csv", "lines/"
NAME, VERSION = "digitreader corrections", 2
COLUMNS = ("file", "text", "read", "page", "photo")


@dataclass(frozen=True)
class LabelledLine:
    """A line that a person checked.

    picture: a PNG of the line alone, as the photo shows it. text: what it says. read: what was read. page: the same for
    all lines of a photo. photo: the photo's name.
    """

    picture: bytes
    text: str
    read: str
    page: str
    photo: str


def corrections_zip(lines: Iterable[LabelledLine]) -> bytes:
    """Make the archive for `digitreader adapt`; the same lines give the same bytes, all dated 1980."""
    stream, rows = io.BytesIO(), list[Row]()
    with ZipFile(stream, "w") as archive:
        archive.writestr(ZipInfo(FORMAT), json.dumps({"format": NAME, "version": VERSION}) + "\n", ZIP_DEFLATED)
        for number, line in enumerate(lines, 1):
            file = f"{LINES}{number:04}.png"
            rows.append((file, *astuple(line)[1:]))
            archive.writestr(ZipInfo(file), line.picture, ZIP_STORED)
        archive.writestr(ZipInfo(LABELS), to_csv(Table(COLUMNS, rows)), ZIP_DEFLATED)
    return stream.getvalue()
