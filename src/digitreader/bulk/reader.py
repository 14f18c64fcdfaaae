"""What a worker does: load the networks once, then read chunk after chunk."""

import threading
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import cv2

from digitreader.bulk.address import Address, opened
from digitreader.bulk.chunks import Chunk, Rows
from digitreader.bulk.credentials import without_secrets
from digitreader.bulk.rows import rows_of
from digitreader.decision.line_recognizer import LineRecognizer
from digitreader.decision.networks import fingerprint, load_networks
from digitreader.errors import DamagedPhoto, DigitReaderError, ModelError, why_unopened
from digitreader.intake.zipped import read_member
from digitreader.numbers.decimal_mark import Convention
from digitreader.output.from_reading import page_result
from digitreader.output.result import PageResult
from digitreader.reading import read_photo
from digitreader.recognition.classifier import Classifier
from digitreader.settings import Settings
from digitreader.settings.intake import ZipSettings

THREADS = 1  # a worker; there is a worker for each core, and more threads than cores lose time
_loading = threading.Lock()  # a Dask worker may have several threads, which share the networks


@dataclass(frozen=True)
class Reader:
    """Reads chunks with the networks that the run started with.

    model: their folder or file; None for the shipped ones. expected: their fingerprint.
    decimal: the decimal mark of the numbers.
    """

    model: Path | None
    expected: str
    decimal: Convention = "auto"

    def __call__(self, chunk: Chunk) -> Rows:
        """Return the rows of a chunk's photos.

        Raises:
            ModelError: this worker has no networks, or other ones.
        """
        with _loading:
            classifier, line_recognizer = _networks(self.model, self.expected)
        return tuple(row for photo in chunk.photos for row in _read(photo, self.decimal, classifier, line_recognizer))


@lru_cache(maxsize=1)
def _networks(model: Path | None, expected: str) -> tuple[Classifier, LineRecognizer]:
    """Load this process's networks."""
    cv2.setNumThreads(THREADS)
    networks = load_networks(model, THREADS)
    if fingerprint(model) != expected:
        raise ModelError("A worker has other networks than this run was begun with. Install the same version on both.")
    return networks


def _read(photo: Address, decimal: Convention, classifier: Classifier, line_recognizer: LineRecognizer) -> Rows:
    """Return the rows of one photo, or the row with its error: nothing stops the other photos."""
    settings = Settings()
    try:
        data = read_bytes(photo, settings.photo.max_bytes + 1)  # one more shows that it is too large
        page = page_result(photo.name, read_photo(data, classifier, settings, line_recognizer), decimal)
    except Exception as error:
        page = PageResult(photo.name, error=why_unread(error))
    return rows_of(page)


def read_bytes(photo: Address, most: int) -> bytes:
    """Return at most so many of a photo's bytes.

    Raises:
        ReadError: it cannot be taken out of its ZIP, or is larger there.
        OSError: it cannot be opened.
    """
    if not photo.member:
        with opened(photo.url) as file:
            return file.read(most)
    try:
        archive = _archive(photo.url)[0]
        return read_member(archive, archive.getinfo(photo.member), ZipSettings(max_bytes=most))
    except (BadZipFile, KeyError) as error:  # the ZIP was changed since it was listed
        raise DamagedPhoto("This photo is no longer in its ZIP as it was. Make the ZIP again.") from error


@lru_cache(maxsize=1)
def _archive(url: str) -> tuple[ZipFile, ExitStack]:
    """Open a ZIP and keep it open: neighbouring photos are mostly in the same one."""
    kept = ExitStack()
    return ZipFile(kept.enter_context(opened(url))), kept


def why_unread(error: Exception) -> str:
    """Say why a photo could not be read."""
    if isinstance(error, DigitReaderError):
        return str(error)
    if isinstance(error, OSError):
        return why_unopened(error)
    if isinstance(error, MemoryError):
        return "There was not enough memory to read this photo. Use fewer workers, or save it smaller."
    fault = without_secrets(f"{type(error).__name__}: {error}")
    return f"This photo could not be read, by a fault of this program ({fault})."
