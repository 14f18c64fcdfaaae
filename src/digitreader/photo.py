"""The one gate: bytes -> Photo. Nothing else in the project decodes a visitor's picture."""

import io
import struct
import warnings
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from digitreader.errors import DamagedPhoto, EmptyUpload, TooLarge, TooSmall, UnknownFormat
from digitreader.settings import Settings

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
OTHERS = {
    b"GIF8": "a GIF",
    b"BM": "a BMP",
    b"%PDF": "a PDF",
    b"II*\x00": "a TIFF",
    b"MM\x00*": "a TIFF",
    b"PK\x03\x04": "a ZIP file",
}
ORIENTATION = 0x0112  # the EXIF tag that says how the camera was held; TURNS sets each of its values upright
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = (5, 6, 7, 8)  # the values that swap width and height

Box = tuple[int, int, int, int]  # x, y, width, height


@dataclass(frozen=True, eq=False)
class Photo:
    """A decoded photo, upright and of a size the pipeline likes.

    rgb: uint8 (H, W, 3). grey: uint8 (H, W). scale: pixels here for one pixel of the original, upright photo.
    size: (width, height) of that original.
    """

    rgb: NDArray[np.uint8]
    grey: NDArray[np.uint8]
    scale: float
    size: tuple[int, int]

    def __post_init__(self) -> None:
        """Refuse pictures that do not belong together."""
        if self.rgb.shape != (*self.grey.shape, 3):
            raise ValueError(f"rgb {self.rgb.shape} and grey {self.grey.shape} are not one picture")

    def to_original(self, box: Box) -> Box:
        """Return a box of this photo in pixels of the original, upright photo."""
        x, y, width, height = (round(value / self.scale) for value in box)
        return x, y, max(width, 1), max(height, 1)


def open_photo(data: bytes, settings: Settings | None = None) -> Photo:
    """Return the photo that an upload holds: turned upright, on white, no larger and no smaller than is useful.

    Args:
        data: the bytes of a JPEG or PNG file, whatever its name says.
        settings: its limits; the usual ones if left out.

    Raises:
        ReadError: a child of it that says in the visitor's words what is wrong with the upload.
    """
    settings = settings or Settings()
    _check_bytes(data, settings)
    rgb, size = _decode(data, settings)
    scale = _useful_scale(rgb.shape[1], rgb.shape[0], settings)
    if scale != 1.0:
        how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        rgb = np.asarray(cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=how), np.uint8)
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
    return Photo(rgb, grey, rgb.shape[1] / size[0], size)


def _check_bytes(data: bytes, settings: Settings) -> None:
    """Refuse what is empty, too large or no JPEG or PNG by its first bytes."""
    if not data:
        raise EmptyUpload("This file is empty. Take or save the photo again and upload that.")
    if len(data) > settings.max_bytes:
        raise TooLarge(
            f"This file has {len(data) / 1e6:.0f} MB; at most {settings.max_bytes / 1e6:.0f} MB can be read. "
            "Save the photo smaller, or crop it to the writing."
        )
    if not data.startswith((JPEG, PNG)):
        kind = next((name for magic, name in OTHERS.items() if data.startswith(magic)), None)
        what = f"This is {kind}, not a photo we can read" if kind else "This is not a photo we can read"
        raise UnknownFormat(f"{what}. Save it as JPG or PNG and upload that.")


def _decode(data: bytes, settings: Settings) -> tuple[NDArray[np.uint8], tuple[int, int]]:
    """Return the decoded, upright picture, uint8 (H, W, 3), and the (width, height) of the whole photo."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # broken EXIF and ancillary chunks are not the visitor's business
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "MPO")) as image:
                _check_pixels(image.size, settings)
                size = image.size
                turn = _orientation(image)
                image.draft("RGB", _reduced(size, settings))
                upright = image.transpose(TURNS[turn]) if turn in TURNS else image
                return _as_rgb(_on_white(_eight_bits(upright))), size[::-1] if turn in SIDEWAYS else size
    except Image.DecompressionBombError as error:  # Pillow's own limit speaks before _check_pixels can
        raise TooLarge(
            f"This picture has far more than the {settings.max_pixels / 1e6:.0f} million pixels that can be read. "
            "Save it smaller, or crop it to the writing."
        ) from error
    except (OSError, SyntaxError, ValueError, struct.error, EOFError, KeyError) as error:
        raise DamagedPhoto(
            "This photo is damaged or was cut short. Take or save it again, and wait until the upload is complete."
        ) from error


def _check_pixels(size: tuple[int, int], settings: Settings) -> None:
    """Refuse pictures with too many or too few pixels, before they are decoded."""
    width, height = size
    if min(size) < settings.min_side:
        raise TooSmall(
            f"This picture has only {width} x {height} pixels. Upload one with at least "
            f"{settings.min_side} pixels on each side."
        )
    if max(size) > settings.max_side or width * height > settings.max_pixels:
        raise TooLarge(
            f"This picture has {width} x {height} pixels; at most {settings.max_pixels / 1e6:.0f} million can be read. "
            "Save it smaller, or crop it to the writing."
        )
    if min(size) * settings.working_side < settings.min_side * max(size):
        raise TooSmall(
            f"This picture is too long and narrow to hold writing: {width} x {height} pixels. "
            "Upload the whole photo, or crop it to the writing."
        )


def _orientation(image: Image.Image) -> int:
    """Return how the camera was held, 1 to 8 as in EXIF; 1 where the EXIF is broken, for the picture may be sound."""
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except (OSError, SyntaxError, ValueError, TypeError, struct.error, EOFError, KeyError):
        return 1


def _reduced(size: tuple[int, int], settings: Settings) -> tuple[int, int]:
    """Return the size to ask the JPEG decoder for: it may halve while three quarters of the working side are left."""
    factor = max(1.0, max(size) / (0.75 * settings.working_side))
    return max(1, int(size[0] / factor)), max(1, int(size[1] / factor))


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return a 16-bit picture in 8 bits by dividing; Pillow's own conversion clips it to white."""
    if not image.mode.startswith("I"):
        return image
    wide = np.asarray(image).astype(np.int64)
    return Image.fromarray((wide >> 8 if wide.max(initial=0) > 255 else wide).astype(np.uint8))


def _on_white(image: Image.Image) -> Image.Image:
    """Return a picture with transparency as it looks on white paper."""
    if image.mode not in ("RGBA", "LA", "PA", "La", "RGBa") and "transparency" not in image.info:
        return image
    layer = image.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(paper, layer)


def _as_rgb(image: Image.Image) -> NDArray[np.uint8]:
    """Return a picture's pixels, uint8 (H, W, 3); converting what is RGB already would copy it once more."""
    return np.asarray(image if image.mode == "RGB" else image.convert("RGB"))


def _useful_scale(width: int, height: int, settings: Settings) -> float:
    """Return by what a picture is resized: large ones down to the working side, tiny crops up, others not at all."""
    if max(width, height) > settings.working_side:
        return settings.working_side / max(width, height)
    wanted = min(settings.small_height / height, settings.small_width / width)
    return float(min(max(wanted, 1.0), settings.max_enlargement))
