"""What a picture's first bytes say, read before anything is decoded."""

import struct
from dataclasses import dataclass

from digitreader.errors import DamagedPhoto

ORIENTATION = 0x0112  # the EXIF tag that says how the camera was held
SHORT = 3  # the type of its value: 16 bits
ENTRY_BYTES = 12  # of an entry in an EXIF directory
UPRIGHT = 1
SIDEWAYS = (5, 6, 7, 8)  # the values that swap width and height
DAMAGED = "This photo is damaged or was cut short. Take or save it again, and wait until the upload is complete."


@dataclass(frozen=True)
class Header:
    """What a picture says about itself, and what decoding it would cost.

    kind: JPEG, PNG or HEIC. size: (width, height) as stored. sanitized: the file without anything that a decoder can do
    without; empty if the file is incomplete. exif_orientation: 1 to 8. scans: how often a JPEG goes over the picture.
    pixel_bytes: of a PNG, uncompressed. decoder_bytes: what the decoder must hold at once. blocks_visited: blocks of
    8 x 8 pixels that a JPEG decoder visits, in all scans together.
    """

    kind: str
    size: tuple[int, int]
    sanitized: bytes = b""
    exif_orientation: int = UPRIGHT
    scans: int = 1
    pixel_bytes: int = 0
    decoder_bytes: int = 0
    blocks_visited: int = 0

    @property
    def upright(self) -> tuple[int, int]:
        """The (width, height) once the picture is turned upright."""
        return self.size[::-1] if self.exif_orientation in SIDEWAYS else self.size


def damaged() -> DamagedPhoto:
    """The error for a photo that cannot be decoded."""
    return DamagedPhoto(DAMAGED)


def read_exif_orientation(exif: bytes) -> int:
    """Read the orientation, 1 to 8; 1 if the EXIF is broken, since the picture may still be sound.

    This looks at the first directory only, entry by entry: a full EXIF reader can be tricked into copying a block for
    each of 65,535 entries.

    Args:
        exif: from its byte order mark on.
    """
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None:
        return UPRIGHT
    try:
        (start,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, start)
        for entry in range(start + 2, start + 2 + ENTRY_BYTES * count, ENTRY_BYTES):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, entry)
            if tag == ORIENTATION:
                return value if kind == SHORT and 1 <= value <= 8 else UPRIGHT
    except struct.error:
        pass
    return UPRIGHT
