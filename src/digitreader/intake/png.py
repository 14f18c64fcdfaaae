"""Reads a PNG's header before decoding, and sanitizes the file: only what a decoder needs stays."""

import struct
import zlib

from digitreader.intake.file_type import PNG
from digitreader.intake.header import UPRIGHT, Header, damaged, read_exif_orientation
from digitreader.settings.intake import PhotoSettings

GREY, COLOUR, PALETTE, GREY_ALPHA, COLOUR_ALPHA = 0, 2, 3, 4, 6
BITS = {GREY: (1, 2, 4, 8, 16), COLOUR: (8, 16), PALETTE: (1, 2, 4, 8), GREY_ALPHA: (8, 16), COLOUR_ALPHA: (8, 16)}
SAMPLES = {GREY: 1, COLOUR: 3, PALETTE: 1, GREY_ALPHA: 2, COLOUR_ALPHA: 4}  # a pixel
USUAL = PhotoSettings()
CHECKED = (b"IHDR", b"PLTE", b"tRNS", b"IDAT")  # what decoding needs, with a checksum that must be right

Chunk = tuple[bytes, memoryview]


def png_header(data: bytes, settings: PhotoSettings = USUAL) -> Header:
    """Read what a PNG says about itself; the sanitized copy has no text, profile, animation or EXIF.

    Raises:
        DamagedPhoto: the header makes no sense.
    """
    chunks, whole = _chunks(data, settings.max_png_chunks)
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13:
        raise damaged()
    width, height, bits, colour, packing, filtering, interlace = struct.unpack(">IIBBBBB", chunks[0][1])
    if bits not in BITS.get(colour, ()) or packing or filtering or interlace > 1:
        raise damaged()
    pixel_bytes = width * height * SAMPLES[colour] * (2 if bits == 16 else 1)
    decoder_bytes = width * height * (4 if SAMPLES[colour] > 1 else 2 if bits == 16 else 1)
    exif = next((bytes(body) for kind, body in chunks if kind == b"eXIf"), b"")
    orientation = read_exif_orientation(exif.removeprefix(b"Exif\0\0")) if exif else UPRIGHT
    sanitized = _sanitized(chunks, bits, colour) if whole else b""
    return Header(
        PNG.name, (width, height), sanitized, orientation, pixel_bytes=pixel_bytes, decoder_bytes=decoder_bytes
    )


def _chunks(data: bytes, most: int) -> tuple[list[Chunk], bool]:
    """Split the file into chunks, without lengths and checksums, and say whether the picture's end was reached."""
    view, at = memoryview(data), len(PNG.magic)
    found: list[Chunk] = []
    while at + 12 <= len(data) and len(found) < most:
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 8 + length
        if kind == b"IEND":
            return found, True
        if end + 4 > len(data) or not kind.isalpha():
            break
        if kind in CHECKED and zlib.crc32(view[at + 4 : end]) != int.from_bytes(data[end : end + 4], "big"):
            break
        found.append((kind, view[at + 8 : end]))
        at = end + 4
    return found, False


def _sanitized(chunks: list[Chunk], bits: int, colour: int) -> bytes:
    """Build a file of the chunks that a decoder needs, with all pixels in one chunk."""
    first = {kind: bytes(body) for kind, body in reversed(chunks) if kind != b"IDAT"}
    palette, clear = first.get(b"PLTE", b""), first.get(b"tRNS", b"")
    if colour == PALETTE and (not palette or len(palette) % 3 or len(palette) > 768):
        raise damaged()
    parts = [PNG.magic, _chunk(b"IHDR", first[b"IHDR"])]
    if colour == PALETTE:
        parts.append(_chunk(b"PLTE", palette))
    if clear and colour in (GREY, COLOUR, PALETTE):
        parts.append(_chunk(b"tRNS", _clear_in_eight_bits(clear, bits, colour)))
    pixels = b"".join(body for kind, body in chunks if kind == b"IDAT")
    return b"".join((*parts, _chunk(b"IDAT", pixels), _chunk(b"IEND", b"")))


def _clear_in_eight_bits(clear: bytes, bits: int, colour: int) -> bytes:
    """Convert the transparent colour to what Pillow decodes: grey of 2 and 4 bits is spread, colour of 16 bits cut."""
    if colour == PALETTE:
        return clear[:256]
    values = struct.unpack_from(f">{SAMPLES[colour]}H", clear.ljust(6, b"\0"))
    if colour == GREY and bits in (2, 4):
        values = tuple(min(value * 255 // (2**bits - 1), 255) for value in values)
    elif colour == COLOUR and bits == 16:
        values = tuple(value >> 8 for value in values)
    return struct.pack(f">{len(values)}H", *values)


def _chunk(kind: bytes, body: bytes) -> bytes:
    """Build a chunk with its length and checksum."""
    return b"".join((struct.pack(">I", len(body)), kind, body, struct.pack(">I", zlib.crc32(body, zlib.crc32(kind)))))
