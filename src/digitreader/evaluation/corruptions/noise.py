"""Corruptions by sensor and lens: noise, frosted glass, motion."""

import cv2
import numpy as np

from digitreader.evaluation.corruptions.tiles import BEYOND, Floats, Tiles, as_shares, as_tiles, blurred
from digitreader.recognition.tile import SIDE

PHOTONS = 3.0  # photons on average at a pixel of full ink
IMPULSES = 0.17  # of the pixels become paper or full ink
GLASS_BLUR = 0.7  # pixels, standard deviation; before and after the shuffling
GLASS_ROUNDS = 2  # times that each pixel may swap with a neighbour
MOTION_LENGTH, MOTION_BLUR, MOTION_TURN = 20, 3.0, np.pi / 4  # pixels, pixels (standard deviation), radians at most


def shot_noise(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Add shot noise, as with very few photons."""
    return as_tiles(rng.poisson(PHOTONS * as_shares(tiles)) / PHOTONS)


def impulse_noise(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Add salt-and-pepper noise."""
    hit = rng.random(tiles.shape) < IMPULSES
    return np.where(hit, 255 * rng.integers(0, 2, tiles.shape), tiles).astype(np.uint8)


def glass_blur(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Look through frosted glass: blur, swap neighbouring pixels, blur again.

    The blur runs down the columns only, as in MNIST-C's files.
    """
    glass = blurred(as_shares(tiles), GLASS_BLUR, width=1)
    each = np.arange(len(tiles))
    places = [(y, x) for y in range(SIDE - 1, 1, -1) for x in range(SIDE - 1, 1, -1)]
    for y, x in GLASS_ROUNDS * places:
        swapped = rng.random(len(tiles)) < 0.5
        from_y, from_x = (place - swapped * rng.integers(0, 2, len(tiles)) for place in (y, x))
        here, there = glass[:, y, x].copy(), glass[each, from_y, from_x]
        glass[each, from_y, from_x] = here
        glass[:, y, x] = there
    return as_tiles(blurred(glass, GLASS_BLUR, width=1))


def motion_blur(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Smear to one side, like a moving camera."""
    kernels = [_trail(angle) for angle in rng.uniform(-MOTION_TURN, MOTION_TURN, len(tiles))]
    smeared = [cv2.filter2D(t, -1, k, borderType=BEYOND) for t, k in zip(tiles, kernels, strict=True)]
    return np.stack(smeared).astype(np.uint8)


def _trail(angle: float) -> Floats:
    """The kernel of motion blur: half a Gaussian along a ray from the middle."""
    steps = np.arange(MOTION_LENGTH + 1)
    kernel = np.zeros((2 * MOTION_LENGTH + 1, 2 * MOTION_LENGTH + 1), np.float32)
    rows, columns = (MOTION_LENGTH + np.rint(steps * part).astype(int) for part in (np.sin(angle), np.cos(angle)))
    np.add.at(kernel, (rows, columns), np.exp(-(steps**2) / (2 * MOTION_BLUR**2)))
    return np.asarray(kernel / kernel.sum(), np.float32)
