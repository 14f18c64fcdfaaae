"""What is asked before a picture is decoded: its kind, size and cost, as its header says them."""

from collections.abc import Callable

from PIL import Image

from digitreader.errors import EmptyUpload, TooLarge, TooSmall, UnknownFormat
from digitreader.intake.file_type import HEIC, JPEG, PNG, SAVE_AS, detect_file_type
from digitreader.intake.header import Header, damaged
from digitreader.intake.heic import heic_header
from digitreader.intake.jpeg import jpeg_header
from digitreader.intake.png import png_header
from digitreader.settings.intake import PhotoSettings

READERS: dict[str, Callable[[bytes, PhotoSettings], Header]] = {
    JPEG.name: jpeg_header,
    PNG.name: png_header,
    HEIC.name: heic_header,
}
SMALLER = "Save it smaller, or crop it to the writing."


def checked_header(data: bytes, settings: PhotoSettings) -> Header:
    """Read what a file says about itself, and refuse it if decoding would be useless or cost too much.

    Raises:
        ReadError: it is empty, no photo by its first bytes, too small or too large, takes too long, or is incomplete.
    """
    header = _header(data, settings)
    _check_size(header, settings)
    _check_cost(header, settings)
    if not header.sanitized:
        raise damaged()
    return header


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
        raise UnknownFormat(f"{what}. Save it as {SAVE_AS} and upload that.")
    return READERS[kind](data, settings)


def _check_size(header: Header, settings: PhotoSettings) -> None:
    """Refuse a picture with too few or too many pixels, or of a shape that holds no writing."""
    width, height = header.upright
    if min(width, height) < settings.min_side:
        raise TooSmall(
            f"This picture has only {width} x {height} pixels. Upload one with at least "
            f"{settings.min_side} pixels on each side."
        )
    most = {PNG.name: Image.MAX_IMAGE_PIXELS or settings.max_pixel_bytes, HEIC.name: settings.max_heic_pixels}
    pixels = most.get(header.kind, settings.max_pixels)  # Pillow's warning of bombs is an error here
    if max(width, height) > settings.max_side or width * height > pixels:
        raise TooLarge(
            f"This picture has {width} x {height} pixels; at most {pixels / 1e6:.0f} million can be read. {SMALLER}"
        )
    if min(width, height) * settings.working_side < settings.min_side * max(width, height):
        raise TooSmall(
            f"This picture is too long and narrow to hold writing: {width} x {height} pixels. "
            "Upload the whole photo, or crop it to the writing."
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
