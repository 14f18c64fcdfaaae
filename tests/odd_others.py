"""Makes files that are no JPEG or PNG: other formats, HEIC, files that claim to be HEIC, and polyglots."""

import io
import struct
from collections.abc import Iterator
from importlib.util import find_spec

import numpy as np
from fuzz.seeds import saved
from odd_jpegs import page
from PIL import Image

Files = Iterator[tuple[str, bytes]]
FORMATS = (
    "GIF",
    "BMP",
    "DIB",
    "TIFF",
    "WEBP",
    "AVIF",
    "ICO",
    "PPM",
    "TGA",
    "PCX",
    "SGI",
    "PDF",
    "EPS",
    "JPEG2000",
    "MSP",
    "XBM",
    "SPIDER",
    "DDS",
    "QOI",
    "BLP",
)
STARTS = {
    "nothing": b"",
    "a byte": b"\0",
    "text": b"Dear reader, 42.",
    "csv": b"a,b\n1,2\n",
    "json": b'{"a": 1}',
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "svg in xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><svg/>',
    "html": b"<!DOCTYPE html><html></html>",
    "zip": b"PK\3\4" + bytes(60),
    "empty zip": b"PK\5\6" + bytes(18),
    "gzip": b"\x1f\x8b\x08" + bytes(20),
    "7z": b"7z\xbc\xaf\x27\x1c",
    "rar": b"Rar!\x1a\7\0",
    "psd": b"8BPS\0\1" + bytes(60),
    "mp4": b"\0\0\0\x18ftypmp42" + bytes(60),
    "mov": b"\0\0\0\x14ftypqt  " + bytes(60),
    "cr3": b"\0\0\0\x18ftypcrx " + bytes(60),
    "webm": b"\x1a\x45\xdf\xa3" + bytes(60),
    "avi": b"RIFF\0\0\0\0AVI " + bytes(60),
    "wav": b"RIFF\0\0\0\0WAVE",
    "webp": b"RIFF\xff\xff\xff\xffWEBPVP8 ",
    "riff": b"RIFF",
    "elf": b"\x7fELF" + bytes(60),
    "exe": b"MZ" + bytes(90),
    "pickle": b"\x80\4\x95",
    "npy": b"\x93NUMPY\1\0",
    "jxl": b"\xff\x0a" + bytes(40),
    "jxl box": b"\0\0\0\x0cJXL \r\n\x87\n",
    "jp2": b"\0\0\0\x0cjP  \r\n\x87\n",
    "office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "png half": b"\x89PNG",
    "jpeg half": b"\xff\xd8",
    "zeros": bytes(5000),
    "ff": b"\xff" * 5000,
    "pdf": b"%PDF-1.7\n",
    "ps": b"%!PS-Adobe-3.0",
    "dicom": bytes(128) + b"DICM",
}


def others(share: int) -> Files:
    """Other formats, and the first bytes of all sorts of files."""
    for kind in FORMATS:
        try:
            yield f"{kind} as a jpg", saved(page(mode="RGB"), kind)
        except (OSError, KeyError, ValueError):  # this Pillow cannot write it, or not in colour
            yield f"{kind} as a jpg", saved(page(mode="1"), kind) if kind in ("MSP", "XBM") else kind.encode()
    yield from STARTS.items()
    yield "too many bytes", b"\xff\xd8\xff" + bytes(20_000_000 // share)
    yield "20 MB of nothing", bytes(20_000_000 // share)
    rng = np.random.default_rng(5)
    for k in range(30):
        start = (b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"\0\0\0\x18ftypheic")[k % 4]
        yield f"random {k}", start + rng.integers(0, 256, 50 * (k + 1), np.uint8).tobytes()


def polyglots() -> Files:
    """Polyglots: two kinds of file in one."""
    jpeg, png = saved(page(), "JPEG"), saved(page(), "PNG")
    yield "jpeg and png", jpeg + png
    yield "png and jpeg", png + jpeg
    yield "gif and jpeg", b"GIF89a" + jpeg
    yield "jpeg and html", jpeg[:2] + b"\xff\xfe\0\x1e<script>alert(1)</script>  " + jpeg[2:]
    yield "jpeg and php", jpeg[:-2] + b"<?php system($_GET[0]); ?>\xff\xd9"
    yield "png magic and jpeg", png[:8] + jpeg
    yield "jpeg magic and png", jpeg[:3] + png
    yield "pdf and jpeg", b"%PDF-1.4\n" + jpeg


def boxed(kind: bytes, body: bytes = b"") -> bytes:
    """A box of an ISO file."""
    return struct.pack(">I4s", len(body) + 8, kind) + body


def heics() -> Files:
    """HEIC: sound, cut short, changed, with wrong sizes, with endless boxes."""
    if find_spec("pillow_heif") is None:
        return
    data = heic(page(96, 64))
    for mode in ("LA", "I;16"):
        image = Image.fromarray(np.full((64, 96), 40_000, np.uint16)) if mode == "I;16" else page(mode=mode)
        yield f"heic {mode}", heic(image)
    yield "heic in tiles", heic(page(520, 260), tile_size=256)
    yield "heic larger than the working side", heic(Image.new("L", (4200, 300)))
    yield "heic of two", heic(page(), append=page(300, 200))
    for tenth in (1, 5, 9):
        yield f"heic cut at {tenth} tenths", data[: len(data) * tenth // 10]
    rng = np.random.default_rng(6)
    for k in range(3):  # a process each
        changed = bytearray(data)
        for at in rng.integers(8, len(data), 1 + k % 4):
            changed[at] ^= 1 << int(rng.integers(8))
        yield f"heic changed {k}", bytes(changed)
    at = data.index(b"ispe") + 8
    for width, height in ((0, 0), (8, 8), (4000, 3000), (9000, 9000), (2**32 - 1, 2**32 - 1)):
        yield f"heic that says {width}x{height}", data[:at] + struct.pack(">II", width, height) + data[at + 8 :]
    start = boxed(b"ftyp", b"heic\0\0\0\0mif1heic")
    yield "heic start only", start
    yield "heic empty meta", start + boxed(b"meta", bytes(4))
    yield "heic deep", start + _nested(300)
    yield "heic many boxes", start + boxed(b"meta", bytes(4) + boxed(b"free") * 200_000)
    yield "heic endless box", start + b"\0\0\0\0meta" + bytes(400)
    yield "heic long box", start + b"\0\0\0\1meta" + struct.pack(">Q", 2**63) + bytes(400)
    yield "heic ispe cut", start + boxed(b"meta", bytes(4) + boxed(b"iprp", boxed(b"ipco", boxed(b"ispe", bytes(6)))))
    yield (
        "heic of nothing",
        start
        + boxed(b"meta", bytes(4) + boxed(b"iprp", boxed(b"ipco", boxed(b"ispe", struct.pack(">III", 0, 64, 64))))),
    )
    yield "heic brand on an mp4", b"\0\0\0\x18ftypheic" + bytes(12) + boxed(b"moov", bytes(400))
    yield "avif as heic", b"\0\0\0\x1cftypmif1\0\0\0\0mif1heic" + saved(page(), "AVIF")[28:]


def _nested(depth: int) -> bytes:
    """Boxes within boxes."""
    body = b""
    for _ in range(depth):
        body = boxed(b"meta", bytes(4) + body)
    return body


def heic(image: Image.Image, append: Image.Image | None = None, **options: object) -> bytes:
    """A HEIC file."""
    import pillow_heif

    file, stream = pillow_heif.from_pillow(image), io.BytesIO()
    if append:
        file.add_from_pillow(append)
    file.save(stream, quality=40, enc_params={"preset": "ultrafast"}, **options)
    return stream.getvalue()


def odd_others(share: int = 1) -> Files:
    """All other odd files. share: the longest ones have 1 / share of the bytes that are accepted."""
    yield from others(share)
    yield from polyglots()
    yield from heics()
