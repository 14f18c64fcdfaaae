"""Augmentation: random variations of a digit, as other writers and cameras would produce it."""

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.recognition.tile import SIDE, normalise
from digitreader.training.data.corrupt import corrupt

CANVAS = 60  # pixels; distortions work at twice the tile's resolution, with room to rotate
ZOOM = 2.0
PLAIN_SHARE = 0.15  # of the tiles get mild changes only, and ...
UNTOUCHED = 0.5  # ... this share of them stays untouched
CORRUPTED_SHARE = 0.25  # of the tiles are corrupted on top
THICK = 0.42  # most of a digit's box that may be ink; with thicker strokes it is illegible

GRID = np.stack(np.meshgrid(np.arange(CANVAS), np.arange(CANVAS)), axis=-1).astype(np.float32)  # (x, y) of each pixel

Picture = NDArray[np.float32]


def augment(
    image: NDArray[np.uint8],
    rng: np.random.Generator,
    plain_share: float = PLAIN_SHARE,
    corrupted_share: float = CORRUPTED_SHARE,
) -> Picture:
    """Vary a tile at random, and sometimes corrupt it.

    Plain tiles stay untouched or are slightly rotated, sheared, stretched and shifted. The rest are distorted at
    random (rotation, scale, shear, elastic deformation, stroke thickness, broken strokes, blur, lost resolution), then
    normalised as digits in photos are, then shifted a little, faded and made noisy.

    Args:
        image: uint8 (28, 28), ink bright; not modified.
        rng: the random generator.
        plain_share: the share of tiles that get mild changes only.
        corrupted_share: the share passed on to `corrupt`, plain or not.

    Returns:
        float32 (28, 28), 0 to 1.
    """
    picture = image.astype(np.float32) / np.float32(255)
    tile = _plainly(picture, rng) if rng.random() < plain_share else _distorted(picture, rng)
    return corrupt(tile, rng) if rng.random() < corrupted_share else tile


def _plainly(picture: Picture, rng: np.random.Generator) -> Picture:
    """Leave the tile as it is, or change it no more than handwriting varies anyway."""
    if rng.random() < UNTOUCHED:
        return picture
    angle, shear, stretch = np.deg2rad(rng.normal(0, 5)), rng.normal(0, 0.08), np.exp(rng.normal(0, 0.06, 2))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    forward = turn @ np.array([[stretch[0], shear], [0, stretch[1]]])
    middle = np.full(2, (SIDE - 1) / 2)
    matrix = np.column_stack([forward, middle - forward @ middle + rng.normal(0, 0.9, 2)])
    moved = cv2.warpAffine(picture, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR)
    return np.asarray(moved, np.float32)


def _distorted(picture: Picture, rng: np.random.Generator) -> Picture:
    """Redraw the tile as another hand, pen and camera might."""
    picture = _bent(picture, rng)
    if rng.random() < 0.4:
        picture = _thickness(picture, rng)
    if rng.random() < 0.08:
        picture = _broken(picture, rng)
    if rng.random() < 0.3:
        picture = _blurred(picture, rng)
    return _weathered(normalise(picture), rng)


def _bent(picture: Picture, rng: np.random.Generator) -> Picture:
    """Put the digit on a larger canvas, rotated, sheared, stretched and half of the time elastically deformed."""
    angle = np.deg2rad(rng.normal(0, 8))
    shear = rng.normal(0, 0.12)
    stretch = np.exp(rng.normal(0, 0.1))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    shape = np.array([[ZOOM * stretch, ZOOM * shear], [0, ZOOM / stretch]])
    forward = turn @ shape
    offset = np.array([CANVAS / 2, CANVAS / 2]) - forward @ np.array([SIDE / 2, SIDE / 2])
    if rng.random() < 0.5:
        return _warp(picture, np.column_stack([forward, offset]))
    return _elastic(picture, np.linalg.inv(forward), offset, rng)


def _warp(picture: Picture, matrix: NDArray[np.float64]) -> Picture:
    """Apply an affine matrix (2, 3)."""
    return np.asarray(cv2.warpAffine(picture, matrix, (CANVAS, CANVAS), flags=cv2.INTER_LINEAR), np.float32)


def _elastic(
    picture: Picture, backward: NDArray[np.float64], offset: NDArray[np.float64], rng: np.random.Generator
) -> Picture:
    """Apply an affine map and a smooth random displacement field, interpolated from a coarse grid.

    Source: Simard, Steinkraus & Platt 2003, doi:10.1109/ICDAR.2003.1227801.
    """
    strength = rng.uniform(0.3, 1.4)
    coarse = rng.normal(0, strength, (5, 5, 2)).astype(np.float32)
    field = cv2.resize(coarse, (CANVAS, CANVAS), interpolation=cv2.INTER_CUBIC)
    source = (GRID - offset.astype(np.float32)) @ backward.T.astype(np.float32) + field
    return np.asarray(cv2.remap(picture, source[..., 0], source[..., 1], cv2.INTER_LINEAR), np.float32)


def _thickness(picture: Picture, rng: np.random.Generator) -> Picture:
    """Make strokes one or two canvas pixels thicker or thinner, unless that makes them illegible."""
    if rng.random() < 0.5:
        size = int(rng.integers(2, 4))
        thicker = np.asarray(cv2.dilate(picture, np.ones((size, size), np.uint8)), np.float32)
        return thicker if _coverage(thicker) < THICK else picture
    thinner = cv2.erode(picture, np.ones((2, 2), np.uint8))
    if rng.random() < 0.4:
        thinner = cv2.erode(thinner, np.ones((2, 2), np.uint8))
    return np.asarray(thinner, np.float32) if thinner.sum() > 0.35 * picture.sum() else picture


def _coverage(picture: Picture) -> float:
    """The share of ink in a square as tall as the digit."""
    rows = np.flatnonzero(picture.max(axis=1) > 0.2)
    return float(picture.sum()) / float(rows[-1] - rows[0] + 1) ** 2 if rows.size else 0.0


def _broken(picture: Picture, rng: np.random.Generator) -> Picture:
    """Cut a thin line through the strokes, as a dry pen or a removed ruled line does."""
    start, end = (tuple(int(v) for v in rng.integers(0, CANVAS, 2)) for _ in range(2))
    return np.asarray(cv2.line(picture.copy(), start, end, 0.0, int(rng.integers(1, 3))), np.float32)


def _blurred(picture: Picture, rng: np.random.Generator) -> Picture:
    """Blur the picture, or shrink it and scale it back up."""
    if rng.random() < 0.5:
        return np.asarray(cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.6, 1.8)), np.float32)
    small = int(rng.integers(18, 40))
    reduced = cv2.resize(picture, (small, small), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(reduced, (CANVAS, CANVAS), interpolation=cv2.INTER_LINEAR), np.float32)


def _weathered(tile: Picture, rng: np.random.Generator) -> Picture:
    """Shift the tile by up to two pixels, change the strength of its ink and add noise, each at random."""
    if rng.random() < 0.4:
        tile = np.roll(tile, rng.integers(-2, 3, 2), axis=(0, 1))
    if rng.random() < 0.3:
        tile = tile ** np.float32(rng.uniform(0.6, 1.6))
    if rng.random() < 0.15:
        grain = rng.normal(0, rng.uniform(0.02, 0.12), tile.shape).astype(np.float32)
        tile = np.clip(tile + grain, 0, 1)
    return tile.astype(np.float32)
