"""Makes odd and hostile PNGs, chunk by chunk."""

import math
import struct
import zlib
from collections.abc import Iterator

import numpy as np
from fuzz.seeds import png_chunk, saved
from odd_jpegs import page

Files = Iterator[tuple[str, bytes]]
MAGIC = b"\x89PNG\r\n\x1a\n"
END = png_chunk(b"IEND", b"")
SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
ALLOWED = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
LARGEST = (
    *((8, 0, 9400), (1, 0, 9400), (4, 3, 9400), (8, 2, 5770), (8, 6, 5000)),  # bits, colour, side
    *((8, 4, 6160), (16, 0, 7070), (16, 2, 4080), (16, 6, 3530), (16, 4, 5000)),
)
PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def header(width: int, height: int, bits: int = 8, colour: int = 2, interlace: int = 0) -> bytes:
    """The first chunk."""
    return png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, interlace))


def rows(width: int, height: int, bits: int, colour: int, interlace: int = 0, filters: int = 0) -> bytes:
    """Compressed black pixels, made row by row, so that large pictures need no memory."""
    squeeze, parts = zlib.compressobj(), []
    passes = PASSES if interlace else ((0, 0, 1, 1),)
    for x, y, across, down in passes:
        columns, lines = -(-(width - x) // across), -(-(height - y) // down)
        if columns > 0 and lines > 0:
            row = bytes((filters,)) + bytes(-(-columns * bits * SAMPLES[colour] // 8))
            parts.extend(squeeze.compress(row) for _ in range(lines))
    return b"".join((*parts, squeeze.flush()))


def png(
    width: int, height: int, bits: int, colour: int, interlace: int = 0, filters: int = 0, extra: bytes = b""
) -> bytes:
    """A black PNG of any kind."""
    palette = png_chunk(b"PLTE", bytes(range(3 * min(2**bits, 85)))) if colour == 3 else b""
    pixels = png_chunk(b"IDAT", rows(width, height, bits, colour, interlace, filters))
    return MAGIC + header(width, height, bits, colour, interlace) + palette + extra + pixels + END


def usual() -> Files:
    """Every kind there is, interlaced and not, with and without transparency."""
    for colour, depths in ALLOWED.items():
        for bits in depths:
            for interlace in (0, 1):
                for width, height in ((8, 8), (33, 17), (200, 90)):
                    yield (
                        f"png {bits} {colour} {interlace} {width}x{height}",
                        png(width, height, bits, colour, interlace),
                    )
                clear = png_chunk(b"tRNS", bytes(6 if colour == 2 else 2))
                yield f"png {bits} {colour} {interlace} clear", png(40, 40, bits, colour, interlace, extra=clear)
    for filters in range(7):
        yield f"png filter {filters}", png(40, 40, 8, 2, 0, filters)
    for mode in ("1", "L", "P", "RGB", "LA", "RGBA", "I;16"):
        image = page(mode="L").convert("I").convert(mode) if mode[0] == "I" else page(mode=mode)
        yield f"png by Pillow {mode}", saved(image, "PNG")
    yield "apng", saved(page(), "PNG", save_all=True, append_images=[page()] * 5)
    yield (
        "apng with a picture of its own",
        saved(page(), "PNG", save_all=True, append_images=[page()] * 5, default_image=True),
    )
    for k in (1, 7, 8192):
        pixels = rows(40, 40, 8, 2)
        parts = b"".join(png_chunk(b"IDAT", pixels[at : at + k]) for at in range(0, len(pixels), k))
        yield f"png in pieces of {k}", MAGIC + header(40, 40) + parts + END


def ancillary() -> Files:
    """Needless chunks: broken, huge, compressed a thousandfold, in the wrong place."""
    bomb = zlib.compress(bytes(1_000_000), 9)
    bodies = {
        b"iCCP": (b"", b"x\0\0", b"x\0\x09", b"x\0\0" + bomb, b"no end", b"x\0\0" + zlib.compress(b"no profile")),
        b"zTXt": (b"", b"x\0\0" + bomb, b"x\0\0broken", b"x\0\x07" + bomb),
        b"iTXt": (b"", b"x\0\1\0\0\0" + bomb, b"x\0\1\0en\0x\0broken", b"\xff\xfe\0\0\0\0\0\0"),
        b"tEXt": (b"", b"no end", b"x\0" + bytes(2_000_000)),
        b"eXIf": (
            b"",
            b"II*\0",
            b"MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\6\0\0",
            b"Exif\0\0MM\0*",
            bytes(5_000_000),
        ),
        b"gAMA": (b"", b"\0\0\0\0", bytes(100)),
        b"cHRM": (b"", bytes(32), b"\xff" * 32),
        b"pHYs": (b"", bytes(9)),
        b"tIME": (b"", b"\xff" * 7),
        b"acTL": (b"", bytes(8), struct.pack(">II", 2**31 - 1, 0), struct.pack(">II", 5, 5)),
        b"fcTL": (b"", bytes(26), struct.pack(">IIIIIHHBB", 0, 9999, 9999, 0, 0, 1, 1, 0, 0)),
        b"fdAT": (b"", b"\0\0\0\1junk"),
        b"bKGD": (b"", bytes(6)),
        b"hIST": (b"", bytes(600)),
        b"sBIT": (b"", b"\xff" * 4),
        b"vpAg": (bytes(9),),
        b"CgBI": (bytes(4),),
        b"aBCD": (bytes(100),),
        b"ABCD": (bytes(100),),
    }
    for kind, variants in bodies.items():
        for k, body in enumerate(variants):
            for place in ("before", "behind"):
                extra, pixels = png_chunk(kind, body), png_chunk(b"IDAT", rows(40, 40, 8, 2))
                middle = extra + pixels if place == "before" else pixels + extra
                yield f"png {kind.decode()} {k} {place}", MAGIC + header(40, 40) + middle + END
        wrong = png_chunk(kind, variants[-1][:50])[:-1] + b"?"
        yield (
            f"png {kind.decode()} wrong checksum",
            MAGIC + header(40, 40) + wrong + png_chunk(b"IDAT", rows(40, 40, 8, 2)) + END,
        )


def broken() -> Files:
    """Cut short, changed, or with a wrong size."""
    data = saved(page(), "PNG")
    for tenth in range(10):
        yield f"png cut at {tenth} tenths", data[: len(data) * tenth // 10]
    yield "png without end", data[:-12]
    yield "png with junk behind", data + bytes(range(256)) * 40
    yield "png with a ZIP behind", data + b"PK\3\4" + bytes(400)
    yield "png behind junk", b"junk" + data
    rng = np.random.default_rng(4)
    for k in range(60):
        changed = bytearray(data)
        for at in rng.integers(8, len(data), 1 + k % 4):
            changed[at] ^= 1 << int(rng.integers(8))
        yield f"png changed {k}", bytes(changed)
    pixels = png_chunk(b"IDAT", rows(40, 40, 8, 2))
    for width, height in (
        (0, 0),
        (0, 40),
        (40, 0),
        (1, 1),
        (7, 40),
        (8, 8),
        (40, 41),
        (41, 40),
        (39, 39),
        (9000, 9000),
    ):
        yield f"png of 40x40 that says {width}x{height}", MAGIC + header(width, height) + pixels + END
    for width, height in ((2**31, 2**31), (2**32 - 1, 1), (65535, 65535), (16385, 8), (16384, 16384), (30000, 30000)):
        yield f"png that says {width}x{height}", MAGIC + header(width, height) + pixels + END
        yield f"png of a header that says {width}x{height}", MAGIC + header(width, height)[: 57 - 8]
    for bits, colour in ((0, 0), (3, 0), (32, 2), (16, 3), (1, 2), (8, 1), (8, 5), (8, 7), (255, 255)):
        yield f"png of {bits} bits of colour {colour}", MAGIC + header(40, 40, bits, colour) + pixels + END
    for at, value in ((10, 1), (11, 1), (12, 2), (12, 255)):
        body = bytearray(header(40, 40)[8:-4])
        body[at] = value
        yield f"png header {at} {value}", MAGIC + png_chunk(b"IHDR", bytes(body)) + pixels + END


def put_together() -> Files:
    """Wrong palettes, pixels and chunk orders."""
    pixels = png_chunk(b"IDAT", rows(40, 40, 8, 3))
    for length in (0, 1, 3, 4, 767, 768, 771, 3000):
        yield (
            f"png palette of {length}",
            MAGIC + header(40, 40, 8, 3) + png_chunk(b"PLTE", bytes(length)) + pixels + END,
        )
        clear = png_chunk(b"PLTE", bytes(768)) + png_chunk(b"tRNS", bytes(length))
        yield f"png clear for {length}", MAGIC + header(40, 40, 8, 3) + clear + pixels + END
    yield "png without palette", MAGIC + header(40, 40, 8, 3) + pixels + END
    yield "png palette of a grey", png(40, 40, 8, 0, extra=png_chunk(b"PLTE", bytes(9)))
    index = png_chunk(b"IDAT", zlib.compress((b"\0" + b"\xff" * 40) * 40))
    yield "png beyond its palette", MAGIC + header(40, 40, 8, 3) + png_chunk(b"PLTE", bytes(6)) + index + END
    bodies = {
        "empty": b"",
        "no zlib": b"no zlib at all",
        "half": rows(40, 40, 8, 2)[:20],
        "too much": zlib.compress(bytes(10**7)),
        "too little": zlib.compress(bytes(1000)),
        "wrong sum": rows(40, 40, 8, 2)[:-4] + b"????",
        "dictionary": b"\x78\xbb" + bytes(40),
        "raw": zlib.compress(bytes(4840))[2:-4],
    }
    for name, body in bodies.items():
        yield f"png pixels {name}", MAGIC + header(40, 40) + png_chunk(b"IDAT", body) + END
    yield "png no pixels", MAGIC + header(40, 40) + END
    yield "png only an end", MAGIC + END
    yield "png pixels before header", MAGIC + png_chunk(b"IDAT", rows(40, 40, 8, 2)) + header(40, 40) + END
    yield "png two headers", MAGIC + header(40, 40) + header(9999, 9999) + png_chunk(b"IDAT", rows(40, 40, 8, 2)) + END
    yield "png header of 12 bytes", MAGIC + png_chunk(b"IHDR", bytes(12)) + END
    yield "png of a length too long", MAGIC + b"\xff\xff\xff\xffIHDR" + bytes(60)
    yield (
        "png strange names",
        MAGIC + header(40, 40) + png_chunk(b"\0\xff\n!", b"") + png_chunk(b"IDAT", rows(40, 40, 8, 2)) + END,
    )
    yield "jng", b"\x8bJNG\r\n\x1a\n" + data_of("JHDR")
    yield "mng", b"\x8aMNG\r\n\x1a\n" + data_of("MHDR")


def data_of(kind: str) -> bytes:
    """An empty chunk."""
    return png_chunk(kind.encode(), bytes(28))


def large(share: int) -> Files:
    """As large as is accepted, and larger. share: of those bytes and pixels, 1 / share are taken."""
    root = math.sqrt(share)
    bomb = zlib.compress(bytes(19_000_000 // share), 9)
    yield "png 60 text bombs", png(40, 40, 8, 2, extra=png_chunk(b"zTXt", b"x\0\0" + bomb) * 60)
    yield "png a million chunks", png(40, 40, 8, 2, extra=png_chunk(b"tEXt", b"") * (1_500_000 // share))
    for bits, colour, side in LARGEST:
        interlace = bits % 8 // 4  # one or the other: making them takes longer than opening them
        clear = png_chunk(b"tRNS", bytes(6)) if colour in (0, 2, 3) else b""
        yield f"png large {bits} {colour}", png(*(round(side / root),) * 2, bits, colour, interlace, 4, clear)
    yield "png 50 MP with alpha", MAGIC + header(*(round(7_071 / root),) * 2, 8, 6) + png_chunk(b"IDAT", b"") + END
    yield "png 100 MP grey", MAGIC + header(*(round(10_050 / root),) * 2, 8, 0) + png_chunk(b"IDAT", b"") + END
    yield "png long", png(round(16_384 / root), round(5_400 / root), 8, 0)
    yield "png thin", png(16_000, 8, 8, 0)
    yield "png one wide", png(1, 9_000, 8, 0)


def odd_pngs(share: int = 1) -> Files:
    """All odd PNGs. share: the costly ones have 1 / share of the bytes and pixels that are accepted."""
    for make in (usual, ancillary, broken, put_together):
        yield from make()
    yield from large(share)
