"""Disturbances: what spoils a tile that is otherwise well written, in ways that belong to no camera or paper alone.

They are general on purpose, so that the corruptions a network is measured on stay unknown to it: none of those is
drawn here.
"""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.recognition.tile import SIDE

Tile = NDArray[np.float32]

AT_ONCE = 2  # disturbances of one tile, at most
COARSE = 14  # points of the grid that unsteady strokes are moved by
GRID = np.stack(np.meshgrid(np.arange(SIDE), np.arange(SIDE)), axis=-1).astype(np.float32)  # (x, y) everywhere
SUBPIXEL = 4  # bits of a coordinate behind the point


def corrupt(tile: Tile, rng: np.random.Generator) -> Tile:
    """Return a tile with one or two disturbances.

    Args:
        tile: float32 (28, 28), 0 to 1, ink bright; left as it was.
        rng: where chance comes from.

    Returns:
        float32 (28, 28), 0 to 1.
    """
    for kind in rng.permutation(len(KINDS))[: rng.integers(1, AT_ONCE + 1)]:
        tile = np.clip(KINDS[int(kind)](tile, rng), 0, 1).astype(np.float32)
    return tile


def filtered(tile: Tile, rng: np.random.Generator) -> Tile:
    """Return the answer of a random filter, its peak at full ink, by chance mixed with the tile.

    Source: Xu et al. 2021, "Robust and Generalizable Visual Representation Learning via Random Convolutions",
    arXiv:2007.13003.
    """
    size = int(rng.choice([3, 5]))
    kernel = rng.normal(0, 1, (size, size))
    answer = np.asarray(cv2.filter2D(tile, -1, kernel, borderType=cv2.BORDER_REPLICATE), np.float32)
    answer = np.abs(answer) if rng.random() < 0.5 else np.maximum(answer * np.sign((answer * tile).sum()), 0)
    answer /= max(float(answer.max()), 1e-6)
    own = rng.uniform(0, 1) if rng.random() < 0.4 else 0.0
    return np.asarray(own * tile + (1 - own) * answer, np.float32)


def shaken(tile: Tile, rng: np.random.Generator) -> Tile:
    """Return the strokes as an unsteady hand draws them: every spot moved by itself.

    Source: Simard, Steinkraus & Platt 2003, doi:10.1109/ICDAR.2003.1227801, with a fine field.
    """
    coarse = rng.normal(0, rng.uniform(0.4, 1.3), (COARSE, COARSE, 2)).astype(np.float32)
    source = GRID + cv2.resize(coarse, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.remap(tile, source[..., 0], source[..., 1], cv2.INTER_LINEAR), np.float32)


def grainy(tile: Tile, rng: np.random.Generator) -> Tile:
    """Return the tile with Gaussian noise, fine or coarse, everywhere or in the ink alone."""
    side = int(rng.choice([SIDE, SIDE, SIDE // 2, SIDE // 4]))
    drawn = rng.normal(0, rng.uniform(0.05, 0.4), (side, side)).astype(np.float32)
    noise = cv2.resize(drawn, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
    return np.asarray(tile * (1 + 2 * noise) if rng.random() < 0.4 else tile + noise, np.float32)


def scribbled(tile: Tile, rng: np.random.Generator) -> Tile:
    """Return the tile with a thin stroke that wanders over it."""
    steps = rng.normal(0, rng.uniform(2, 9), (int(rng.integers(1, 12)), 2))
    points = np.cumsum(np.vstack([rng.uniform(0, SIDE, 2), steps + rng.normal(0, 4, 2)]), axis=0)
    stroke = np.zeros((SIDE, SIDE), np.uint8)
    fixed = np.rint(points * 2**SUBPIXEL).astype(np.int32)
    cv2.polylines(stroke, [fixed], False, 255, int(rng.integers(1, 3)), cv2.LINE_AA, SUBPIXEL)
    return np.asarray(np.maximum(tile, stroke * np.float32(rng.uniform(0.3, 1) / 255)), np.float32)


def patched(tile: Tile, rng: np.random.Generator) -> Tile:
    """Return the tile with one to three small rectangles blanked, grey, inverted or full of noise.

    Source: Zhong et al. 2020, "Random Erasing Data Augmentation", arXiv:1708.04896.
    """
    tile = tile.copy()
    for _ in range(int(rng.integers(1, 4))):
        height, width = (int(side) for side in rng.integers(2, 10, 2))
        top, left = int(rng.integers(0, SIDE - height)), int(rng.integers(0, SIDE - width))
        patch = tile[top : top + height, left : left + width]
        fill = rng.random()
        if fill < 0.3:
            patch[:] = rng.random()
        elif fill < 0.6:
            patch[:] = 1 - patch
        else:
            patch[:] = rng.random(patch.shape)
    return tile


def toned(tile: Tile, rng: np.random.Generator) -> Tile:
    """Return the tile in other greys: along a curve, on paper and with ink of another tone."""
    dark, light = np.sort(rng.random(2))
    if light - dark < 0.2:
        dark, light = 0.0, 1.0
    return np.asarray(dark + (light - dark) * tile ** np.float32(np.exp(rng.normal(0, 0.6))), np.float32)


KINDS: tuple[Callable[[Tile, np.random.Generator], Tile], ...] = (filtered, shaken, grainy, scribbled, patched, toned)
