"""Small sound files of every kind that the gate takes, made by script, for a fuzzer to start from."""

import io
import struct
import zlib
from importlib.util import find_spec

import numpy as np
from PIL import Image

SIDE = 24  # pixels; a fuzzer likes small files
MODES = {"JPEG": ("L", "RGB", "CMYK"), "PNG": ("1", "L", "P", "RGB", "LA", "RGBA", "I;16")}


def seeds() -> dict[str, bytes]:
    """Return files by names that say what they are."""
    return {**_jpegs(), **_pngs(), **_heics()}


def picture(mode: str = "RGB") -> Image.Image:
    """A dark bar and a ring on light paper, with some noise."""
    rng = np.random.default_rng(1)
    grey = rng.integers(200, 256, (SIDE, SIDE), np.uint8)
    grey[4:20, 5:8] = 20
    y, x = np.mgrid[:SIDE, :SIDE]
    grey[abs(np.hypot(y - 12, x - 16) - 5) < 1.5] = 30
    if mode == "I;16":
        return Image.fromarray(grey.astype(np.uint16) << 8)
    return Image.fromarray(grey).convert("RGB").convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """A picture as a file."""
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def png_chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk of a PNG with its length and checksum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def with_sound_checksums(data: bytes) -> bytes:
    """A PNG as it is but for its checksums, which are mended; without them nothing behind them is ever reached."""
    parts, at = [data[:8]], 8
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        if len(body) < length:
            break
        parts.append(png_chunk(kind, body))
        at += 12 + length
    return b"".join(parts) + data[at:]


def _jpegs() -> dict[str, bytes]:
    exif = Image.Exif()
    exif[0x0112] = 6
    plain = picture()
    files = {f"jpeg {mode}": saved(picture(mode), "JPEG") for mode in MODES["JPEG"]}
    files["jpeg progressive"] = saved(plain, "JPEG", progressive=True, exif=exif)
    files["jpeg restarts"] = saved(plain, "JPEG", subsampling=0, restart_marker_blocks=1)
    files["jpeg profile"] = saved(plain, "JPEG", icc_profile=bytes(300), comment=b"a comment")
    files["mpo"] = saved(plain, "MPO", save_all=True, append_images=[plain])
    return files


def _pngs() -> dict[str, bytes]:
    files = {f"png {mode}": saved(picture(mode), "PNG") for mode in MODES["PNG"]}
    files["png transparent colour"] = saved(picture(), "PNG", transparency=(20, 20, 20))
    files["png transparent palette"] = saved(picture("P"), "PNG", transparency=bytes(range(256)))
    files["apng"] = saved(picture(), "PNG", save_all=True, append_images=[picture(), picture()])
    for bits in (1, 2, 4, 16):
        rows = (b"\0" + bytes(SIDE * bits // 8)) * SIDE
        header = struct.pack(">IIBBBBB", SIDE, SIDE, bits, 0, 0, 0, 0)
        body = png_chunk(b"IHDR", header) + png_chunk(b"tRNS", b"\0\0") + png_chunk(b"IDAT", zlib.compress(rows))
        files[f"png grey of {bits} bits"] = b"\x89PNG\r\n\x1a\n" + body + png_chunk(b"IEND", b"")
    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 1)
    sizes = ((1, 1), (1, 1), (2, 1), (2, 2), (4, 2), (4, 4), (8, 4))  # (width, height) of Adam7's seven passes
    rows = b"".join((b"\0" + bytes(3 * width)) * height for width, height in sizes)
    body = png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(rows)) + png_chunk(b"IEND", b"")
    files["png interlaced"] = b"\x89PNG\r\n\x1a\n" + body
    return files


def _heics() -> dict[str, bytes]:
    if find_spec("pillow_heif") is None:
        return {}
    import pillow_heif

    stream = io.BytesIO()
    pillow_heif.from_pillow(picture().resize((64, 64))).save(stream, quality=50)
    return {"heic": stream.getvalue()}
