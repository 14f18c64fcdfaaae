"""Makes small photos for the tests of the intake, and says what became of their colours."""

import io
import struct
import zlib

import numpy as np
from PIL import Image

from digitreader.intake.file_type import PNG
from digitreader.intake.header import ORIENTATION
from digitreader.intake.photo import Photo
from digitreader.settings.intake import PhotoSettings

AS_IT_IS = PhotoSettings(small_height=1, small_width=1)  # tiny test pictures are not enlarged
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def file_of(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def quarters() -> Image.Image:
    """A picture 64 wide and 32 high: red and green above, blue and white below."""
    corners = np.array([[RED, GREEN], [BLUE, WHITE]], np.uint8)
    return Image.fromarray(corners.repeat(16, axis=0).repeat(32, axis=1))


def corners(photo: Photo) -> list[tuple[int, ...]]:
    """The colours of the four quarters: above left, above right, below left, below right."""
    height, width = photo.grey.shape
    at = [(y, x) for y in (height // 4, 3 * height // 4) for x in (width // 4, 3 * width // 4)]
    return [tuple(int(v) for v in photo.rgb[y, x]) for y, x in at]


def with_orientation(value: int) -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION] = value
    return exif


def png_header(width: int, height: int, bits: int = 8, colour: int = 0) -> bytes:
    """A PNG that claims a size and holds no pixels."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return PNG.magic + struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body)) + b"\0\0\0\0IDAT"
