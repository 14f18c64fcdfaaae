"""Generic corruptions of a tile for training.

They deliberately differ from the corruptions in `evaluation/corruptions`, so that networks are measured on kinds they
have never seen.
"""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.recognition.tile import SIDE

Tile = NDArray[np.float32]

AT_ONCE = 2  # corruptions of one tile, at most
COARSE = 14  # grid points a side of the displacement field for unsteady strokes
GRID = np.stack(np.meshgrid(np.arange(SIDE), np.arange(SIDE)), axis=-1).astype(np.float32)  # (x, y) of each pixel
SUBPIXEL = 4  # fractional bits of a coordinate


def corrupt(tile: Tile, rng: np.random.Generator) -> Tile:
    """Apply one or two random corruptions to a tile.

    Args:
        tile: float32 (28, 28), 0 to 1, ink bright; not modified.
        rng: the random generator.

    Returns:
        float32 (28, 28), 0 to 1.
    """
    for kind in rng.permutation(len(KINDS))[: rng.integers(1, AT_ONCE + 1)]:
        tile = np.clip(KINDS[int(kind)](tile, rng), 0, 1).astype(np.float32)
    return tile


def filtered(tile: Tile, rng: np.random.Generator) -> Tile:
    """Convolve with a random filter, scale the peak to full ink, and sometimes blend with the original.

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
    """Make strokes shaky with a fine displacement field.

    Source: Simard, Steinkraus & Platt 2003, doi:10.1109/ICDAR.2003.1227801, with a finer grid.
    """
    coarse = rng.normal(0, rng.uniform(0.4, 1.3), (COARSE, COARSE, 2)).astype(np.float32)
    source = GRID + cv2.resize(coarse, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.remap(tile, source[..., 0], source[..., 1], cv2.INTER_LINEAR), np.float32)


def grainy(tile: Tile, rng: np.random.Generator) -> Tile:
    """Add Gaussian noise, fine or coarse, everywhere or in the ink only."""
    side = int(rng.choice([SIDE, SIDE, SIDE // 2, SIDE // 4]))
    drawn = rng.normal(0, rng.uniform(0.05, 0.4), (side, side)).astype(np.float32)
    noise = cv2.resize(drawn, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
    return np.asarray(tile * (1 + 2 * noise) if rng.random() < 0.4 else tile + noise, np.float32)


def scribbled(tile: Tile, rng: np.random.Generator) -> Tile:
    """Draw a thin wandering stroke across the tile."""
    steps = rng.normal(0, rng.uniform(2, 9), (int(rng.integers(1, 12)), 2))
    points = np.cumsum(np.vstack([rng.uniform(0, SIDE, 2), steps + rng.normal(0, 4, 2)]), axis=0)
    stroke = np.zeros((SIDE, SIDE), np.uint8)
    fixed = np.rint(points * 2**SUBPIXEL).astype(np.int32)
    cv2.polylines(stroke, [fixed], False, 255, int(rng.integers(1, 3)), cv2.LINE_AA, SUBPIXEL)
    return np.asarray(np.maximum(tile, stroke * np.float32(rng.uniform(0.3, 1) / 255)), np.float32)


def patched(tile: Tile, rng: np.random.Generator) -> Tile:
    """Fill one to three small rectangles with grey or noise, or invert them.

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
    """Change the grey levels of paper and ink, and the curve between them."""
    dark, light = np.sort(rng.random(2))
    if light - dark < 0.2:
        dark, light = 0.0, 1.0
    return np.asarray(dark + (light - dark) * tile ** np.float32(np.exp(rng.normal(0, 0.6))), np.float32)


KINDS: tuple[Callable[[Tile, np.random.Generator], Tile], ...] = (filtered, shaken, grainy, scribbled, patched, toned)
