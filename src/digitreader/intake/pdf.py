"""A PDF -> its pages as pictures, one at a time, each drawn in a process that may fail alone."""

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from PIL import Image

from digitreader.errors import Busy, DamagedPhoto, Locked, TooLarge, UnknownFormat
from digitreader.intake.pdf_budget import PdfBudget
from digitreader.intake.sandbox import (
    GLANCE,
    LIMITS_PROCESSOR,
    Answer,
    ChildFailed,
    ChildNotLoaded,
    ChildTimedOut,
    ChildTooLarge,
    ChildTooSlow,
    GivenUp,
    never,
    run_child,
)
from digitreader.settings.intake import PdfSettings

CHILD = Path(__file__).with_name("pdf_child.py")
USUAL = PdfSettings()
PASSWORD = 4  # PDFium's number for a document that needs one

DAMAGED = "This PDF is damaged or was cut short. Save it again, or upload its pages as photos."
LOCKED = "This PDF is protected by a password. Save a copy without one, or upload its pages as photos."
TOO_SLOW = "This page of the PDF takes too long to draw. Upload it as a photo: a screenshot will do."
TOO_HEAVY = "This page of the PDF is damaged or too large to draw. Upload it as a photo: a screenshot will do."
USED_UP = "The pages of this PDF take too long to draw. Upload this page as a photo: a screenshot will do."
BUSY = "The reader is busy with other PDFs. Try again in a moment."
MISSING = "PDFs cannot be read here: pypdfium2 is missing. `pip install 'digitreader[app]'` brings it."

_one_at_a_time = threading.Lock()  # one process beside the app, however many visitors have PDFs


def count_pages(data: bytes, settings: PdfSettings = USUAL, given_up: Callable[[], bool] = never) -> int:
    """Count the pages of a PDF.

    Raises:
        ReadError: it is damaged or protected; the text says so.
        GivenUp: nobody wants to know any more.
    """
    answer = _ask(data, settings, (), given_up).output
    if not answer.isdigit() or not int(answer):
        raise DamagedPhoto(DAMAGED)
    return int(answer)


def draw_page(
    data: bytes,
    page: int,
    settings: PdfSettings = USUAL,
    budget: PdfBudget | None = None,
    given_up: Callable[[], bool] = never,
) -> bytes:
    """Draw a page as a JPEG whose longer side has `settings.page_side` pixels.

    Args:
        data: the PDF.
        page: its number, from 0.
        settings: size and limits.
        budget: what all pages of this PDF may take together; a page alone if left out.
        given_up: asked several times a second; once it is true, the page is dropped.

    Raises:
        ReadError: the page is damaged, or takes more memory or time than one may.
        GivenUp: nobody wants the page any more.
    """
    budget = budget or PdfBudget(settings)
    if not budget.grant_page():
        raise TooLarge(USED_UP)
    spent = float(settings.limits.processor)  # unless it says that it took less, on a busy machine, too
    try:
        answer = _ask(data, settings, (page, settings.page_side), given_up)
        spent = answer.seconds
    except GivenUp:
        spent = 0.0
        raise
    finally:
        budget.spend(spent)
    return _as_jpeg(answer.output, settings)


def _as_jpeg(answer: bytes, settings: PdfSettings) -> bytes:
    """Save what the child drew."""
    try:
        *sizes, pixels = answer.split(b"\n", 3)
        width, height, row = map(int, sizes)
        image = Image.frombuffer("RGB", (width, height), pixels, "raw", "RGB", row, 1)
    except ValueError as error:
        raise DamagedPhoto(DAMAGED) from error
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=settings.jpeg_quality)
    return stream.getvalue()


def _ask(data: bytes, settings: PdfSettings, question: tuple[int, ...], given_up: Callable[[], bool]) -> Answer:
    """Ask PDFium in its own process, once it is this question's turn."""
    if find_spec("pypdfium2") is None:
        raise UnknownFormat(MISSING)
    with _turn(given_up):
        try:
            return run_child(CHILD, data, settings.limits, *question, given_up=given_up)
        except ChildTimedOut as error:
            raise (Busy(BUSY) if LIMITS_PROCESSOR else DamagedPhoto(TOO_SLOW)) from error
        except ChildTooSlow as error:
            raise DamagedPhoto(TOO_SLOW) from error
        except ChildNotLoaded as error:
            raise UnknownFormat(MISSING) from error
        except ChildTooLarge as error:
            raise TooLarge(TOO_HEAVY) from error
        except ChildFailed as error:
            if error.status < 0:  # PDFium ends by a signal where it gets no more memory
                raise TooLarge(TOO_HEAVY) from error
            raise (Locked(LOCKED) if error.status == PASSWORD else DamagedPhoto(DAMAGED)) from error


@contextmanager
def _turn(given_up: Callable[[], bool]) -> Iterator[None]:
    """Wait until no other PDF is asked."""
    while not _one_at_a_time.acquire(timeout=GLANCE):
        if given_up():
            raise GivenUp
    try:
        yield
    finally:
        _one_at_a_time.release()
