"""A PDF -> its pages as pictures, one at a time, each drawn in a process that may fail alone."""

import io
import struct
import subprocess
import sys
import threading

from PIL import Image

from digitreader.errors import DamagedPhoto, Locked, ReadError, UnknownFormat
from digitreader.intake import pdf_child as pdfium

PAGE_SIDE = 2_500  # pixels; a page of A4 at 214 dots an inch, a little more than the pipeline works with
MOST_PAGES = 100  # more results than that a session does not keep
PATIENCE = 20  # seconds for one page, on a busy machine
SIGXCPU = 24  # what ends a process that works longer than pdfium.MOST_SECONDS
QUALITY = 95  # of the JPEG; thin strokes stay clean

DAMAGED = "This PDF is damaged or was cut short. Save it again, or upload its pages as photos."
LOCKED = "This PDF is protected by a password. Save a copy without one, or upload its pages as photos."
TOO_SLOW = "This page of the PDF takes too long to draw. Upload it as a photo: a screenshot will do."
MISSING = "PDFs cannot be read here: pypdfium2 is missing. `pip install 'digitreader[app]'` brings it."

_one_at_a_time = threading.Lock()  # one process beside the app, however many visitors have PDFs


def count_pages(data: bytes) -> int:
    """Return how many pages a PDF has.

    Raises:
        ReadError: it is damaged or protected; the text says so.
    """
    answer = _ask(data)
    if not answer.isdigit() or not int(answer):
        raise DamagedPhoto(DAMAGED)
    return int(answer)


def draw_page(data: bytes, page: int) -> bytes:
    """Return a page as a JPEG whose longer side has PAGE_SIDE pixels.

    Args:
        data: the PDF.
        page: its number, from 0.

    Raises:
        ReadError: the page is damaged, or takes more memory or time than one may.
    """
    answer = _ask(data, str(page), str(PAGE_SIDE))
    start = pdfium.SIZES.size
    try:
        width, height, row = pdfium.SIZES.unpack(answer[:start])
        image = Image.frombuffer("RGB", (width, height), answer[start:], "raw", "RGB", row, 1)
    except (ValueError, struct.error) as error:
        raise DamagedPhoto(DAMAGED) from error
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=QUALITY)
    return stream.getvalue()


def _ask(data: bytes, *question: str) -> bytes:
    """Return what PDFium answers, in its own process."""
    command = [sys.executable, "-m", pdfium.__name__, *question]
    with _one_at_a_time:
        try:
            done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired as error:
            raise DamagedPhoto(TOO_SLOW) from error
    if done.returncode:
        raise _refusal(done.returncode)
    return done.stdout


def _refusal(status: int) -> ReadError:
    """Return the error that an exit status means."""
    if status == pdfium.LOCKED:
        return Locked(LOCKED)
    if status == pdfium.MISSING:
        return UnknownFormat(MISSING)
    return DamagedPhoto(TOO_SLOW if -status == SIGXCPU else DAMAGED)
