"""An upload -> the photos in it: one photo, the pictures of a ZIP file or the pages of a PDF.

Nothing is unpacked before its turn. What a file is, its first bytes say, not its name.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Literal

from digitreader.intake import file_type, pdf, zip_listing, zipped
from digitreader.intake.pdf_budget import PdfBudget
from digitreader.intake.sandbox import never
from digitreader.settings.intake import NameSettings, PdfSettings, ZipSettings

Container = Literal["photo", "zip", "pdf"]
PACKING, DRAWING, NAMES = ZipSettings(), PdfSettings(), NameSettings()
CONTAINERS: dict[str, Container] = {file_type.ZIP: "zip", file_type.EMPTY_ZIP: "zip", file_type.PDF: "pdf"}


@dataclass(frozen=True)
class Part:
    """A photo that was uploaded, alone or in a file with others.

    name: what the visitor knows it by. kind: of the file that holds it. index: its place in there. refusal: why it
    cannot be read, in plain words, or nothing. budget: what the pages of its PDF may take together.
    """

    name: str
    kind: Container = "photo"
    index: int = 0
    refusal: str = ""
    budget: PdfBudget | None = field(default=None, compare=False, repr=False)


def container_of(data: bytes) -> Container:
    """Tell a ZIP file and a PDF by their first bytes; anything else counts as a photo, for `open_photo` to judge."""
    return CONTAINERS.get(file_type.detect_file_type(data), "photo")


def list_parts(
    name: str,
    data: bytes,
    packing: ZipSettings = PACKING,
    drawing: PdfSettings = DRAWING,
    given_up: Callable[[], bool] = never,
) -> tuple[Part, ...]:
    """List the photos in a file, in its order, without decoding any.

    Args:
        name: the file's name, of any kind.
        data: its bytes.
        packing: what is taken out of a ZIP file.
        drawing: what is drawn of a PDF.
        given_up: asked several times a second; once it is true, the work is dropped.

    Raises:
        ReadError: it is a ZIP file or a PDF, and cannot be opened.
        GivenUp: nobody wants the list any more.
    """
    kind = container_of(data)
    if kind == "zip":
        members = zip_listing.list_members(data, packing)
        found = [Part(f"{name}/{m.name}" if m.name else name, kind, m.index, m.refusal) for m in members]
    elif kind == "pdf":
        found = _pages(name, pdf.count_pages(data, drawing, given_up), drawing)
    else:
        found = [Part(name)]
    return tuple(replace(part, name=printable(part.name)) for part in found)


def take_out(
    data: bytes,
    part: Part,
    packing: ZipSettings = PACKING,
    drawing: PdfSettings = DRAWING,
    given_up: Callable[[], bool] = never,
) -> bytes:
    """Take one photo out of a file, as bytes for `open_photo`.

    Args:
        data: the file.
        part: one that list_parts found in it.
        packing: as for list_parts.
        drawing: as for list_parts.
        given_up: as for list_parts.

    Raises:
        ReadError: it cannot be unpacked; the text says why.
        GivenUp: nobody wants the photo any more.
    """
    if part.kind == "zip":
        return zipped.unpack(data, part.index, packing)
    if part.kind == "pdf":
        return pdf.draw_page(data, part.index, drawing, part.budget, given_up)
    return data


def printable(name: str, settings: NameSettings = NAMES) -> str:
    """Put a question mark for each character that cannot be shown, and shorten a very long name in its middle."""
    shown = "".join(sign if sign.isprintable() else "?" for sign in name)
    half = settings.longest // 2
    return shown if len(shown) <= settings.longest else f"{shown[: half - 1]}…{shown[-half:]}"


def _pages(name: str, count: int, drawing: PdfSettings) -> list[Part]:
    """Name the pages of a PDF: its second one is "scan (page 2).pdf"."""
    path = PurePosixPath(name)
    stem, end = name.removesuffix(path.suffix), path.suffix
    most, budget = drawing.max_pages, PdfBudget(drawing)
    if count == 1:
        return [Part(name, "pdf", budget=budget)]
    pages = [Part(f"{stem} (page {page + 1}){end}", "pdf", page, "", budget) for page in range(min(count, most))]
    if left := max(count - most, 0):
        more = "1 more page" if left == 1 else f"{left} more pages"
        refusal = f"Of one PDF {most} pages are read; {more} left out. Split it, and upload the rest."
        pages.append(Part(name, "pdf", -1, refusal))
    return pages
