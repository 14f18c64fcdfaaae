"""Tiles: the 28x28 pictures that the classifier sees, normalised exactly as MNIST's are."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.layout.components import Component, bordered
from digitreader.layout.ink import Ink
from digitreader.settings.recognition import TileSettings

SIDE = 28  # pixels; MNIST's tile
BODY = 20  # pixels; the square inside the tile that holds the digit


@dataclass(frozen=True, eq=False)
class Tile:
    """One candidate digit as the classifier sees it.

    pixels: float32 (28, 28), 0 is paper and 1 is full ink.
    """

    pixels: NDArray[np.float32]

    def __post_init__(self) -> None:
        """Refuse anything that is not a 28x28 float32 picture."""
        if self.pixels.shape != (SIDE, SIDE) or self.pixels.dtype != np.float32:
            raise ValueError(f"a tile is float32 (28, 28), not {self.pixels.dtype} {self.pixels.shape}")


def make_tile(component: Component, ink: Ink, settings: TileSettings | None = None) -> Tile:
    """Make the tile of a component: its own grey ink, without anything else in its box.

    A fine pen's hairlines would all but vanish in 20x20 pixels, so they are thickened first to the pen that MNIST was
    written with.
    """
    settings = settings or TileSettings()
    side = max(component.box.width, component.box.height)
    grow = max(0, round(settings.pen * side - component.thickness))
    own = _own_ink(component, ink, 1 + grow)
    factor = side // (settings.large // 2) if side > settings.large else 1
    if factor > 1:
        own, grow = _shrunk(own, factor), grow // factor
    if grow:
        pen = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (grow + 1, grow + 1))
        own = np.asarray(cv2.dilate(own, pen), np.float32)
    return Tile(normalise(own, settings.faintest))


def _own_ink(component: Component, ink: Ink, edge: int) -> NDArray[np.float32]:
    """Cut out a component's grey ink, a pixel around it included, with an edge of paper so many pixels wide."""
    x, y, width, height = component.box
    picture = np.zeros((height + 2 * edge, width + 2 * edge), np.float32)
    near = np.asarray(cv2.dilate(bordered(component.mask, edge), np.ones((3, 3), np.uint8)), np.uint8).view(bool)
    top, left = max(0, edge - y), max(0, edge - x)
    part = ink.darkness[max(0, y - edge) : y + height + edge, max(0, x - edge) : x + width + edge]
    picture[top : top + part.shape[0], left : left + part.shape[1]] = part
    return np.where(near, picture, np.float32(0))


def _shrunk(picture: NDArray[np.float32], factor: int) -> NDArray[np.float32]:
    """Shrink a picture by a whole factor, by averaging."""
    size = max(1, picture.shape[1] // factor), max(1, picture.shape[0] // factor)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.float32)


def normalise(darkness: NDArray[np.float32], faintest: float = TileSettings.faintest) -> NDArray[np.float32]:
    """Normalise a picture of one digit as MNIST's digits are.

    The tight box around the ink is grown to a square and resampled to 20x20; the peak is scaled to full ink; and the
    whole is pasted so that the centre of mass falls just past the middle of 28x28.

    Args:
        darkness: float32 (H, W), 0 is paper, larger is darker ink.
        faintest: of the peak; fainter pixels do not count as ink.

    Returns:
        float32 (28, 28), 0 to 1; all zero where the picture holds no ink.

    Source: Yadav & Bottou 2019, "Cold Case: The Lost MNIST Digits", arXiv:1905.10498.
    """
    tile = np.zeros((SIDE, SIDE), np.float32)
    peak = float(darkness.max(initial=0.0))
    if peak <= 0.0:
        return tile
    body = _resample(_square(_tight(darkness, faintest * peak)))
    body /= max(float(body.max()), 1e-6)
    top, left = _centred_corner(body)
    tile[top : top + BODY, left : left + BODY] = body
    return tile


def _tight(darkness: NDArray[np.float32], threshold: float) -> NDArray[np.float32]:
    """Crop a picture to its ink."""
    ink = darkness > threshold
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return darkness[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _square(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    """Put a picture in the middle of a square of paper as long as its longer side."""
    height, width = picture.shape
    side = max(height, width)
    square = np.zeros((side, side), np.float32)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = picture
    return square


def _resample(square: NDArray[np.float32]) -> NDArray[np.float32]:
    """Resample a square to 20x20: areas are averaged where it shrinks, pixels interpolated where it grows."""
    how = cv2.INTER_AREA if square.shape[0] > BODY else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(square, (BODY, BODY), interpolation=how), np.float32)


def _centred_corner(body: NDArray[np.float32]) -> tuple[int, int]:
    """Find the (top, left) that puts the body's centre of mass where MNIST's lie.

    In all of MNIST it lies in [14, 15), counted from the tile's edge: never left of or above the middle.
    """
    mass = float(body.sum())
    positions = np.arange(BODY, dtype=np.float32) + 0.5
    row = float(body.sum(axis=1) @ positions) / mass
    column = float(body.sum(axis=0) @ positions) / mass
    most = SIDE - BODY
    top, left = (int(np.clip(np.ceil(SIDE / 2 - at), 0, most)) for at in (row, column))
    return top, left
