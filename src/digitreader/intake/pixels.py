"""The pixels of a decoded picture: RGB, on white paper, upright."""

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from digitreader.intake.header import SIDEWAYS
from digitreader.settings.intake import PhotoSettings

TRANSPARENT = ("RGBA", "LA", "PA", "La", "RGBa")
MIRRORED = {2: 1, 3: -1, 4: 0, 6: 1, 7: -1, 8: 0}  # by OpenCV: 1 left to right, 0 top to bottom, -1 both

Pixels = NDArray[np.uint8]


def in_rgb(image: Image.Image, settings: PhotoSettings) -> Pixels:
    """Convert a decoded picture to RGB on white, uint8 (H, W, 3), reduced by a whole factor if it is very large.

    A large picture is converted in strips, since a whole converted copy would take as much memory again.
    """
    width, height = image.size
    factor = max(1, max(width, height) // settings.working_side)
    if width * height <= settings.strip_above and factor == 1:
        return _as_rgb(image)
    rows = max(1, settings.strip_pixels // (width * factor)) * factor
    whole = np.empty((-(-height // factor), -(-width // factor), 3), np.uint8)
    for top in range(0, height, rows):
        strip = Image.fromarray(_as_rgb(image.crop((0, top, width, min(top + rows, height)))))
        small = np.asarray(strip.reduce(factor))
        whole[top // factor : top // factor + len(small)] = small
    return whole


def _as_rgb(image: Image.Image) -> Pixels:
    """Convert a picture to RGB as it looks on white paper, uint8 (H, W, 3)."""
    if image.mode.startswith("I"):
        return _from_sixteen_bits(image)
    if image.mode in TRANSPARENT or "transparency" in image.info:
        layer = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
    return np.asarray(image if image.mode == "RGB" else image.convert("RGB"))  # converting RGB would copy it


def _from_sixteen_bits(image: Image.Image) -> Pixels:
    """Shift 16 bits of grey down to 8; Pillow's own conversion clips them to white."""
    wide = np.asarray(image).astype(np.uint16)
    grey = (wide >> 8).astype(np.uint8)
    clear = image.info.get("transparency")
    if clear is not None:
        grey[wide == clear] = 255
    return np.repeat(grey[..., None], 3, axis=2)


def upright(rgb: Pixels, orientation: int) -> Pixels:
    """Turn and mirror a picture as its EXIF orientation says."""
    if orientation in SIDEWAYS:
        rgb = np.asarray(cv2.transpose(rgb), np.uint8)
    return np.asarray(cv2.flip(rgb, MIRRORED[orientation]), np.uint8) if orientation in MIRRORED else rgb
