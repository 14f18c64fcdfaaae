"""An upload -> the photos in it: one photo, the pictures of a ZIP file or the pages of a PDF.

Nothing is unpacked before its turn. What a file is, its first bytes say, not its name.
"""

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Literal

from digitreader.intake import file_type, pdf, zip_listing, zipped
from digitreader.settings import NameSettings, PdfSettings, ZipSettings

Container = Literal["photo", "zip", "pdf"]
PACKING, DRAWING, NAMES = ZipSettings(), PdfSettings(), NameSettings()
CONTAINERS: dict[str, Container] = {file_type.ZIP: "zip", file_type.EMPTY_ZIP: "zip", file_type.PDF: "pdf"}


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


def list_parts(
    name: str, data: bytes, packing: ZipSettings = PACKING, drawing: PdfSettings = DRAWING
) -> tuple[Part, ...]:
    """List the photos in a file, in its order, without decoding any.

    Args:
        name: the file's name, of any kind.
        data: its bytes.
        packing: what is taken out of a ZIP file.
        drawing: what is drawn of a PDF.

    Raises:
        ReadError: it is a ZIP file or a PDF, and cannot be opened.
    """
    kind = container_of(data)
    if kind == "zip":
        members = zip_listing.list_members(data, packing)
        found = [Part(f"{name}/{m.name}" if m.name else name, kind, m.index, m.refusal) for m in members]
    elif kind == "pdf":
        found = _pages(name, pdf.count_pages(data, drawing), drawing.max_pages)
    else:
        found = [Part(name)]
    return tuple(replace(part, name=printable(part.name)) for part in found)


def take_out(data: bytes, part: Part, packing: ZipSettings = PACKING, drawing: PdfSettings = DRAWING) -> bytes:
    """Take one photo out of a file, as bytes for `open_photo`.

    Args:
        data: the file.
        part: one that list_parts found in it.
        packing: as for list_parts.
        drawing: as for list_parts.

    Raises:
        ReadError: it cannot be unpacked; the text says why.
    """
    if part.kind == "zip":
        return zipped.unpack(data, part.index, packing)
    return pdf.draw_page(data, part.index, drawing) if part.kind == "pdf" else data


def printable(name: str, settings: NameSettings = NAMES) -> str:
    """Put a question mark for each character that cannot be shown, and shorten a very long name in its middle."""
    shown = "".join(sign if sign.isprintable() else "?" for sign in name)
    half = settings.longest // 2
    return shown if len(shown) <= settings.longest else f"{shown[: half - 1]}…{shown[-half:]}"


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
