"""Makes odd and hostile JPEGs; those that Pillow cannot write are built segment by segment."""

import math
import struct
from collections.abc import Iterator

import numpy as np
from fuzz.seeds import saved
from PIL import Image

from digitreader.intake.jpeg_segments import SOS, TABLES, split_segments
from digitreader.settings.intake import PhotoSettings

Files = Iterator[tuple[str, bytes]]
LARGE = ("RGB", (7070, 7070)), ("CMYK", (7070, 7070)), ("L", (16384, 3050)), ("RGB", (3070, 3070))
SOI, EOI = b"\xff\xd8", b"\xff\xd9"


def page(width: int = 96, height: int = 64, mode: str = "RGB") -> Image.Image:
    """A 7 on paper, a little noisy."""
    rng = np.random.default_rng(0)
    grey = rng.integers(205, 240, (height, width), np.uint8)
    grey[height // 5 : height // 5 + 4, width // 3 : 2 * width // 3] = 25
    for row in range(height // 5, 4 * height // 5):
        at = 2 * width // 3 - (row - height // 5) * width // (4 * height)
        grey[row, max(at - 4, 0) : at] = 25
    return Image.fromarray(grey).convert("RGB").convert(mode)


def segment(marker: int, body: bytes) -> bytes:
    """A segment with its length."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def frame(marker: int, width: int, height: int, parts: int = 3, sampling: int = 0x11, bits: int = 8) -> bytes:
    """A frame's header."""
    names = b"".join(bytes((number + 1, sampling, 0)) for number in range(parts))
    return segment(marker, struct.pack(">BHHB", bits, height, width, parts) + names)


def scan(parts: tuple[int, ...] = (1, 2, 3), first: int = 0, last: int = 63, planes: int = 0) -> bytes:
    """A scan's header."""
    return segment(
        SOS, bytes((len(parts),)) + b"".join(bytes((part, 0)) for part in parts) + bytes((first, last, planes))
    )


def tables() -> bytes:
    """Tables that decode any baseline scan."""
    found, _ = split_segments(saved(page(), "JPEG"), PhotoSettings().max_jpeg_segments)
    return b"".join(bytes((0xFF, marker)) + bytes(body) for marker, body in found if marker in TABLES)


def usual() -> Files:
    """What cameras, phones, scanners and picture programs write."""
    for mode in ("1", "L", "RGB", "CMYK", "YCbCr"):
        for progressive in (False, True):
            for quality in (1, 50, 100):
                yield (
                    f"jpeg {mode} {progressive} {quality}",
                    saved(page(mode=mode), "JPEG", quality=quality, progressive=progressive),
                )
    for sampling in ("4:4:4", "4:2:2", "4:2:0"):
        for width, height in ((8, 8), (9, 13), (97, 31), (640, 480)):
            yield f"jpeg {sampling} {width}x{height}", saved(page(width, height), "JPEG", subsampling=sampling)
    for blocks in (1, 3, 100):
        yield f"jpeg restarts {blocks}", saved(page(), "JPEG", restart_marker_blocks=blocks)
    for frames in (2, 12, 60):
        yield f"mpo {frames}", saved(page(), "MPO", save_all=True, append_images=[page()] * (frames - 1))
    yield "jpeg of one colour", saved(Image.new("RGB", (200, 100), "white"), "JPEG")
    yield "jpeg optimised", saved(page(), "JPEG", optimize=True)
    yield "jpeg dpi", saved(page(), "JPEG", dpi=(65535, 65535))


def metadata() -> Files:
    """Huge, broken and countless segments before the picture: EXIF, profiles, comments."""
    for turn in range(12):
        exif = Image.Exif()
        exif[0x0112] = turn
        yield f"jpeg turned {turn}", saved(page(), "JPEG", exif=exif)
    plain = saved(page(), "JPEG")
    bodies = {
        "empty": b"",
        "no order": b"XX*\0\0\0\0\x08",
        "start beyond the end": b"II*\0\xff\xff\xff\xff",
        "start at itself": b"II*\0\0\0\0\0" + bytes(40),
        "65535 entries": b"MM\0*\0\0\0\x08\xff\xff" + b"\x01\x12\0\x02\0\0\xff\xff\0\0\0\x08" * 4000,
        "entry cut": b"II*\0\x08\0\0\0\x01\0\x12",
        "turn as text": b"II*\0\x08\0\0\0\x01\0\x12\x01\x02\0\x01\0\0\0A\0\0\0",
        "turn as 65535": b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\xff\xff\0\0",
    }
    for name, body in bodies.items():
        yield f"jpeg exif {name}", SOI + segment(0xE1, b"Exif\0\0" + body) + plain[2:]
    for marker in (0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xFE, 0xEF):
        for start in (
            b"",
            b"JFIF\0",
            b"Exif\0\0",
            b"ICC_PROFILE\0\x01\xff",
            b"Photoshop 3.0\0" + b"8BIM" * 9,
            b"Adobe",
            b"MPF\0II",
        ):
            yield f"jpeg {marker:x} {start[:4]!r} short", SOI + segment(marker, start) + plain[2:]
    yield "jpeg xmp turned", SOI + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x tiff:Orientation='6'/>") + plain[2:]


def broken() -> Files:
    """Cut short, changed, with junk before, in between and after."""
    for name, data in (("baseline", saved(page(), "JPEG")), ("progressive", saved(page(), "JPEG", progressive=True))):
        for tenth in range(10):
            yield f"jpeg {name} cut at {tenth} tenths", data[: len(data) * tenth // 10]
            yield f"jpeg {name} cut at {tenth} tenths, with an end", data[: len(data) * tenth // 10] + EOI
        yield f"jpeg {name} without end", data[:-2]
        yield f"jpeg {name} with junk behind", data + bytes(range(256)) * 40
        yield f"jpeg {name} twice", data + data
        yield f"jpeg {name} in a junk", b"junk" + data
        yield f"jpeg {name} with a ZIP behind", data + b"PK\3\4" + bytes(400)
        rng = np.random.default_rng(3)
        for k in range(40):
            changed = bytearray(data)
            for at in rng.integers(2, len(data), 1 + k % 4):
                changed[at] ^= 1 << int(rng.integers(8))
            yield f"jpeg {name} changed {k}", bytes(changed)
    plain = saved(page(), "JPEG")
    yield "jpeg of three bytes", SOI + b"\xff"
    yield "jpeg of markers only", SOI + EOI
    yield "jpeg of a length too short", SOI + b"\xff\xe0\0\1" + plain[2:]
    yield "jpeg within a jpeg", plain[:-2] + plain


def put_together() -> Files:
    """Rare kinds, wrong sizes, and files that would take minutes or gigabytes."""
    known = tables()
    for marker in range(0xC0, 0xD0):
        yield f"jpeg frame {marker:x}", SOI + known + frame(marker, 64, 64) + scan() + bytes(500) + EOI
    yield "jpeg-ls", SOI + frame(0xF7, 64, 64) + scan() + bytes(100) + EOI
    for bits in (1, 2, 12, 16):
        yield f"jpeg of {bits} bits", SOI + known + frame(0xC1, 64, 64, bits=bits) + scan() + bytes(500) + EOI
    for parts in (0, 1, 2, 3, 4, 5, 255):
        head = frame(0xC0, 64, 64, parts)[: 2 + 8 + 3 * min(parts, 5) + 2]
        yield f"jpeg of {parts} parts", SOI + known + head + scan((1,)) + bytes(500) + EOI
    for sampling in (0x00, 0x01, 0x10, 0x44, 0x41, 0xFF):
        yield f"jpeg sampled {sampling:x}", SOI + known + frame(0xC0, 64, 64, 3, sampling) + scan() + bytes(500) + EOI
    sizes = (
        (0, 0),
        (0, 64),
        (64, 0),
        (1, 1),
        (7, 7),
        (8, 8),
        (1, 9000),
        (65535, 65535),
        (65535, 8),
        (16384, 3051),
        (7071, 7071),
        (7072, 7072),
    )
    for width, height in sizes:
        for marker in (0xC0, 0xC2, 0xC9):
            data = SOI + known + frame(marker, width, height) + scan() + bytes(300) + EOI
            yield f"jpeg {marker:x} that says {width}x{height}", data
    small = saved(page(), "JPEG")
    at = small.index(b"\xff\xc0") + 5
    for width, height in ((9, 9), (96, 640), (960, 64), (5000, 5000)):
        yield (
            f"jpeg of 96x64 that says {width}x{height}",
            small[:at] + struct.pack(">HH", height, width) + small[at + 4 :],
        )
    yield "jpeg two frames", SOI + known + frame(0xC0, 64, 64) * 2 + scan() + bytes(300) + EOI
    yield "jpeg scan before frame", SOI + known + scan() + bytes(300) + frame(0xC0, 64, 64) + EOI
    yield "jpeg scan of strangers", SOI + known + frame(0xC0, 64, 64) + scan((7, 8, 9)) + bytes(300) + EOI
    yield "jpeg without tables", SOI + frame(0xC0, 64, 64) + scan() + bytes(300) + EOI
    for scans in (64, 65, 500, 5000):
        many = b"".join(scan((1 + k % 3,), 1, 63, 0) + b"\x55" * 40 for k in range(scans))
        yield f"jpeg of {scans} scans", SOI + known + frame(0xC2, 320, 240) + many + EOI


def long(share: int) -> Files:
    """As many bytes as are accepted, of nothing that a picture needs. share: of those bytes, 1 / share are taken."""
    plain, most = saved(page(), "JPEG"), 19_000_000 // share
    for marker in (0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xFE, 0xEF):
        yield f"jpeg long {marker:x}", SOI + segment(marker, bytes(65_000)) * (200 // share) + plain[2:]
    profile = segment(0xE2, b"ICC_PROFILE\0\x01\x01" + bytes(60_000))
    yield "jpeg of many profiles", SOI + profile * (200 // share) + plain[2:]
    yield "jpeg of many comments", SOI + segment(0xFE, b"") * (most // 4) + plain[2:]
    yield "jpeg of many tables", SOI + segment(0xDB, (b"\0" + b"\1" * 64) * 1000) * (most // 65_000) + plain[2:]
    yield "jpeg of FF", SOI + b"\xff" * most + plain[2:]
    yield "jpeg of FF at the end of a scan", plain[:-2] + b"\xff" * most + EOI
    yield "jpeg of FF within a scan", plain[:-40] + b"\xff" * most + b"\0" + plain[-40:]
    yield "jpeg of zeros before its end", plain[:-2] + bytes(most) + EOI
    yield "jpeg of restarts", plain[:-2] + b"\xff\xd0" * (most // 2) + EOI
    yield "jpeg of lonely markers", plain[:-2] + b"\xff\x01" * (most // 2) + EOI


def large(share: int) -> Files:
    """As many pixels as are accepted, and more. share: of those pixels, 1 / share are taken."""
    side = math.sqrt(share)
    for mode, (width, height) in LARGE:
        size = round(width / side), round(height / side)
        for progressive in (False, True):
            name = f"jpeg {mode} {width}x{height} {progressive}"
            yield name, saved(Image.new(mode, size), "JPEG", progressive=progressive, subsampling=0)
    widest = round(7_070 / side)
    yield "jpeg progressive 4:2:0", saved(Image.new("RGB", (widest, widest)), "JPEG", progressive=True)
    known, restarts = tables(), b"".join(bytes((0xFF, 0xD0 + k % 8)) for k in range(700_000 // share))
    restarting = frame(0xC0, widest, widest) + segment(0xDD, b"\0\1") + scan() + restarts
    yield "jpeg restart every block", SOI + known + restarting + EOI
    photo = round(4_000 / side), round(3_000 / side)
    refined = b"".join(scan((1 + k % 3,), 1, 63, 0x10) + b"\x55" * (200_000 // share) for k in range(60))
    yield "jpeg refined 60 times", SOI + known + frame(0xC2, *photo) + scan(last=0) + bytes(999) + refined + EOI
    for parts, marker in ((3, 0xC9), (1, 0xC9), (3, 0xCA)):
        start = SOI + known + frame(marker, *photo, parts) + scan((1, 2, 3)[:parts])
        yield f"jpeg arithmetic {marker:x} of {parts} parts", start + b"\x5a" * (900_000 // share) + EOI


def odd_jpegs(share: int = 1) -> Files:
    """All odd JPEGs. share: the costly ones have 1 / share of the bytes and pixels that are accepted."""
    for make in (usual, metadata, broken, put_together):
        yield from make()
    yield from long(share)
    yield from large(share)
