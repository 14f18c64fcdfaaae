"""An upload -> the photos in it: one photo, the pictures of a ZIP file or the pages of a PDF.

Nothing is unpacked before its turn. What a file is, its first bytes say, not its name.
"""

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Literal

from digitreader.intake import file_type, pdf, zipped
from digitreader.settings import Settings

Container = Literal["photo", "zip", "pdf"]
CONTAINERS: dict[str, Container] = {file_type.ZIP: "zip", file_type.EMPTY_ZIP: "zip", file_type.PDF: "pdf"}
LONGEST_NAME = 120  # letters


@dataclass(frozen=True)
class Part:
    """A photo that was uploaded, alone or in a file with others.

    name: what the visitor knows it by. kind: of the file that holds it. index: its place in there. refusal: why it
    cannot be read, in plain words, or nothing.
    """

    name: str
    kind: Container = "photo"
    index: int = 0
    refusal: str = ""


def container_of(data: bytes) -> Container:
    """Tell a ZIP file and a PDF by their first bytes; anything else counts as a photo, for `open_photo` to judge."""
    return CONTAINERS.get(file_type.detect_file_type(data), "photo")


def list_parts(name: str, data: bytes, settings: Settings | None = None) -> tuple[Part, ...]:
    """List the photos in a file, in its order, without decoding any.

    Args:
        name: the file's name, of any kind.
        data: its bytes.
        settings: their parts `zip` and `pdf` say how much is taken; the usual ones if left out.

    Raises:
        ReadError: it is a ZIP file or a PDF, and cannot be opened.
    """
    settings, kind = settings or Settings(), container_of(data)
    if kind == "zip":
        members = zipped.list_members(data, settings.zip)
        found = [Part(f"{name}/{m.name}" if m.name else name, kind, m.index, m.refusal) for m in members]
    elif kind == "pdf":
        found = _pages(name, pdf.count_pages(data, settings.pdf), settings.pdf.max_pages)
    else:
        found = [Part(name)]
    return tuple(replace(part, name=printable(part.name)) for part in found)


def take_out(data: bytes, part: Part, settings: Settings | None = None) -> bytes:
    """Take one photo out of a file, as bytes for `open_photo`.

    Args:
        data: the file.
        part: one that list_parts found in it.
        settings: as for list_parts.

    Raises:
        ReadError: it cannot be unpacked; the text says why.
    """
    settings = settings or Settings()
    if part.kind == "zip":
        return zipped.unpack(data, part.index, settings.zip)
    return pdf.draw_page(data, part.index, settings.pdf) if part.kind == "pdf" else data


def printable(name: str) -> str:
    """Put a question mark for each character that cannot be shown, and shorten a very long name in its middle."""
    shown = "".join(sign if sign.isprintable() else "?" for sign in name)
    half = LONGEST_NAME // 2
    return shown if len(shown) <= LONGEST_NAME else f"{shown[: half - 1]}…{shown[-half:]}"


def _pages(name: str, count: int, most: int) -> list[Part]:
    """Name the pages of a PDF: its second one is "scan (page 2).pdf"."""
    path = PurePosixPath(name)
    stem, end = name.removesuffix(path.suffix), path.suffix
    if count == 1:
        return [Part(name, "pdf")]
    pages = [Part(f"{stem} (page {page + 1}){end}", "pdf", page) for page in range(min(count, most))]
    if left := max(count - most, 0):
        more = "1 more page" if left == 1 else f"{left} more pages"
        refusal = f"Of one PDF {most} pages are read; {more} left out. Split it, and upload the rest."
        pages.append(Part(name, "pdf", -1, refusal))
    return pages
