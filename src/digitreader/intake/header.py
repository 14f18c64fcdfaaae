"""What a picture's first bytes say, read before anything is decoded."""

import struct
from dataclasses import dataclass

from digitreader.errors import DamagedPhoto

ORIENTATION = 0x0112  # the EXIF tag that says how the camera was held
SHORT = 3  # the type of its value: 16 bits
UPRIGHT = 1
SIDEWAYS = (5, 6, 7, 8)  # the values that swap width and height
DAMAGED = "This photo is damaged or was cut short. Take or save it again, and wait until the upload is complete."


@dataclass(frozen=True)
class Header:
    """What decoding a picture would mean.

    kind: JPEG, PNG or HEIC. size: (width, height) as it is stored. clean: the file without what no decoder needs; empty
    where it is not whole. turn: how the camera was held, 1 to 8 as in EXIF. scans: how often a JPEG goes over the
    picture. samples: bytes of a PNG's pixels. held: bytes that the decoder must hold at once. steps: blocks of 8 x 8
    pixels that a JPEG decoder visits, all scans together.
    """

    kind: str
    size: tuple[int, int]
    clean: bytes = b""
    turn: int = UPRIGHT
    scans: int = 1
    samples: int = 0
    held: int = 0
    steps: int = 0

    @property
    def upright(self) -> tuple[int, int]:
        """The (width, height) once it is turned upright."""
        return self.size[::-1] if self.turn in SIDEWAYS else self.size


def damaged() -> DamagedPhoto:
    """Return what is said about a photo that cannot be decoded."""
    return DamagedPhoto(DAMAGED)


def exif_turn(exif: bytes) -> int:
    """Return how the camera was held, 1 to 8; 1 where the EXIF is broken, for the picture may be sound.

    Only the first directory is looked at, entry by entry: a full EXIF reader can be made to copy one block for each
    of 65,535 entries.

    Args:
        exif: from its byte order mark on.
    """
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None:
        return UPRIGHT
    try:
        (start,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, start)
        for entry in range(start + 2, start + 2 + 12 * count, 12):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, entry)
            if tag == ORIENTATION:
                return value if kind == SHORT and 1 <= value <= 8 else UPRIGHT
    except struct.error:
        pass
    return UPRIGHT
