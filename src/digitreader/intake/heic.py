"""HEIC, the photos of iPhones: sizes read from the boxes first, decoding in a process of its own.

The decoder (libheif with libde265, by pillow-heif) is a large one for hostile input, and it cannot be asked to hold
less. So it runs in a child with limits on memory and time, which takes nothing along when it falls.
"""

import struct
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digitreader.errors import Busy, DamagedPhoto, TooLarge, UnknownFormat
from digitreader.intake.file_type import HEIC, SAVE_AS
from digitreader.intake.header import Header, damaged
from digitreader.intake.sandbox import (
    ChildFailed,
    ChildNotLoaded,
    ChildTimedOut,
    ChildTooLarge,
    ChildTooSlow,
    run_child,
)
from digitreader.settings.intake import PhotoSettings

CHILD = Path(__file__).with_name("heic_child.py")
CONTAINERS = {b"meta": 4, b"iprp": 0, b"ipco": 0}  # boxes that lead to the sizes, and the bytes before their content
SIZE = b"ispe"
NOT_HERE = (
    "This is a HEIC photo, and HEIC is not read here: the package pillow-heif is missing. "
    f"Save it as {SAVE_AS} and upload that."
)
TOO_SLOW = "This HEIC photo takes too long to decode. Save it as JPG and upload that."
TOO_LARGE = "This HEIC photo takes too much memory to decode. Save it as JPG and upload that."
BUSY = "The reader is busy with other photos. Try again in a moment."


def heic_header(data: bytes, settings: PhotoSettings) -> Header:
    """Read what a HEIC says about itself: of all sizes that its boxes name, the one with the most pixels.

    Raises:
        DamagedPhoto: no size is found.
        UnknownFormat: pillow-heif is not installed.
    """
    if find_spec("pillow_heif") is None:
        raise UnknownFormat(NOT_HERE)
    bodies = (body for kind, body in _boxes(data, settings.max_heic_boxes) if kind == SIZE and len(body) >= 12)
    sizes = [struct.unpack_from(">II", body, 4) for body in bodies]
    if not sizes:
        raise damaged()
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    return Header(HEIC.name, (width, height), data)


def _boxes(data: bytes, most: int) -> Iterator[tuple[bytes, memoryview]]:
    """Yield each box as (kind, body); those inside the containers come after these."""
    waiting, seen = [memoryview(data)], 0
    while waiting:
        view = waiting.pop()
        while len(view) >= 8:
            length, kind = struct.unpack_from(">I4s", view)
            start, length = (16, int.from_bytes(view[8:16], "big")) if length == 1 else (8, length or len(view))
            seen += 1
            if not start <= length <= len(view) or seen > most:
                raise damaged()
            body, view = view[start:length], view[length:]
            if kind in CONTAINERS:
                waiting.append(body[CONTAINERS[kind] :])
            yield kind, body


def decode_heic(data: bytes, settings: PhotoSettings) -> tuple[NDArray[np.uint8], tuple[int, int]]:
    """Decode a picture: uint8 (H, W, 3), upright and on white, and the (width, height) that it had.

    A picture much larger than the working side comes reduced by a whole factor.

    Raises:
        Busy: the machine has too much else to do.
        UnknownFormat: pillow-heif is not where an isolated Python looks for it.
        TooLarge: the child wanted more memory than it may have.
        DamagedPhoto: the child gave no picture, or not in time.
    """
    asked = settings.working_side, settings.max_heic_pixels, settings.heic_rows
    try:
        answer = run_child(CHILD, data, settings.heic_limits, *asked)
        *sizes, pixels = answer.output.split(b"\n", 4)
        width, height, columns, rows = map(int, sizes)
        return np.frombuffer(pixels, np.uint8).reshape(rows, columns, 3), (width, height)
    except ChildTimedOut as error:
        raise Busy(BUSY) from error
    except ChildNotLoaded as error:
        raise UnknownFormat(NOT_HERE) from error
    except ChildTooSlow as error:
        raise DamagedPhoto(TOO_SLOW) from error
    except ChildTooLarge as error:
        raise TooLarge(TOO_LARGE) from error
    except (ChildFailed, OSError, ValueError) as error:
        raise damaged() from error
