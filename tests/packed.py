"""Makes ZIP files and PDFs for the tests."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache

import numpy as np
from PIL import Image

LOCAL, LISTED = b"PK\x03\x04", b"PK\x01\x02"  # before each file, and before each entry of the list


@cache
def picture(seed: int = 0, side: int = 40) -> bytes:
    """A small PNG, a different one for each seed."""
    return as_png(np.random.default_rng(seed).integers(0, 255, (side, side, 3), np.uint8))


def as_png(pixels: np.ndarray) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "PNG")
    return stream.getvalue()


def zipped(files: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def with_password(data: bytes) -> bytes:
    """A ZIP file whose entries all claim to be encrypted."""
    changed = bytearray(data)
    for magic, flags in ((LOCAL, 6), (LISTED, 8)):
        place = changed.find(magic)
        while place >= 0:
            changed[place + flags] |= 1
            place = changed.find(magic, place + 4)
    return bytes(changed)


def with_damage(data: bytes, name: str) -> bytes:
    """A ZIP file in which the bytes of one file are not those that were packed."""
    changed = bytearray(data)
    changed[data.index(name.encode()) + len(name) + 10] ^= 0xFF
    return bytes(changed)


def with_lies(data: bytes, size: int) -> bytes:
    """A ZIP file whose list claims that its first file unpacks to this many bytes."""
    changed = bytearray(data)
    struct.pack_into("<I", changed, changed.find(LISTED) + 24, size)
    return bytes(changed)


def pdf(pages: int = 1, size: tuple[int, int] = (120, 200)) -> bytes:
    """A PDF of grey pages, each darker than the one before."""
    images = [Image.new("RGB", size, (240 - 20 * page,) * 3) for page in range(pages)]
    stream = io.BytesIO()
    images[0].save(stream, "PDF", save_all=True, append_images=images[1:])
    return stream.getvalue()


def pdf_with_password() -> bytes:
    """A PDF with a password that nobody knows."""
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>",
        trailer=b"/Encrypt 4 0 R /ID [<00> <00>]",
    )


def pdf_of(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects; the first one is its root."""
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    root = b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(data))
    return data + end + root


def pdf_within_itself() -> bytes:
    """A PDF of a page whose drawing draws itself twice, and so on: a few hundred bytes, hundreds of megabytes drawn."""
    form = b"/Resources << /XObject << /F 4 0 R >> >>"
    return _pdf_of_a_page(form, b"/F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] " + form, b"/F Do /F Do")


def pdf_of_curves(count: int) -> bytes:
    """A PDF of a page with so many broad curves across it."""
    curves = b"40 w " + b"0 0 m 600 800 0 800 600 0 c 0 800 600 800 0 0 c S " * count
    return _pdf_of_a_page(b"", curves, b"", b"")


def _pdf_of_a_page(page: bytes, content: bytes, other: bytes, other_content: bytes) -> bytes:
    """A PDF of one page and of another object, given as what stands in each beside its size, and its content."""
    streams = [
        b"<< /Length %d /Filter /FlateDecode %b >> stream\n%b\nendstream" % (len(packed), words, packed)
        for words, packed in ((other, zlib.compress(other_content)), (b"", zlib.compress(content)))
    ]
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R " + page + b" >>",
        *streams,
    )
