"""What the pictures of the stages share: colours, type, scaling, inks and outlines."""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import ImageFont

from digitreader.layout.components import Component

Picture = NDArray[np.uint8]  # (H, W, 3) RGB
Mask = NDArray[np.bool_]
Colour = tuple[int, int, int]

SIDE = 960  # pixels; the longer side of a picture of the whole photo
PAPER, PEN, NIGHT = (250, 247, 240), (28, 36, 48), (20, 24, 31)
BLUE, AMBER, RED, GREY = (31, 79, 163), (196, 98, 0), (204, 52, 44), (120, 126, 138)
HUES = BLUE, (176, 74, 0), (20, 120, 84), (132, 62, 160), (176, 36, 60), (0, 116, 140)  # legible on PAPER


@cache
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The font of labels in pictures; Pillow ships it."""
    return ImageFont.load_default(size)


def fitted(picture: NDArray[np.uint8], side: int = SIDE) -> NDArray[np.uint8]:
    """Shrink a picture to what the screen needs: uint8, grey or RGB as it was."""
    scale = min(1.0, side / max(picture.shape[:2]))
    if scale == 1.0:
        return picture
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def resized(picture: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """Scale a picture to a square with sides of that many pixels."""
    way = cv2.INTER_AREA if picture.shape[0] > side else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, (side, side), interpolation=way), np.uint8)


def enlarged(picture: NDArray[np.uint8], times: int) -> NDArray[np.uint8]:
    """Draw each pixel as a square; browsers blur what they enlarge themselves."""
    return np.asarray(picture.repeat(times, axis=0).repeat(times, axis=1), np.uint8)


def inked(*layers: tuple[Mask, Colour]) -> Picture:
    """Draw masks as inks on paper, soft where they shrink, each over those before it."""
    coverages = [(fitted(mask.view(np.uint8) * np.uint8(255)), colour) for mask, colour in layers]
    picture = np.full((*coverages[0][0].shape, 3), PAPER, np.float32)
    for coverage, colour in coverages:
        share = np.minimum(coverage.astype(np.float32) * np.float32(1.4 / 255), 1)[..., None]
        picture += share * (np.array(colour, np.float32) - picture)
    return np.rint(picture).astype(np.uint8)


def outlines(component: Component, scale: float) -> list[NDArray[np.int32]]:
    """The outer and inner contours of a component, in a picture of that scale."""
    found, _ = cv2.findContours(component.mask.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    return [np.rint((np.asarray(contour) + component.box[:2]) * scale).astype(np.int32) for contour in found]


def tint(colour: Colour) -> Colour:
    """A colour thinned with paper."""
    red, green, blue = (round(0.3 * c + 0.7 * p) for c, p in zip(colour, PAPER, strict=True))
    return red, green, blue
