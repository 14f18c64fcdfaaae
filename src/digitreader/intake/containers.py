"""What was uploaded -> the photos in it: one photo, the pictures of a ZIP file or the pages of a PDF.

Nothing is unpacked before its turn comes, and what something is its first bytes say, not its name.
"""

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Literal

from digitreader.intake import pdf, zipped

Kind = Literal["photo", "zip", "pdf"]
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")  # with files, and without
PDF, PDF_WITHIN = b"%PDF-", 1024  # bytes; readers look for it there, as some programs write something before it
LONGEST_NAME = 120  # letters


@dataclass(frozen=True)
class Part:
    """A photo that was uploaded, alone or in a file with others.

    name: what the visitor knows it by. kind: of the file that holds it. index: its place in there. refusal: why it is
    not read, in the visitor's words, or nothing.
    """

    name: str
    kind: Kind = "photo"
    index: int = 0
    refusal: str = ""


def kind_of(data: bytes) -> Kind:
    """Return what a file is by its first bytes; what is neither a ZIP file nor a PDF is left to the gate for photos."""
    if data.startswith(ZIPS):
        return "zip"
    if PDF in data[:PDF_WITHIN] and not data.startswith(zipped.PICTURES):
        return "pdf"
    return "photo"


def list_parts(name: str, data: bytes) -> tuple[Part, ...]:
    """Return the photos that a file holds, in its order, without decoding any of them.

    Args:
        name: the file's name, of any kind.
        data: its bytes.

    Raises:
        ReadError: it is a ZIP file or a PDF, and cannot be opened.
    """
    kind = kind_of(data)
    if kind == "zip":
        found = [
            Part(f"{name}/{m.name}" if m.name else name, kind, m.index, m.refusal) for m in zipped.list_members(data)
        ]
    elif kind == "pdf":
        found = _pages(name, pdf.count_pages(data))
    else:
        found = [Part(name)]
    return tuple(replace(part, name=printable(part.name)) for part in found)


def take_out(data: bytes, part: Part) -> bytes:
    """Return one photo of a file, as bytes for the gate.

    Args:
        data: the file.
        part: one that list_parts found in it.

    Raises:
        ReadError: it cannot be unpacked; the text says why.
    """
    if part.kind == "zip":
        return zipped.unpack(data, part.index)
    return pdf.draw_page(data, part.index) if part.kind == "pdf" else data


def printable(name: str) -> str:
    """Return a name with a question mark for what cannot be shown; the middle of a very long one is left out."""
    shown = "".join(sign if sign.isprintable() else "?" for sign in name)
    half = LONGEST_NAME // 2
    return shown if len(shown) <= LONGEST_NAME else f"{shown[: half - 1]}…{shown[-half:]}"


def _pages(name: str, count: int) -> list[Part]:
    """Return the pages of a PDF, "scan (page 2).pdf" for its second one."""
    path = PurePosixPath(name)
    stem, end = name.removesuffix(path.suffix), path.suffix
    if count == 1:
        return [Part(name, "pdf")]
    pages = [Part(f"{stem} (page {page + 1}){end}", "pdf", page) for page in range(min(count, pdf.MOST_PAGES))]
    if count > pdf.MOST_PAGES:
        left = count - pdf.MOST_PAGES
        more = "1 more page" if left == 1 else f"{left} more pages"
        refusal = f"Of one PDF {pdf.MOST_PAGES} pages are read; {more} left out. Split it, and upload the rest."
        pages.append(Part(name, "pdf", -1, refusal))
    return pages
