"""Photos made for the tests: real handwritten digits that the network was never trained on, written onto paper."""

import io
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from digitreader.intake.photo import Photo

Plane = NDArray[np.float32]
PAPER, PEN = 225.0, 45.0  # grey levels
EDGE = 60  # pixels of paper left and above of the writing


@cache
def digits() -> tuple[Plane, NDArray[np.int64]]:
    """Return scikit-learn's digits: ink float32 (1797, 8, 8) from 0 to 1, and their values.

    Its own load_digits reads the same file, but importing scikit-learn takes two seconds of every process.

    Source: Alpaydin & Kaynak 1998, doi:10.24432/C50P49.
    """
    package = find_spec("sklearn")
    assert package is not None
    assert package.origin is not None
    rows = np.loadtxt(Path(package.origin).parent / "datasets" / "data" / "digits.csv.gz", np.float32, delimiter=",")
    return rows[:, :-1].reshape(-1, 8, 8) / 16, rows[:, -1].astype(np.int64)


@cache
def glyph(number: int, height: int) -> Plane:
    """Return one of the digits as a pen would have written it at that height in pixels: smooth, dark, thin-edged."""
    small = np.pad(digits()[0][number], 1)
    large = cv2.resize(small, (height, height), interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(large, (0, 0), height / 40)
    return np.clip((soft - 0.2) * 2, 0, 1)


def legible(value: str, turn: int = 0) -> int:
    """Return the number of a well-written digit of a value; another one for each turn."""
    return LEGIBLE[value][turn % len(LEGIBLE[value])]


def ink_of(lines: list[str], height: int = 72) -> Plane:
    """Return a sheet with lines of digits: float32 (H, W), 0 is paper and 1 is ink."""
    step, pitch = round(0.9 * height), 2 * height
    sheet = np.zeros((2 * EDGE + pitch * len(lines), 2 * EDGE + step * max(map(len, lines), default=8)), np.float32)
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            if value == " ":
                continue
            y, x = EDGE + row * pitch, EDGE + column * step
            part = sheet[y : y + height, x : x + height]
            np.maximum(part, glyph(legible(value, row + column), height), out=part)
    return sheet


def photographed(ink: Plane, paper: Plane | float = PAPER, pen: float = PEN) -> NDArray[np.uint8]:
    """Return the grey photo of a sheet: uint8 (H, W), with a camera's noise."""
    grey = paper + ink * (pen - paper) + np.random.default_rng(7).normal(0, 1.5, ink.shape)
    return np.clip(np.rint(grey), 0, 255).astype(np.uint8)


def as_file(picture: NDArray[np.uint8], kind: str = "PNG", **options: object) -> bytes:
    """Return a picture as the bytes of a file."""
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, kind, **options)
    return buffer.getvalue()


def photo_of(lines: list[str], height: int = 72) -> bytes:
    """Return a PNG of lines of digits on plain paper in even light."""
    return as_file(photographed(ink_of(lines, height)))


LEGIBLE = {  # numbers of digits that nobody doubts
    "0": (646, 957, 1336),
    "1": (1329, 1626, 1213),
    "2": (1744, 1593, 278),
    "3": (990, 1370, 1518),
    "4": (946, 1022, 1070),
    "5": (618, 1517, 636),
    "6": (662, 1636, 921),
    "7": (673, 317, 1135),
    "8": (1165, 1028, 1026),
    "9": (375, 348, 361),
}


def as_photo(grey: NDArray[np.uint8]) -> Photo:
    """Return a grey picture as a photo that went through the gate unchanged."""
    return Photo(np.repeat(grey[..., None], 3, axis=2), grey, 1.0, grey.shape[::-1])


def light_from_the_left(shape: tuple[int, ...]) -> Plane:
    """Return paper that is half as bright at its right edge as at its left one: float32 (H, W), grey levels."""
    return np.broadcast_to(np.linspace(PAPER, PAPER / 2, shape[1], dtype=np.float32), shape)


def with_a_shadow(shape: tuple[int, ...], share: float = 0.4) -> Plane:
    """Return paper whose lower right is in a shadow with a soft, slanting edge."""
    rows, columns = np.indices(shape, np.float32)
    edge = columns / shape[1] + 0.5 * rows / shape[0] - 0.75
    return (PAPER * (1 - share / (1 + np.exp(-edge / 0.02)))).astype(np.float32)


def ruled(shape: tuple[int, ...], every: int = 72, slope: float = 0.0) -> Plane:
    """Return paper with printed rules two pixels thick, that many pixels apart, rising by a share of their length."""
    paper = np.full(shape, PAPER, np.float32)
    for y in range(every // 2, shape[0], every):
        end = round(y - slope * shape[1])
        cv2.line(paper, (0, y), (shape[1] - 1, end), 140.0, 2, cv2.LINE_AA)
    return paper
