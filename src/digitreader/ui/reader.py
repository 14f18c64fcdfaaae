"""The reader as the pages use it: the network loaded once, a photo in, a light result out."""

import ctypes
import io
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from PIL import Image

from digitreader.decision import networks
from digitreader.decision.line_recognizer import LineRecognizer
from digitreader.errors import ModelError, ReadError
from digitreader.geometry import Box
from digitreader.output.picture import annotate, line_picture
from digitreader.output.text import to_text
from digitreader.reading import Reading, read_photo
from digitreader.recognition.classifier import Classify

PICTURE_SIDE = 1280  # pixels; sharp on a phone and on a desktop, about 150 kB
PICTURE_QUALITY = 80  # of the JPEG
CROP_HEIGHT, CROP_WIDTH = 112, 1280  # pixels; a line to check, large enough for tired eyes, 5 to 20 kB
NOWHERE = Box(0, 0, 0, 0)
TILE_ZOOM = 3  # times; browsers blur what they enlarge themselves
M_MMAP_THRESHOLD, LARGE = -3, 4 << 20  # glibc's name for it in malloc.h; bytes
OUR_FAULT = "Something went wrong on our side while reading this photo. Try another photo of the same writing."

Loaded = TypeVar("Loaded")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SeenDigit:
    """A digit as the page shows it.

    number: its box on the picture. line, place: where it stands in the text. All three count from 1. alternatives:
    (value, confidence), likeliest first. tile: what the network saw, a PNG. box: (x, y, width, height) in pixels of the
    photo as it was sent, upright.
    """

    number: int
    line: int
    place: int
    value: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...]
    doubtful: bool
    tile: bytes
    box: Box = NOWHERE


@dataclass(frozen=True)
class Result:
    """What a session keeps of a photo: a few hundred kilobytes, no arrays.

    text: the lines, each ended by a newline. picture: the photo with numbered boxes, a JPEG. shape: width by height of
    the photo. error: why it could not be read, in the visitor's words, or nothing. crops: each line cut out of the
    photo, a JPEG. model: which network read, by the start of its SHA-256.
    """

    text: str = ""
    digits: tuple[SeenDigit, ...] = ()
    advice: tuple[str, ...] = ()
    picture: bytes = b""
    shape: float = 1.0
    error: str = ""
    crops: tuple[bytes, ...] = ()
    model: str = ""

    @property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.text.splitlines()

    @property
    def doubts(self) -> tuple[SeenDigit, ...]:
        """The digits a person should look at."""
        return tuple(digit for digit in self.digits if digit.doubtful)


@st.cache_resource(show_spinner=False)
def shared_networks() -> tuple[Classify, LineRecognizer]:
    """Return both networks, the shipped ones or what DIGITREADER_MODEL names, loaded once for all visitors.

    Raises:
        ModelError: its files are missing or are not the ones that were measured.
    """
    _give_back_large_arrays()
    return networks.default_networks()


def loaded(load: Callable[[], Loaded]) -> Loaded:
    """Return what a page cannot do without; where it cannot be loaded, say so and end the page there."""
    try:
        return load()
    except ModelError as error:
        st.error(f"The reader cannot start. {error}", icon=":material/error:")
        st.stop()


def _give_back_large_arrays() -> None:
    """Have the system's allocator give back a photo's arrays when they are let go, where it is glibc's.

    Fifty visitors within a minute then take 401 MB at most; with two heaps for all threads instead 514 MB. Giving back
    arrays of 1 MiB, too, saves nothing more and takes a tenth more of the processor's time.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE)


def read_file(data: bytes, networks: tuple[Classify, LineRecognizer]) -> Result:
    """Return what a file says, or why it cannot be read; never raises, so that the next file gets its turn."""
    try:
        classifier, line_recognizer = networks
        return light(read_photo(data, classifier, line_recognizer=line_recognizer), getattr(classifier, "version", ""))
    except ReadError as error:
        return Result(error=str(error))
    except Exception:
        log.exception("a photo of %d bytes could not be read", len(data))
        return Result(error=OUR_FAULT)


def light(reading: Reading, model: str = "") -> Result:
    """Return what the page shows of a reading, without its arrays; model: which network read."""
    height, width = reading.photo.grey.shape
    picture = _jpeg(annotate(reading), (PICTURE_SIDE, PICTURE_SIDE))
    crops = tuple(_crop(line_picture(reading, line)) for line in reading.lines)
    return Result(to_text(reading), seen(reading), reading.advice, picture, width / height, crops=crops, model=model)


def seen(reading: Reading) -> tuple[SeenDigit, ...]:
    """Return the digits of a reading as a page shows them."""
    places = [(line, place) for line, row in enumerate(reading.lines, 1) for place in range(1, len(row.digits) + 1)]
    return tuple(
        SeenDigit(
            number, line, place, digit.value, float(digit.confidence), digit.alternatives, bool(digit.doubtful),
            enlarged(digit.tile.pixels), reading.photo.to_original(digit.box),
        )
        for number, (digit, (line, place)) in enumerate(zip(reading.digits, places, strict=True), 1)
    )  # fmt: skip


def _crop(rgb: NDArray[np.uint8]) -> bytes:
    """Return a line as a JPEG of one height, whether it is written large or small, unless it is very long."""
    height, width = rgb.shape[:2]
    scale = min(CROP_HEIGHT / height, CROP_WIDTH / width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return _jpeg(np.asarray(Image.fromarray(rgb).resize(size, Image.Resampling.BICUBIC)), size)


def _jpeg(rgb: NDArray[np.uint8], most: tuple[int, int]) -> bytes:
    """Return a picture as a JPEG of so many pixels across and down at most."""
    image = Image.fromarray(rgb)
    image.thumbnail(most)
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=PICTURE_QUALITY)
    return stream.getvalue()


def enlarged(pixels: NDArray[np.float32]) -> bytes:
    """Return a tile, enlarged with its pixels left visible, as a PNG."""
    grey = np.rint(pixels * 255).astype(np.uint8)
    stream = io.BytesIO()
    Image.fromarray(np.kron(grey, np.ones((TILE_ZOOM, TILE_ZOOM), np.uint8))).save(stream, "PNG")
    return stream.getvalue()


def pixels_of(tile: bytes) -> NDArray[np.float32]:
    """Return the tile that was enlarged: float32 (28, 28), 0 is paper and 1 is full ink."""
    with Image.open(io.BytesIO(tile)) as image:
        return np.asarray(image, np.float32)[::TILE_ZOOM, ::TILE_ZOOM] / np.float32(255)
