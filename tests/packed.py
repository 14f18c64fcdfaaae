"""Makes ZIP files and PDFs for the tests."""

import io
import struct
import zipfile
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
