"""Reads a JPEG's header before decoding: its size, how it is coded, and what decoding it would cost."""

import struct
from dataclasses import dataclass

from digitreader.errors import UnknownFormat
from digitreader.intake.file_type import JPEG
from digitreader.intake.header import UPRIGHT, Header, damaged, read_exif_orientation
from digitreader.intake.jpeg_segments import EXIF, FRAMES, SOS, Segment, sanitized, split_segments
from digitreader.settings.intake import PhotoSettings

READABLE = frozenset({0xC0, 0xC1, 0xC2, 0xC9, 0xCA})  # baseline, extended, progressive, and both in arithmetic coding
PROGRESSIVE, ARITHMETIC = frozenset({0xC2, 0xCA}), frozenset({0xC9, 0xCA})
JPEG_LS = 0xF7
COEFFICIENT, BLOCK = 2, 64  # bytes; coefficients a block
USUAL = PhotoSettings()
RARE = (
    "This is a rare kind of JPEG ({}) that cannot be read here. "
    "Open it in a picture program, save it as an ordinary JPG and upload that."
)


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
    segments, whole = split_segments(data, settings.max_jpeg_segments)
    frame = _frame(segments)
    scans = [body for marker, body in segments if marker == SOS]
    if not scans or not whole:
        return Header(JPEG.name, frame.size)
    progressive = frame.marker in PROGRESSIVE
    at_once = progressive or scans[0][2] < len(frame.blocks)  # all coefficients are held until the last scan
    held = sum(frame.blocks.values()) * BLOCK * COEFFICIENT if at_once else 0
    cost = settings.arithmetic_cost if frame.marker in ARITHMETIC else 1
    visited = sum(_visited(scan, frame) for scan in scans) * cost
    return Header(
        *(JPEG.name, frame.size, sanitized(segments, settings), _orientation(segments), len(scans)),
        decoder_bytes=held,
        blocks_visited=visited,
    )


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
