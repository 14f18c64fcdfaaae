"""HEIC, the photos of iPhones: sizes read from the boxes first, decoding in a process of its own.

The decoder (libheif with libde265, by pillow-heif) is a large one for hostile input, and it cannot be asked to hold
less. So it runs in a child that may take so much memory and time and no more, and takes nothing along when it falls.
"""

import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from digitreader.errors import Busy, UnknownFormat
from digitreader.intake.header import Header, damaged
from digitreader.settings import Settings

CONTAINERS = {b"meta": 4, b"iprp": 0, b"ipco": 0}  # boxes that lead to the sizes, with what stands before their own
SIZE = b"ispe"
MOST_BOXES = 4_000  # a photo of 48 megapixels in tiles has 200 pictures with some properties each
PATIENCE = 12.0  # seconds; a busy machine is slow, but not for ever
CHILD = "digitreader.intake.heic_child"
NOT_HERE = (
    "This is a HEIC photo, and HEIC is not read here: the package pillow-heif is missing. "
    "Save it as JPG or PNG and upload that."
)
BUSY = "The reader is busy with other photos. Try again in a moment."


def heic_header(data: bytes) -> Header:
    """Return what a HEIC says about itself: of all sizes that its boxes name, the one with the most pixels.

    Raises:
        DamagedPhoto: no size is found.
        UnknownFormat: pillow-heif is not installed.
    """
    if find_spec("pillow_heif") is None:
        raise UnknownFormat(NOT_HERE)
    sizes = [struct.unpack_from(">II", body, 4) for kind, body in _boxes(data) if kind == SIZE and len(body) >= 12]
    if not sizes:
        raise damaged()
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    return Header("HEIC", (width, height), data)


def _boxes(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Yield each box as (kind, body), those within the containers after these."""
    waiting, seen = [memoryview(data)], 0
    while waiting:
        view = waiting.pop()
        while len(view) >= 8:
            length, kind = struct.unpack_from(">I4s", view)
            start, length = (16, int.from_bytes(view[8:16], "big")) if length == 1 else (8, length or len(view))
            seen += 1
            if not start <= length <= len(view) or seen > MOST_BOXES:
                raise damaged()
            body, view = view[start:length], view[length:]
            if kind in CONTAINERS:
                waiting.append(body[CONTAINERS[kind] :])
            yield kind, body


def decode_heic(data: bytes, settings: Settings) -> tuple[NDArray[np.uint8], tuple[int, int]]:
    """Return the picture, uint8 (H, W, 3), upright and on white, and the (width, height) that it had.

    A picture much larger than the working side comes reduced by a whole factor.

    Raises:
        Busy: the machine has too much else to do.
        DamagedPhoto: the child gave no picture.
    """
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "MALLOC_ARENA_MAX": "1"}
    command = [sys.executable, "-m", CHILD, str(settings.photo.working_side), str(settings.photo.max_heic_pixels)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, env=environment, timeout=PATIENCE, check=True)
        *sizes, pixels = done.stdout.split(b"\n", 4)
        width, height, columns, rows = map(int, sizes)
        return np.frombuffer(pixels, np.uint8).reshape(rows, columns, 3), (width, height)
    except subprocess.TimeoutExpired as error:
        raise Busy(BUSY) from error
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        raise damaged() from error
