"""Corruptions drawn over the digit: stripes, lines, mud; and edges only."""

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.evaluation.corruptions.tiles import Tiles, as_shares, as_tiles, blurred
from digitreader.recognition.tile import SIDE

STRIPE = 7  # inverted columns on the left and on the right
LINE_REACH = 2.3  # pixels from its middle at which a line has faded to nothing
ZIGZAG = 2.0  # pixels; a quarter of the period, and the height
DOT = 2  # columns
SPATTER_MEAN, SPATTER_SPREAD, SPATTER_BLUR = 0.65, 0.3, 1.0  # of the liquid, its grain in pixels
SPATTER_LEVEL, SPATTER_EDGE, SPATTER_KEPT, MUD = 0.65, 1.5, 0.8, 63 / 255  # drop, edge in pixels, cover, grey
EDGE_BLUR, EDGE_LOW, EDGE_HIGH = 1.0, 0.1, 0.2  # pixels; of full ink, as the gradient of a Sobel filter
PLACES = np.arange(SIDE, dtype=np.float64)


def stripe(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Invert the columns on both sides."""
    striped = 255 - tiles
    striped[:, :, STRIPE:-STRIPE] = tiles[:, :, STRIPE:-STRIPE]
    return striped


def _line(x0: float, y0: float, x1: float, y1: float) -> NDArray[np.float64]:
    """Draw a line from left to right that fades with the logarithm of the vertical distance."""
    if x0 == x1:
        return np.zeros((SIDE, SIDE))
    heights = y0 + (y1 - y0) / (x1 - x0) * (PLACES - x0)
    distance = np.minimum(np.abs(PLACES[:, None] - heights), LINE_REACH - 1e-9)
    line = np.clip(np.log(1 - distance / LINE_REACH) + 1, 0, 1)
    line[:, : max(0, int(np.floor(x0)))] = 0
    line[:, max(0, int(np.ceil(x1))) :] = 0
    return np.asarray(line)


def dotted_line(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Draw a dotted line from the left edge to the right edge."""
    dotted = np.arange(SIDE) // DOT % 2 == 1
    ends = rng.integers(0, SIDE - 1, (len(tiles), 2))
    return as_tiles(as_shares(tiles) + np.stack([_line(0, start, SIDE - 1, end) * dotted for start, end in ends]))


def zigzag(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Draw a roughly level zigzag that ends two columns short of each edge."""
    starts, rises = rng.integers(0, SIDE - 1, len(tiles)), rng.integers(-5, 5, len(tiles))
    return as_tiles(as_shares(tiles) + np.stack([_zigzag(*map(float, at)) for at in zip(starts, rises, strict=True)]))


def _zigzag(start: float, rise: float) -> NDArray[np.float64]:
    """Draw a zigzag that begins `start` pixels from the top and ends `rise` pixels lower."""
    left, right = 2.0, SIDE - 3.0
    angle = np.arctan2(rise, right - left)
    length = (right - left) / np.cos(angle)
    along = np.concatenate([[0.0], np.arange(ZIGZAG, length, 2 * ZIGZAG), [length]])
    across = np.concatenate([[0.0], ZIGZAG * (-1.0) ** np.arange(len(along) - 2), [0.0]])
    xs = left + along * np.cos(angle) - across * np.sin(angle)
    ys = start + along * np.sin(angle) + across * np.cos(angle)
    return np.asarray(sum(_line(*ends) for ends in zip(xs, ys, xs[1:], ys[1:], strict=False)))


def spatter(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Spatter with drops of mud."""
    liquid = blurred(rng.normal(SPATTER_MEAN, SPATTER_SPREAD, tiles.shape).astype(np.float32), SPATTER_BLUR)
    cover = blurred((liquid > SPATTER_LEVEL).astype(np.float32), SPATTER_EDGE)
    cover[cover < SPATTER_KEPT] = 0
    return as_tiles(as_shares(tiles) * (1 - cover) + np.float32(MUD) * cover)


def canny_edges(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Keep only the edges of the ink, one pixel wide.

    Source: Canny 1986, doi:10.1109/TPAMI.1986.4767851.
    """
    smooth = as_tiles(blurred(as_shares(tiles), EDGE_BLUR))
    edges = [cv2.Canny(tile, 255 * EDGE_LOW, 255 * EDGE_HIGH, L2gradient=True) for tile in smooth]
    return np.stack(edges).astype(np.uint8)
