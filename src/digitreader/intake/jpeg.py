"""Reads a JPEG's header before decoding, and sanitizes the file: only what a decoder needs stays."""

import re
import struct
from dataclasses import dataclass

from digitreader.errors import UnknownFormat
from digitreader.intake.header import UPRIGHT, Header, damaged, read_exif_orientation
from digitreader.settings import PhotoSettings

SOI, EOI, SOS = 0xD8, 0xD9, 0xDA
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a body
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
READABLE = frozenset({0xC0, 0xC1, 0xC2, 0xC9, 0xCA})  # baseline, extended, progressive, and both in arithmetic coding
PROGRESSIVE, ARITHMETIC = frozenset({0xC2, 0xCA}), frozenset({0xC9, 0xCA})
TABLES = frozenset({0xC4, 0xCC, 0xDB, 0xDD})  # Huffman, arithmetic, quantisation, restarts
JFIF, EXIF, ADOBE, JPEG_LS = 0xE0, 0xE1, 0xEE, 0xF7
BODIES = FRAMES | TABLES | {SOS, 0xDC, 0xDE, 0xDF, 0xFE} | set(range(0xE0, 0xFE))
MARKER = re.compile(rb"\xff[^\x00\xff]")
SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # in a scan FF00 is a byte FF, and FFD0 to FFD7 are restarts
LONG_FILL, FILL = b"\xff" * 1_000, re.compile(rb"\xff{2,}")  # in a scan any number of FF means as much as one
COEFFICIENT, BLOCK = 2, 64  # bytes; coefficients a block
USUAL = PhotoSettings()
RARE = (
    "This is a rare kind of JPEG ({}) that cannot be read here. "
    "Open it in a picture program, save it as an ordinary JPG and upload that."
)

Segment = tuple[int, memoryview]  # marker, body; a scan's goes on to the next marker


@dataclass(frozen=True)
class Frame:
    """The size of a JPEG and how it is coded; blocks: of each component by its number, in the whole picture."""

    marker: int
    size: tuple[int, int]
    blocks: dict[int, int]


def jpeg_header(data: bytes, settings: PhotoSettings = USUAL) -> Header:
    """Read what a JPEG says about itself.

    The sanitized copy ends with the first picture: it drops what phones append (a second picture, a film), comments,
    colour profiles and EXIF.

    Raises:
        DamagedPhoto: the header makes no sense.
        UnknownFormat: a kind of JPEG that hardly any program reads.
    """
    segments, whole = _segments(data, settings.max_jpeg_segments)
    frame = _frame(segments)
    scans = [body for marker, body in segments if marker == SOS]
    if not scans or not whole:
        return Header("JPEG", frame.size)
    progressive = frame.marker in PROGRESSIVE
    at_once = progressive or scans[0][2] < len(frame.blocks)  # all coefficients are held until the last scan
    held = sum(frame.blocks.values()) * BLOCK * COEFFICIENT if at_once else 0
    cost = settings.arithmetic_cost if frame.marker in ARITHMETIC else 1
    visited = sum(_visited(scan, frame) for scan in scans) * cost
    return Header(
        *("JPEG", frame.size, _sanitized(segments, settings.max_jpeg_tables), _orientation(segments), len(scans)),
        decoder_bytes=held,
        blocks_visited=visited,
    )


def _segments(data: bytes, most: int) -> tuple[list[Segment], bool]:
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


def _frame(segments: list[Segment]) -> Frame:
    """Read the frame header; there must be exactly one, before the first scan."""
    frames = [(i, marker, body) for i, (marker, body) in enumerate(segments) if marker in FRAMES or marker == JPEG_LS]
    if len(frames) != 1 or SOS in (marker for marker, _ in segments[: frames[0][0]]):
        raise damaged()
    _, marker, body = frames[0]
    if marker not in READABLE:
        raise UnknownFormat(RARE.format("lossless or layered"))
    try:
        precision, height, width, count = struct.unpack_from(">BHHB", body, 2)
        parts = [struct.unpack_from("BB", body, 8 + 3 * i) for i in range(count)]
    except struct.error as error:
        raise damaged() from error
    if precision != 8:
        raise UnknownFormat(RARE.format(f"{precision} bits a colour"))
    if count not in (1, 3, 4):
        raise UnknownFormat(RARE.format(f"{count} colours"))
    return Frame(marker, (width, height), _blocks(width, height, parts))


def _blocks(width: int, height: int, parts: list[tuple[int, int]]) -> dict[int, int]:
    """Count the blocks of each component, given as (number, two sampling factors of 4 bits each)."""
    across, down = [part >> 4 for _, part in parts], [part & 15 for _, part in parts]
    if not all(1 <= factor <= 4 for factor in (*across, *down)) or len(dict(parts)) != len(parts):
        raise damaged()
    units = -(-width // (8 * max(across))) * -(-height // (8 * max(down)))
    return {number: units * (part >> 4) * (part & 15) for number, part in parts}


def _visited(scan: memoryview, frame: Frame) -> int:
    """Count the blocks that a scan visits."""
    named = scan[3 : 3 + 2 * scan[2] : 2] if len(scan) > 2 else ()
    if not named or any(number not in frame.blocks for number in named):
        raise damaged()
    return sum(frame.blocks[number] for number in named)


def _orientation(segments: list[Segment]) -> int:
    """Read the orientation from the first EXIF."""
    exif = (bytes(body[8:]) for marker, body in segments if marker == EXIF and bytes(body[2:8]) == b"Exif\0\0")
    return next((read_exif_orientation(data) for data in exif), UPRIGHT)


def _sanitized(segments: list[Segment], most_tables: int) -> bytes:
    """Build a file of the segments that a decoder needs."""
    needed = [(marker, body) for marker, body in segments if _is_needed(marker, body)]
    if sum(len(body) for marker, body in needed if marker != SOS) > most_tables:
        raise damaged()
    parts = [part for marker, body in needed for part in (bytes((0xFF, marker)), _unfilled(marker, body))]
    return b"".join((bytes((0xFF, SOI)), *parts, bytes((0xFF, EOI))))


def _unfilled(marker: int, body: memoryview) -> memoryview | bytes:
    """Shorten long runs of fill bytes in a scan: megabytes of them keep libjpeg busy for seconds."""
    if marker == SOS and LONG_FILL in bytes(body):
        return FILL.sub(b"\xff", body)
    return body


def _is_needed(marker: int, body: memoryview) -> bool:
    """Whether a decoder needs a segment: tables, the frame, scans, and the coding of colours."""
    start = bytes(body[2:7])
    if marker in (JFIF, ADOBE):
        return start == (b"JFIF\0" if marker == JFIF else b"Adobe")
    return marker in TABLES or marker in FRAMES or marker == SOS
