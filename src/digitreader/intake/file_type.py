"""The photo formats that are read, and what any file is by its first bytes, whatever its name says."""

import re
from typing import NamedTuple


class PhotoFormat(NamedTuple):
    """A format of photos that is read. Its decoder stands in `READERS` of before_decoding.py.

    name: what `detect_file_type` calls it. label: what people call it. media_type: what programs call it. suffixes: of
    its files. magic: its first bytes; empty if they do not tell it.
    """

    name: str
    label: str
    media_type: str
    suffixes: tuple[str, ...]
    magic: bytes = b""


JPEG = PhotoFormat("JPEG", "JPG", "image/jpeg", ("jpg", "jpeg"), b"\xff\xd8\xff")
PNG = PhotoFormat("PNG", "PNG", "image/png", ("png",), b"\x89PNG\r\n\x1a\n")
HEIC = PhotoFormat("HEIC", "HEIC", "image/heic", ("heic", "heif"))  # known by its boxes
PHOTO_FORMATS = (JPEG, PNG, HEIC)
PHOTO_LABELS = ", ".join(kind.label for kind in PHOTO_FORMATS[:-1]) + f" or {PHOTO_FORMATS[-1].label}"
PHOTO_SUFFIXES = tuple(suffix for kind in PHOTO_FORMATS for suffix in kind.suffixes)
CONTAINER_SUFFIXES = ("pdf", "zip")
SAVE_AS = "JPG or PNG"  # what every picture program can write

ZIP, EMPTY_ZIP, PDF = "a ZIP file", "an empty ZIP file", "a PDF"
PICTURES = frozenset(kind.name for kind in PHOTO_FORMATS) | {
    *("a GIF", "a BMP", "a TIFF", "a WebP picture", "an AVIF picture", "a raw photo")
}
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
STILL_BRANDS = frozenset({b"mif1", b"msf1"})  # a still picture, of whatever coding the other brands name
AVIF_BRANDS = frozenset({b"avif", b"avis"})
OTHERS = (
    (b"GIF8", "a GIF"),
    (b"BM", "a BMP"),
    (b"%PDF", PDF),
    (b"II*\x00", "a TIFF"),
    (b"MM\x00*", "a TIFF"),
    (b"II+\x00", "a TIFF"),
    (b"MM\x00+", "a TIFF"),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", EMPTY_ZIP),
    (b"8BPS", "a Photoshop file"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"\x00\x00\x02\x00", "a mouse pointer"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL picture"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\x1a\x45\xdf\xa3", "a video"),
    (b"\x00\x00\x01\xba", "a video"),
    (b"\x1f\x8b", "an archive"),
    (b"7z\xbc\xaf\x27\x1c", "an archive"),
    (b"Rar!", "an archive"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"\x8aMNG", "an animation"),
    (b"qoif", "a QOI picture"),
)
IN_RIFF = {b"WEBP": "a WebP picture", b"AVI ": "a video", b"WAVE": "a sound"}
EARLY = 1024  # bytes; an SVG says what it is behind comments at most, and some programs write something before a PDF
PDF_START = b"%PDF-"
SVG = re.compile(rb"<svg[\s>]", re.IGNORECASE)
WEB_PAGE = re.compile(rb"<!doctype html|<html[\s>]", re.IGNORECASE)


def detect_file_type(data: bytes) -> str:
    """Say what a file is: the name of a photo format, or anything else with its article; empty if unknown.

    >>> detect_file_type(b"GIF89a")
    'a GIF'
    """
    for kind in PHOTO_FORMATS:
        if kind.magic and data.startswith(kind.magic):
            return kind.name
    if data[4:8] == b"ftyp":
        return _in_boxes(data)
    if data[:4] == b"RIFF":
        return IN_RIFF.get(data[8:12], "")
    return next((name for magic, name in OTHERS if data.startswith(magic)), "") or _in_text(data[:EARLY])


def _in_boxes(data: bytes) -> str:
    """Tell a file of ISO boxes by the brands that its first box names."""
    size = int.from_bytes(data[:4], "big")
    names = data[8 : min(size, 256)]  # 62 brands are enough to be known by
    brands = {names[at : at + 4] for at in range(0, len(names), 4)}
    if brands & HEIC_BRANDS:
        return HEIC.name
    if brands & AVIF_BRANDS:
        return "an AVIF picture"
    if brands & STILL_BRANDS:
        return HEIC.name
    return "a raw photo" if names[:4] == b"crx " else "a video"


def _in_text(start: bytes) -> str:
    """Tell a file by words near its beginning."""
    if PDF_START in start:
        return PDF
    if SVG.search(start):
        return "an SVG drawing"
    return "a web page" if WEB_PAGE.search(start) else ""
