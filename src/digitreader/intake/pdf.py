"""A PDF -> its pages as pictures, one at a time, each drawn in a process that may fail alone."""

import io
import threading
from importlib.util import find_spec
from pathlib import Path

from PIL import Image

from digitreader.errors import DamagedPhoto, Locked, UnknownFormat
from digitreader.intake.sandbox import ChildFailed, ChildNotLoaded, ChildTimedOut, ChildTooSlow, run_child
from digitreader.settings import PdfSettings

CHILD = Path(__file__).with_name("pdf_child.py")
USUAL = PdfSettings()
PASSWORD = 4  # PDFium's number for a document that needs one

DAMAGED = "This PDF is damaged or was cut short. Save it again, or upload its pages as photos."
LOCKED = "This PDF is protected by a password. Save a copy without one, or upload its pages as photos."
TOO_SLOW = "This page of the PDF takes too long to draw. Upload it as a photo: a screenshot will do."
MISSING = "PDFs cannot be read here: pypdfium2 is missing. `pip install 'digitreader[app]'` brings it."

_one_at_a_time = threading.Lock()  # one process beside the app, however many visitors have PDFs


def count_pages(data: bytes, settings: PdfSettings = USUAL) -> int:
    """Count the pages of a PDF.

    Raises:
        ReadError: it is damaged or protected; the text says so.
    """
    answer = _ask(data, settings)
    if not answer.isdigit() or not int(answer):
        raise DamagedPhoto(DAMAGED)
    return int(answer)


def draw_page(data: bytes, page: int, settings: PdfSettings = USUAL) -> bytes:
    """Draw a page as a JPEG whose longer side has `settings.page_side` pixels.

    Args:
        data: the PDF.
        page: its number, from 0.
        settings: size and limits.

    Raises:
        ReadError: the page is damaged, or takes more memory or time than one may.
    """
    answer = _ask(data, settings, page, settings.page_side)
    try:
        *sizes, pixels = answer.split(b"\n", 3)
        width, height, row = map(int, sizes)
        image = Image.frombuffer("RGB", (width, height), pixels, "raw", "RGB", row, 1)
    except ValueError as error:
        raise DamagedPhoto(DAMAGED) from error
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=settings.jpeg_quality)
    return stream.getvalue()


def _ask(data: bytes, settings: PdfSettings, *question: int) -> bytes:
    """Ask PDFium in its own process."""
    if find_spec("pypdfium2") is None:
        raise UnknownFormat(MISSING)
    with _one_at_a_time:
        try:
            return run_child(CHILD, data, settings.limits, *question)
        except (ChildTooSlow, ChildTimedOut) as error:
            raise DamagedPhoto(TOO_SLOW) from error
        except ChildNotLoaded as error:
            raise UnknownFormat(MISSING) from error
        except ChildFailed as error:
            raise (Locked(LOCKED) if error.status == PASSWORD else DamagedPhoto(DAMAGED)) from error
