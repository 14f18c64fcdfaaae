"""Splits a JPEG into its segments, and sanitizes it: a file of those alone that a decoder needs."""

import re

from digitreader.intake.header import damaged
from digitreader.settings.intake import PhotoSettings

SOI, EOI, SOS = 0xD8, 0xD9, 0xDA
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a body
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
TABLES = frozenset({0xC4, 0xCC, 0xDB, 0xDD})  # Huffman, arithmetic, quantisation, restarts
JFIF, EXIF, ADOBE = 0xE0, 0xE1, 0xEE
BODIES = FRAMES | TABLES | {SOS, 0xDC, 0xDE, 0xDF, 0xFE} | set(range(0xE0, 0xFE))
MARKER = re.compile(rb"\xff[^\x00\xff]")
SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # in a scan FF00 is a byte FF, and FFD0 to FFD7 are restarts
FILL = re.compile(rb"\xff{2,}")  # in a scan any number of FF means as much as one

Segment = tuple[int, memoryview]  # marker, body; a scan's goes on to the next marker


def split_segments(data: bytes, most: int) -> tuple[list[Segment], bool]:
    """Split the file into segments, and say whether the end of its picture was reached."""
    view, at = memoryview(data), 2
    found: list[Segment] = []
    while len(found) < most:
        mark = MARKER.search(data, at)
        if mark is None:
            break
        marker, at = data[mark.end() - 1], mark.end()
        if marker == EOI:
            return found, True
        end = at if marker in ALONE else _end(data, marker, at)
        if not end:
            break
        found.append((marker, view[at:end]))
        at = end
    return found, False


def _end(data: bytes, marker: int, at: int) -> int:
    """Find where a segment ends, a scan at the next marker; 0 if it does not end."""
    length = int.from_bytes(data[at : at + 2], "big")
    if marker not in BODIES or length < 2 or at + length > len(data):
        return 0
    if marker != SOS:
        return at + length
    last = SCAN_END.search(data, at + length)
    return last.start() if last else 0


def sanitized(segments: list[Segment], settings: PhotoSettings) -> bytes:
    """Build a file of the segments that a decoder needs.

    Raises:
        DamagedPhoto: it has more tables than any encoder writes.
    """
    needed = [(marker, body) for marker, body in segments if _is_needed(marker, body)]
    if sum(len(body) for marker, body in needed if marker != SOS) > settings.max_jpeg_tables:
        raise damaged()
    parts = [
        part
        for marker, body in needed
        for part in (bytes((0xFF, marker)), _unfilled(marker, body, settings.long_jpeg_fill))
    ]
    return b"".join((bytes((0xFF, SOI)), *parts, bytes((0xFF, EOI))))


def _unfilled(marker: int, body: memoryview, long: int) -> memoryview | bytes:
    """Shorten long runs of fill bytes in a scan: megabytes of them keep libjpeg busy for seconds."""
    if marker == SOS and b"\xff" * long in bytes(body):
        return FILL.sub(b"\xff", body)
    return body


def _is_needed(marker: int, body: memoryview) -> bool:
    """Whether a decoder needs a segment: tables, the frame, scans, and the coding of colours."""
    start = bytes(body[2:7])
    if marker in (JFIF, ADOBE):
        return start == (b"JFIF\0" if marker == JFIF else b"Adobe")
    return marker in TABLES or marker in FRAMES or marker == SOS
