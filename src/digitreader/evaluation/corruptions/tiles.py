"""Convert tiles to shares of full ink and back; helpers that several corruptions share."""

from collections.abc import Callable
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

Tiles = NDArray[np.uint8]
Floats = NDArray[np.float32]
Corrupt = Callable[[Tiles, np.random.Generator], Tiles]

BEYOND = cv2.BORDER_REPLICATE


def as_shares(tiles: Tiles) -> Floats:
    """Convert tiles to shares of full ink."""
    return tiles.astype(np.float32) / np.float32(255)


def as_tiles(shares: NDArray[np.float32] | NDArray[np.float64]) -> Tiles:
    """Convert shares of full ink to tiles, clipped to 0 to 1."""
    return np.asarray(np.rint(np.clip(shares, 0, 1) * 255), np.uint8)


def sides(count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw -1 or 1 for each tile."""
    return 2 * rng.integers(0, 2, count) - 1


def blurred(pictures: Floats, deviation: float, width: int = 0) -> Floats:
    """Blur with a Gaussian, down the columns only if width is 1; edges are replicated."""
    blur = partial(cv2.GaussianBlur, ksize=(width, 0), sigmaX=deviation, sigmaY=deviation, borderType=BEYOND)
    return np.stack([blur(picture) for picture in pictures]).astype(np.float32)
