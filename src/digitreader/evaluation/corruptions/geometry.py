"""Corruptions of place and shape: rotation, shear, scale, translation."""

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.evaluation.corruptions.tiles import Tiles, sides
from digitreader.recognition.tile import SIDE

TURN = 0.4  # radians, either way
SHEAR = 0.4  # radians, either way
SHRUNK = 0.7  # of the original size
MOVED = 3  # pixels, along both axes, either way
MIDDLE = (SIDE - 1) / 2  # pixels; the fixed point of rotation and scaling


def _warped(tiles: Tiles, backward: NDArray[np.float64]) -> Tiles:
    """Apply to each tile its own affine map around the middle.

    backward: float64 (n, 2, 2), from a pixel (x, y) of the result to its source.
    """
    offsets = MIDDLE * (1 - backward.sum(axis=2, keepdims=True))
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    matrices = np.concatenate([backward, offsets], axis=2)
    warped = [cv2.warpAffine(tile, m, (SIDE, SIDE), flags=how) for tile, m in zip(tiles, matrices, strict=True)]
    return np.stack(warped).astype(np.uint8)


def _matrices(a: object, b: object, c: object, d: object, count: int) -> NDArray[np.float64]:
    """The matrices with rows (a, b) and (c, d), one for each tile."""
    return np.stack([np.broadcast_to(np.asarray(x, np.float64), count) for x in (a, b, c, d)], axis=1).reshape(-1, 2, 2)


def rotate(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Rotate each tile to the left or right."""
    angles = TURN * sides(len(tiles), rng)
    return _warped(tiles, _matrices(np.cos(angles), -np.sin(angles), np.sin(angles), np.cos(angles), len(tiles)))


def shear(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Shear each tile to the left or right."""
    return _warped(tiles, _matrices(1, -np.sin(SHEAR * sides(len(tiles), rng)), 0, np.cos(SHEAR), len(tiles)))


def scale(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Shrink the digit."""
    return _warped(tiles, _matrices(1 / SHRUNK, 0, 0, 1 / SHRUNK, len(tiles)))


def translate(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Move each digit towards a corner; what leaves the tile is lost."""
    padded = np.pad(tiles, ((0, 0), (MOVED, MOVED), (MOVED, MOVED)))
    corners = MOVED + MOVED * np.stack([sides(len(tiles), rng), sides(len(tiles), rng)], axis=1)
    return np.stack([p[y : y + SIDE, x : x + SIDE] for p, (y, x) in zip(padded, corners, strict=True)])
