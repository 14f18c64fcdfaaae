"""Corruptions: a digit seen badly, in sixteen ways that no training drew as such.

Fifteen of them are MNIST-C's, at the severities with which its files were made; faded ink is added. Each takes tiles
uint8 (n, 28, 28), ink bright, and a generator, and returns new tiles of the same kind; the same generator gives the
same tiles.

Source: Mu & Gilmer 2019, "MNIST-C: A Robustness Benchmark for Computer Vision", arXiv:1906.02337; the severities are
the defaults in corruptions.py of github.com/google-research/mnist-c, written anew here with OpenCV and NumPy.
"""

from collections.abc import Callable
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.recognition.tile import SIDE

Tiles = NDArray[np.uint8]
Floats = NDArray[np.float32]
Corrupt = Callable[[Tiles, np.random.Generator], Tiles]

PHOTONS = 3.0  # on average, from a pixel of full ink
IMPULSES = 0.17  # of the pixels become paper or full ink
GLASS_BLUR = 0.7  # pixels, standard deviation; before and after the shuffling
GLASS_ROUNDS = 2  # times that each pixel may change places with a neighbour
MOTION_LENGTH, MOTION_BLUR, MOTION_TURN = 20, 3.0, np.pi / 4  # pixels, pixels (standard deviation), radians at most
FOG, FOG_DECAY = 3.0, 1.96  # of full ink at its thickest; how much finer clouds are fainter, for each halving
CLOUDS = 256  # pixels; a sky that 81 tiles are cut from
BRIGHTER = 0.5  # of full ink, added everywhere
FADED = 0.1  # of its strength the ink keeps, as in the contrast that MNIST-C's code has and its files have not
TURN = 0.4  # radians, either way
SHEAR = 0.4  # radians, either way
SHRUNK = 0.7  # of its size
MOVED = 3  # pixels, along both axes, either way
STRIPE = 7  # columns at the left and at the right, inverted
LINE_REACH = 2.3  # pixels; so far from its middle a drawn line has faded to nothing
ZIGZAG = 2.0  # pixels; a quarter of its period, and its height
DOT = 2  # columns
SPATTER_MEAN, SPATTER_SPREAD, SPATTER_BLUR = 0.65, 0.3, 1.0  # of the liquid, its grain in pixels
SPATTER_LEVEL, SPATTER_EDGE, SPATTER_KEPT, MUD = 0.65, 1.5, 0.8, 63 / 255  # drop, edge in pixels, cover, grey
EDGE_BLUR, EDGE_LOW, EDGE_HIGH = 1.0, 0.1, 0.2  # pixels; of full ink, as the gradient of a Sobel filter

MIDDLE = (SIDE - 1) / 2  # pixels; what turning and shrinking leave where it is
PLACES = np.arange(SIDE, dtype=np.float64)
BEYOND = cv2.BORDER_REPLICATE


def _share(tiles: Tiles) -> Floats:
    """Return the tiles as shares of full ink."""
    return tiles.astype(np.float32) / np.float32(255)


def _tiles(shares: NDArray[np.float32] | NDArray[np.float64]) -> Tiles:
    """Return shares of full ink as tiles, cut off at paper and at full ink."""
    return np.asarray(np.rint(np.clip(shares, 0, 1) * 255), np.uint8)


def _sides(count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return -1 or 1 for each tile."""
    return 2 * rng.integers(0, 2, count) - 1


def _blurred(pictures: Floats, deviation: float, width: int = 0) -> Floats:
    """Return each picture blurred by a Gaussian, down the columns alone if it is 1 wide; edges go on beyond."""
    blur = partial(cv2.GaussianBlur, ksize=(width, 0), sigmaX=deviation, sigmaY=deviation, borderType=BEYOND)
    return np.stack([blur(picture) for picture in pictures]).astype(np.float32)


def shot_noise(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Return what a few photons tell of the ink."""
    return _tiles(rng.poisson(PHOTONS * _share(tiles)) / PHOTONS)


def impulse_noise(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Return the tiles with pixels of salt and pepper."""
    hit = rng.random(tiles.shape) < IMPULSES
    return np.where(hit, 255 * rng.integers(0, 2, tiles.shape), tiles).astype(np.uint8)


def glass_blur(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Return the tiles as seen through frosted glass: blurred, shuffled by a pixel, blurred again.

    Blurred down the columns alone, because MNIST-C's files are so.
    """
    glass = _blurred(_share(tiles), GLASS_BLUR, width=1)
    each = np.arange(len(tiles))
    places = [(y, x) for y in range(SIDE - 1, 1, -1) for x in range(SIDE - 1, 1, -1)]
    for y, x in GLASS_ROUNDS * places:
        swapped = rng.random(len(tiles)) < 0.5
        from_y, from_x = (place - swapped * rng.integers(0, 2, len(tiles)) for place in (y, x))
        here, there = glass[:, y, x].copy(), glass[each, from_y, from_x]
        glass[each, from_y, from_x] = here
        glass[:, y, x] = there
    return _tiles(_blurred(glass, GLASS_BLUR, width=1))


def motion_blur(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Return the tiles smeared to one side, as by a hand that moves at last."""
    kernels = [_trail(angle) for angle in rng.uniform(-MOTION_TURN, MOTION_TURN, len(tiles))]
    smeared = [cv2.filter2D(t, -1, k, borderType=BEYOND) for t, k in zip(tiles, kernels, strict=True)]
    return np.stack(smeared).astype(np.uint8)


def _trail(angle: float) -> Floats:
    """Return the kernel of a motion: half a Gaussian along a ray from its middle."""
    steps = np.arange(MOTION_LENGTH + 1)
    kernel = np.zeros((2 * MOTION_LENGTH + 1, 2 * MOTION_LENGTH + 1), np.float32)
    rows, columns = (MOTION_LENGTH + np.rint(steps * part).astype(int) for part in (np.sin(angle), np.cos(angle)))
    np.add.at(kernel, (rows, columns), np.exp(-(steps**2) / (2 * MOTION_BLUR**2)))
    return np.asarray(kernel / kernel.sum(), np.float32)


def fog(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Return the tiles behind clouds that lighten paper and ink alike."""
    across = CLOUDS // SIDE
    skies = [_clouds(rng) for _ in range(-(-len(tiles) // across**2))]
    pieces = [sky[: across * SIDE, : across * SIDE].reshape(across, SIDE, across, SIDE) for sky in skies]
    clouds = np.concatenate([piece.swapaxes(1, 2).reshape(-1, SIDE, SIDE) for piece in pieces])[: len(tiles)]
    peak = _share(tiles).max(axis=(1, 2), keepdims=True)
    return _tiles((_share(tiles) + FOG * clouds) * peak / (peak + FOG))


def _clouds(rng: np.random.Generator) -> Floats:
    """Return a cloudy sky, 0 to 1, by diamonds and squares.

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
    """Return the tiles with grey added everywhere; what is brighter than full ink is cut off."""
    return _tiles(_share(tiles) + np.float32(BRIGHTER))


def faded_ink(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Return the tiles with ink that has all but faded."""
    return _tiles(FADED * _share(tiles))


def _warped(tiles: Tiles, backward: NDArray[np.float64]) -> Tiles:
    """Return each tile under its affine map, (n, 2, 2) from where a pixel comes to (x, y), the middle kept."""
    offsets = MIDDLE * (1 - backward.sum(axis=2, keepdims=True))
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    matrices = np.concatenate([backward, offsets], axis=2)
    warped = [cv2.warpAffine(tile, m, (SIDE, SIDE), flags=how) for tile, m in zip(tiles, matrices, strict=True)]
    return np.stack(warped).astype(np.uint8)


def _matrices(a: object, b: object, c: object, d: object, count: int) -> NDArray[np.float64]:
    """Return the matrices with rows (a, b) and (c, d), one for each of so many tiles."""
    return np.stack([np.broadcast_to(np.asarray(x, np.float64), count) for x in (a, b, c, d)], axis=1).reshape(-1, 2, 2)


def rotate(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Return the tiles turned to the left or to the right."""
    angles = TURN * _sides(len(tiles), rng)
    return _warped(tiles, _matrices(np.cos(angles), -np.sin(angles), np.sin(angles), np.cos(angles), len(tiles)))


def shear(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Return the tiles leaning to the left or to the right."""
    return _warped(tiles, _matrices(1, -np.sin(SHEAR * _sides(len(tiles), rng)), 0, np.cos(SHEAR), len(tiles)))


def scale(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Return the tiles shrunk."""
    return _warped(tiles, _matrices(1 / SHRUNK, 0, 0, 1 / SHRUNK, len(tiles)))


def translate(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Return the tiles moved towards a corner; what leaves them is lost."""
    padded = np.pad(tiles, ((0, 0), (MOVED, MOVED), (MOVED, MOVED)))
    corners = MOVED + MOVED * np.stack([_sides(len(tiles), rng), _sides(len(tiles), rng)], axis=1)
    return np.stack([p[y : y + SIDE, x : x + SIDE] for p, (y, x) in zip(padded, corners, strict=True)])


def stripe(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Return the tiles with the columns on both sides inverted."""
    striped = 255 - tiles
    striped[:, :, STRIPE:-STRIPE] = tiles[:, :, STRIPE:-STRIPE]
    return striped


def _line(x0: float, y0: float, x1: float, y1: float) -> NDArray[np.float64]:
    """Return a line from left to right, full in its middle, fading with the logarithm of the distance above it."""
    if x0 == x1:
        return np.zeros((SIDE, SIDE))
    heights = y0 + (y1 - y0) / (x1 - x0) * (PLACES - x0)
    distance = np.minimum(np.abs(PLACES[:, None] - heights), LINE_REACH - 1e-9)
    line = np.clip(np.log(1 - distance / LINE_REACH) + 1, 0, 1)
    line[:, : max(0, int(np.floor(x0)))] = 0
    line[:, max(0, int(np.ceil(x1))) :] = 0
    return np.asarray(line)


def dotted_line(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Return the tiles with a dotted line from the left edge to the right edge."""
    dotted = np.arange(SIDE) // DOT % 2 == 1
    ends = rng.integers(0, SIDE - 1, (len(tiles), 2))
    return _tiles(_share(tiles) + np.stack([_line(0, start, SIDE - 1, end) * dotted for start, end in ends]))


def zigzag(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Return the tiles with a zigzag from two columns off the left edge to two off the right, about level."""
    starts, rises = rng.integers(0, SIDE - 1, len(tiles)), rng.integers(-5, 5, len(tiles))
    return _tiles(_share(tiles) + np.stack([_zigzag(*map(float, at)) for at in zip(starts, rises, strict=True)]))


def _zigzag(start: float, rise: float) -> NDArray[np.float64]:
    """Return a zigzag that starts at a height, in pixels from the top, and ends so much lower."""
    left, right = 2.0, SIDE - 3.0
    angle = np.arctan2(rise, right - left)
    length = (right - left) / np.cos(angle)
    along = np.concatenate([[0.0], np.arange(ZIGZAG, length, 2 * ZIGZAG), [length]])
    across = np.concatenate([[0.0], ZIGZAG * (-1.0) ** np.arange(len(along) - 2), [0.0]])
    xs = left + along * np.cos(angle) - across * np.sin(angle)
    ys = start + along * np.sin(angle) + across * np.cos(angle)
    return np.asarray(sum(_line(*ends) for ends in zip(xs, ys, xs[1:], ys[1:], strict=False)))


def spatter(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Return the tiles with drops of mud."""
    liquid = _blurred(rng.normal(SPATTER_MEAN, SPATTER_SPREAD, tiles.shape).astype(np.float32), SPATTER_BLUR)
    cover = _blurred((liquid > SPATTER_LEVEL).astype(np.float32), SPATTER_EDGE)
    cover[cover < SPATTER_KEPT] = 0
    return _tiles(_share(tiles) * (1 - cover) + np.float32(MUD) * cover)


def canny_edges(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Return the outlines of the ink, one pixel wide.

    Source: Canny 1986, doi:10.1109/TPAMI.1986.4767851.
    """
    smooth = _tiles(_blurred(_share(tiles), EDGE_BLUR))
    edges = [cv2.Canny(tile, 255 * EDGE_LOW, 255 * EDGE_HIGH, L2gradient=True) for tile in smooth]
    return np.stack(edges).astype(np.uint8)


CORRUPTIONS: dict[str, Corrupt] = {
    corrupt.__name__.replace("_", " "): corrupt
    for corrupt in (
        shot_noise, impulse_noise, glass_blur, motion_blur, fog, brightness, faded_ink, rotate, shear, scale,
        translate, stripe, dotted_line, zigzag, spatter, canny_edges,
    )
}  # fmt: skip
OURS = frozenset({"faded ink"})  # not MNIST-C's
