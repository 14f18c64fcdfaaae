"""Corruptions by light and ink: fog, brightness, faded ink."""

import numpy as np

from digitreader.evaluation.corruptions.tiles import Floats, Tiles, as_shares, as_tiles
from digitreader.recognition.tile import SIDE

FOG, FOG_DECAY = 3.0, 1.96  # of full ink at its thickest; how much fainter clouds get with each halving of their size
CLOUDS = 256  # pixels a side; 81 tiles are cut from one sky
BRIGHTER = 0.5  # of full ink, added everywhere
FADED = 0.1  # of the ink's strength is kept; "contrast" in MNIST-C's code, missing from its files


def fog(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Put clouds over paper and ink alike."""
    across = CLOUDS // SIDE
    skies = [_clouds(rng) for _ in range(-(-len(tiles) // across**2))]
    pieces = [sky[: across * SIDE, : across * SIDE].reshape(across, SIDE, across, SIDE) for sky in skies]
    clouds = np.concatenate([piece.swapaxes(1, 2).reshape(-1, SIDE, SIDE) for piece in pieces])[: len(tiles)]
    peak = as_shares(tiles).max(axis=(1, 2), keepdims=True)
    return as_tiles((as_shares(tiles) + FOG * clouds) * peak / (peak + FOG))


def _clouds(rng: np.random.Generator) -> Floats:
    """Draw a cloudy sky, 0 to 1, by the diamond-square algorithm.

    Source: Fournier, Fussell & Carpenter 1982, doi:10.1145/358523.358553.
    """
    sky = np.zeros((CLOUDS, CLOUDS), np.float32)
    step, rough = CLOUDS, 1.0
    while step > 1:
        half = step // 2
        corners, centres = sky[::step, ::step], sky[half::step, half::step]
        chance = rough * rng.uniform(-1, 1, (3, *corners.shape))
        rows = corners + np.roll(corners, -1, axis=1)
        columns = corners + np.roll(corners, -1, axis=0)
        centres[:] = (rows + np.roll(rows, -1, axis=0)) / 4 + chance[0]
        sky[::step, half::step] = (rows + centres + np.roll(centres, 1, axis=0)) / 4 + chance[1]
        sky[half::step, ::step] = (columns + centres + np.roll(centres, 1, axis=1)) / 4 + chance[2]
        step, rough = half, rough / FOG_DECAY
    return np.asarray((sky - sky.min()) / (sky.max() - sky.min()), np.float32)


def brightness(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Add grey everywhere, clipped at full ink."""
    return as_tiles(as_shares(tiles) + np.float32(BRIGHTER))


def faded_ink(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Fade the ink to almost nothing."""
    return as_tiles(FADED * as_shares(tiles))
