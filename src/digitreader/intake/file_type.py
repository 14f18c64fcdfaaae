"""What a file is by its first bytes, whatever its name says."""

import re

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
STILL_BRANDS = frozenset({b"mif1", b"msf1"})  # a still picture, of whatever coding the other brands name
AVIF_BRANDS = frozenset({b"avif", b"avis"})
OTHERS = (
    (b"GIF8", "a GIF"),
    (b"BM", "a BMP"),
    (b"%PDF", "a PDF"),
    (b"II*\x00", "a TIFF"),
    (b"MM\x00*", "a TIFF"),
    (b"II+\x00", "a TIFF"),
    (b"MM\x00+", "a TIFF"),
    (b"PK\x03\x04", "a ZIP file"),
    (b"PK\x05\x06", "an empty ZIP file"),
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
TEXT_START = 1024  # bytes; an SVG says so early, behind comments at most
SVG = re.compile(rb"<svg[\s>]", re.IGNORECASE)
WEB_PAGE = re.compile(rb"<!doctype html|<html[\s>]", re.IGNORECASE)


def kind_of(data: bytes) -> str:
    """Return JPEG, PNG or HEIC, or what else a file is, with its article; empty where that is unknown."""
    if data.startswith(JPEG):
        return "JPEG"
    if data.startswith(PNG):
        return "PNG"
    if data[4:8] == b"ftyp":
        return _in_boxes(data)
    if data[:4] == b"RIFF":
        return IN_RIFF.get(data[8:12], "")
    return next((name for magic, name in OTHERS if data.startswith(magic)), "") or _in_text(data[:TEXT_START])


def _in_boxes(data: bytes) -> str:
    """Return what a file of ISO boxes holds, by the brands that its first box names."""
    size = int.from_bytes(data[:4], "big")
    names = data[8 : min(size, 256)]  # 62 brands are enough to be known by
    brands = {names[at : at + 4] for at in range(0, len(names), 4)}
    if brands & HEIC_BRANDS:
        return "HEIC"
    if brands & AVIF_BRANDS:
        return "an AVIF picture"
    if brands & STILL_BRANDS:
        return "HEIC"
    return "a raw photo" if names[:4] == b"crx " else "a video"


def _in_text(start: bytes) -> str:
    """Return what a text file is that draws or shows something."""
    if SVG.search(start):
        return "an SVG drawing"
    return "a web page" if WEB_PAGE.search(start) else ""
