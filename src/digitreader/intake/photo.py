"""The one gate: bytes -> Photo. Nothing else in the project decodes a visitor's picture.

Cheap checks come first (before_decoding.py). Only then is a sanitized copy decoded, without comments, profiles, EXIF
and further frames.
"""

import io
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from digitreader.errors import Busy
from digitreader.geometry import Box
from digitreader.intake.before_decoding import checked_header
from digitreader.intake.file_type import HEIC
from digitreader.intake.header import Header, damaged
from digitreader.intake.heic import BUSY, decode_heic
from digitreader.intake.pixels import Pixels, in_rgb, upright
from digitreader.settings.intake import PhotoSettings

USUAL = PhotoSettings()
decoders = threading.BoundedSemaphore(USUAL.max_decoders)


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


def open_photo(data: bytes, settings: PhotoSettings = USUAL) -> Photo:
    """Decode an upload: turned upright, on white, no larger and no smaller than is useful.

    Args:
        data: the bytes of a file of one of PHOTO_FORMATS, whatever its name says.
        settings: what it may cost, and the size it is worked on.

    Raises:
        ReadError: one of its subclasses says in plain words what is wrong with the upload.
    """
    header = checked_header(data, settings)
    with _turn_to_decode(settings):
        rgb, size = _decode(header, settings)
        scale = _useful_scale(rgb.shape[1], rgb.shape[0], settings)
        if scale != 1.0:
            how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
            rgb = np.asarray(cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=how), np.uint8)
        grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
    return Photo(rgb, grey, rgb.shape[1] / size[0], size)


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
    if header.kind == HEIC.name:
        return decode_heic(header.sanitized, settings)
    try:
        with Image.open(io.BytesIO(header.sanitized), formats=(header.kind,)) as image:
            if image.size != header.size:
                raise damaged()
            image.draft("RGB", _reduced(header.size, settings))
            image.load()
            return upright(in_rgb(image, settings), header.exif_orientation), header.upright
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
