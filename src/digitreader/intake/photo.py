"""The one gate: bytes -> Photo. Nothing else in the project decodes a visitor's picture.

Cheap checks come first: the first bytes (file_type.py), then sizes, frames, bits and scans from the headers (jpeg.py,
png.py, heic.py). Only then is a sanitized copy decoded, without comments, profiles, EXIF and further frames.
"""

import io
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from digitreader.errors import Busy, EmptyUpload, TooLarge, TooSmall, UnknownFormat
from digitreader.geometry import Box
from digitreader.intake.file_type import detect_file_type
from digitreader.intake.header import Header, damaged
from digitreader.intake.heic import BUSY, decode_heic, heic_header
from digitreader.intake.jpeg import jpeg_header
from digitreader.intake.pixels import Pixels, in_rgb, upright
from digitreader.intake.png import png_header
from digitreader.settings import PhotoSettings, Settings

READERS: dict[str, Callable[[bytes, PhotoSettings], Header]] = {
    "JPEG": jpeg_header,
    "PNG": png_header,
    "HEIC": heic_header,
}
SMALLER = "Save it smaller, or crop it to the writing."

decoders = threading.BoundedSemaphore(PhotoSettings().max_decoders)


@dataclass(frozen=True, eq=False)
class Photo:
    """A decoded photo, upright and of a size that suits the pipeline.

    rgb: uint8 (H, W, 3). grey: uint8 (H, W). scale: pixels here a pixel of the original, upright photo. size: (width,
    height) of that original.
    """

    rgb: Pixels
    grey: Pixels
    scale: float
    size: tuple[int, int]

    def __post_init__(self) -> None:
        """Refuse two pictures of different sizes."""
        if self.rgb.shape != (*self.grey.shape, 3):
            raise ValueError(f"rgb {self.rgb.shape} and grey {self.grey.shape} are not one picture")

    def to_original(self, box: Box) -> Box:
        """Scale a box of this photo to pixels of the original, upright photo."""
        x, y, width, height = (round(value / self.scale) for value in box)
        return Box(x, y, max(width, 1), max(height, 1))


def open_photo(data: bytes, settings: Settings | None = None) -> Photo:
    """Decode an upload: turned upright, on white, no larger and no smaller than is useful.

    Args:
        data: the bytes of a JPEG, PNG or HEIC file, whatever its name says.
        settings: its part `photo` is used; the usual one if left out.

    Raises:
        ReadError: one of its subclasses says in plain words what is wrong with the upload.
    """
    limits = (settings or Settings()).photo
    header = _header(data, limits)
    _check(header, limits)
    with _turn_to_decode(limits):
        rgb, size = _decode(header, limits)
        scale = _useful_scale(rgb.shape[1], rgb.shape[0], limits)
        if scale != 1.0:
            how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
            rgb = np.asarray(cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=how), np.uint8)
        grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
    return Photo(rgb, grey, rgb.shape[1] / size[0], size)


def _header(data: bytes, settings: PhotoSettings) -> Header:
    """Read what the file says about itself, unless it is empty, too large or no photo by its first bytes."""
    if not data:
        raise EmptyUpload("This file is empty. Take or save the photo again and upload that.")
    if len(data) > settings.max_bytes:
        raise TooLarge(
            f"This file has {len(data) / 1e6:.0f} MB; at most {settings.max_bytes / 1e6:.0f} MB can be read. "
            "Save the photo smaller, or crop it to the writing."
        )
    kind = detect_file_type(data)
    if kind not in READERS:
        what = f"This is {kind}, not a photo we can read" if kind else "This is not a photo we can read"
        raise UnknownFormat(f"{what}. Save it as JPG or PNG and upload that.")
    return READERS[kind](data, settings)


def _check(header: Header, settings: PhotoSettings) -> None:
    """Refuse a picture that is too small or too large, would take too long, or is incomplete."""
    _check_size(header, settings)
    _check_cost(header, settings)
    width, height = header.upright
    if min(width, height) * settings.working_side < settings.min_side * max(width, height):
        raise TooSmall(
            f"This picture is too long and narrow to hold writing: {width} x {height} pixels. "
            "Upload the whole photo, or crop it to the writing."
        )
    if not header.sanitized:
        raise damaged()


def _check_size(header: Header, settings: PhotoSettings) -> None:
    """Refuse a picture with too few or too many pixels."""
    width, height = header.upright
    if min(width, height) < settings.min_side:
        raise TooSmall(
            f"This picture has only {width} x {height} pixels. Upload one with at least "
            f"{settings.min_side} pixels on each side."
        )
    most = {"PNG": Image.MAX_IMAGE_PIXELS or settings.max_pixel_bytes, "HEIC": settings.max_heic_pixels}
    pixels = most.get(header.kind, settings.max_pixels)  # Pillow's warning of bombs is an error here
    if max(width, height) > settings.max_side or width * height > pixels:
        raise TooLarge(
            f"This picture has {width} x {height} pixels; at most {pixels / 1e6:.0f} million can be read. {SMALLER}"
        )


def _check_cost(header: Header, settings: PhotoSettings) -> None:
    """Refuse a picture that would take too much memory or time to decode."""
    width, height = header.upright
    if header.pixel_bytes > settings.max_pixel_bytes or header.decoder_bytes > settings.max_decoder_bytes:
        raise TooLarge(f"This picture has {width} x {height} pixels, more than can be read in its format. {SMALLER}")
    if header.scans > settings.max_scans or header.blocks_visited > settings.max_blocks_visited:
        raise TooLarge(
            f"This JPEG of {width} x {height} pixels goes over its picture {header.scans} times, which takes too long. "
            "Open it in a picture program, save it as an ordinary JPG and upload that."
        )


@contextmanager
def _turn_to_decode(settings: PhotoSettings) -> Iterator[None]:
    """Wait, for a while, until one of the decoders is free."""
    if not decoders.acquire(timeout=settings.decoding_wait):
        raise Busy(BUSY)
    try:
        yield
    except MemoryError as error:
        raise Busy(BUSY) from error
    finally:
        decoders.release()


def _decode(header: Header, settings: PhotoSettings) -> tuple[Pixels, tuple[int, int]]:
    """Decode a picture: uint8 (H, W, 3), upright, and the (width, height) of the whole photo."""
    if header.kind == "HEIC":
        return decode_heic(header.sanitized, settings)
    try:
        with Image.open(io.BytesIO(header.sanitized), formats=(header.kind,)) as image:
            if image.size != header.size:
                raise damaged()
            image.draft("RGB", _reduced(header.size, settings))
            image.load()
            return upright(in_rgb(image, settings.working_side), header.exif_orientation), header.upright
    except (OSError, SyntaxError, ValueError, struct.error, EOFError, KeyError, Image.DecompressionBombError) as error:
        raise damaged() from error


def _reduced(size: tuple[int, int], settings: PhotoSettings) -> tuple[int, int]:
    """The size to ask the JPEG decoder for; it reduces by 2, 4 or 8 and stays above that size."""
    factor = max(1.0, max(size) / (settings.draft_share * settings.working_side))
    return max(1, int(size[0] / factor)), max(1, int(size[1] / factor))


def _useful_scale(width: int, height: int, settings: PhotoSettings) -> float:
    """How much to resize a picture: large ones down to the working side, tiny crops up, others not at all."""
    if max(width, height) > settings.working_side:
        return settings.working_side / max(width, height)
    wanted = min(settings.small_height / height, settings.small_width / width)
    return float(min(max(wanted, 1.0), settings.max_enlargement))
