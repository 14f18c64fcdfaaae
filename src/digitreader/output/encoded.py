"""Pictures as JPEG and PNG: arrays in, bytes out."""

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

Picture = NDArray[np.uint8]

SHARP = 90  # JPEG quality of diagrams: thin lines stay clean
SMALL = 80  # JPEG quality of photos
PHOTO_SIDE = 1280  # pixels; sharp on a phone and on a desktop, about 150 kB
LINE_HEIGHT, LINE_WIDTH = 112, 1280  # pixels; large enough for tired eyes, 5 to 20 kB
PLAIN_HEIGHT, LEVELS = 96, 32  # pixels, and grey levels that are kept: fewer cost digits, more only room
TILE_ZOOM = 3  # times; browsers blur what they enlarge themselves


def jpeg(picture: Picture) -> bytes:
    """Encode a diagram, grey or RGB, as a JPEG with colours as sharp as brightness."""
    return _saved(Image.fromarray(picture), "JPEG", quality=SHARP, subsampling=0)


def png(picture: Picture) -> bytes:
    """Encode a picture as a PNG, without loss."""
    return _saved(Image.fromarray(picture), "PNG")


def photo_jpeg(rgb: Picture) -> bytes:
    """Encode a photo as a JPEG of at most 1280 pixels a side."""
    return _shrunk_jpeg(Image.fromarray(rgb), (PHOTO_SIDE, PHOTO_SIDE))


def line_jpeg(rgb: Picture) -> bytes:
    """Encode a cut out line as a JPEG 112 pixels high, or lower if the line is very long."""
    height, width = rgb.shape[:2]
    scale = min(LINE_HEIGHT / height, LINE_WIDTH / width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return _shrunk_jpeg(Image.fromarray(rgb).resize(size, Image.Resampling.BICUBIC), size)


def plain_line_png(grey: Picture) -> bytes:
    """Encode a cut out line in grey as a PNG to read again, at most 96 pixels high; 5 to 15 kB."""
    height, width = grey.shape
    scale = min(1.0, PLAIN_HEIGHT / height)
    image = Image.fromarray(grey).resize((max(1, round(width * scale)), round(height * scale)), Image.Resampling.BOX)
    step = 256 // LEVELS
    return png(np.asarray(image, np.uint8) // step * step)


def thumbnail(file: Path, size: tuple[int, int]) -> bytes:
    """Encode a picture that comes with the package as a JPEG, cut and shrunk to a (width, height)."""
    with Image.open(file) as image:
        image.draft("RGB", size)  # decodes no more than is shown, which the first visitor feels
        return _shrunk_jpeg(ImageOps.fit(image, size), size)


def tile_png(pixels: NDArray[np.float32]) -> bytes:
    """Encode a tile, float32 (28, 28) with 0 for paper and 1 for full ink, as a PNG with bright ink."""
    return png(_levels(pixels))


def enlarged_tile(pixels: NDArray[np.float32]) -> bytes:
    """Encode a tile as `tile_png` does, three times as large, with its pixels left visible."""
    return png(np.kron(_levels(pixels), np.ones((TILE_ZOOM, TILE_ZOOM), np.uint8)))


def _levels(pixels: NDArray[np.float32]) -> Picture:
    return np.rint(np.clip(pixels, 0, 1) * 255).astype(np.uint8)


def _shrunk_jpeg(image: Image.Image, most: tuple[int, int]) -> bytes:
    image.thumbnail(most)
    return _saved(image, "JPEG", quality=SMALL)


def _saved(image: Image.Image, kind: str, **options: int) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()
