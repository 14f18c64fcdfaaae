"""The stages of a photo as pictures: what the reader saw, drawn so that people see it, too."""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from digitreader.explain.stages import Stages
from digitreader.layout.components import Component

Picture = NDArray[np.uint8]  # (H, W, 3) RGB
Mask = NDArray[np.bool_]
Colour = tuple[int, int, int]

SIDE = 960  # pixels; the longer side of a picture of the whole photo
PAPER, PEN, NIGHT = (250, 247, 240), (28, 36, 48), (20, 24, 31)
BLUE, AMBER, RED, GREY = (31, 79, 163), (196, 98, 0), (204, 52, 44), (120, 126, 138)
HUES = BLUE, (176, 74, 0), (20, 120, 84), (132, 62, 160), (176, 36, 60), (0, 116, 140)  # legible on PAPER
NUMBERED = 14, 10  # columns and rows of pixels that are shown with their numbers
CELL = 64  # pixels of the picture for one of them
FIGURES = 26  # pixels; the height of those numbers


@cache
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return the type that pictures are labelled in; Pillow brings it along."""
    return ImageFont.load_default(size)


def fitted(picture: NDArray[np.uint8], side: int = SIDE) -> NDArray[np.uint8]:
    """Return a picture no larger than the screen needs: uint8, grey or RGB as it was."""
    scale = min(1.0, side / max(picture.shape[:2]))
    if scale == 1.0:
        return picture
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def resized(picture: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """Return a square picture with sides of that many pixels."""
    way = cv2.INTER_AREA if picture.shape[0] > side else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, (side, side), interpolation=way), np.uint8)


def numbered_corner(stages: Stages) -> tuple[int, int]:
    """Return (x, y), where the pixels lie that are shown with their numbers: on the edge of the first stroke's ink."""
    height, width = stages.grey.shape
    x, y = width // 2, height // 2
    if stages.lines:
        stroke = stages.lines[0].components[0]
        row = stroke.box.height // 2
        x, y = stroke.box.x + int(stroke.mask[row].argmax()), stroke.box.y + row
    columns, rows = NUMBERED
    return max(0, min(x - columns // 2, width - columns)), max(0, min(y - rows // 2, height - rows))


def grey_picture(stages: Stages) -> Picture:
    """Return the grey picture with a mark around the pixels that are shown with their numbers."""
    grey = fitted(stages.grey)
    scale = grey.shape[1] / stages.grey.shape[1]
    picture = np.repeat(grey[..., None], 3, axis=2)
    left, top = (round(value * scale) for value in numbered_corner(stages))
    right, bottom = left + round(NUMBERED[0] * scale), top + round(NUMBERED[1] * scale)
    for colour, thickness, away in ((PAPER, 7, 5), (RED, 3, 5)):
        cv2.rectangle(picture, (left - away, top - away), (right + away, bottom + away), colour, thickness)
    return picture


def numbers_picture(stages: Stages) -> Picture:
    """Return a few pixels, so large that the number of each stands in it."""
    left, top = numbered_corner(stages)
    window = stages.grey[top : top + NUMBERED[1], left : left + NUMBERED[0]]
    image = Image.fromarray(enlarged(window, CELL)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for (row, column), level in np.ndenumerate(window):
        place = ((column + 0.5) * CELL, (row + 0.5) * CELL)
        draw.text(place, str(level), PEN if level > 115 else PAPER, font(FIGURES), anchor="mm")
    return np.asarray(image)


def enlarged(picture: NDArray[np.uint8], times: int) -> NDArray[np.uint8]:
    """Return a picture with each pixel as a square; browsers blur what they enlarge themselves."""
    return np.asarray(picture.repeat(times, axis=0).repeat(times, axis=1), np.uint8)


def paper_picture(stages: Stages) -> NDArray[np.uint8]:
    """Return the light on the paper: uint8 (H, W)."""
    size = fitted(stages.grey).shape[::-1]
    return np.asarray(cv2.resize(stages.paper, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def darkness_picture(stages: Stages) -> NDArray[np.uint8]:
    """Return how much darker than its paper each pixel is, as dark on white: uint8 (H, W)."""
    return fitted(np.rint(255 - 255 * stages.ink.darkness).astype(np.uint8))


def ink_picture(stages: Stages) -> Picture:
    """Return what was marked as ink, printed rules and all."""
    return inked((stages.marked, PEN))


def rules_picture(stages: Stages) -> Picture:
    """Return the ink, with what was taken away as printed rules in red."""
    return inked((stages.ink.mask, PEN), (stages.rules, RED))


def strokes_picture(stages: Stages) -> Picture:
    """Return the writing's strokes, each in a colour and with its outline; what was left aside is grey."""
    picture = inked((stages.aside, (176, 178, 182)))
    scale = picture.shape[1] / stages.grey.shape[1]
    strokes = [stroke for line in stages.lines for stroke in line.components]
    for number, stroke in enumerate(strokes):
        hue = HUES[number % len(HUES)]
        contours = outlines(stroke, scale)
        cv2.drawContours(picture, contours, -1, _tint(hue), cv2.FILLED, cv2.LINE_AA)
        cv2.drawContours(picture, contours, -1, hue, 2, cv2.LINE_AA)
    return picture


def lines_picture(stages: Stages) -> Picture:
    """Return the lines of writing: a box around each, its number, and the way through its strokes."""
    picture = inked((stages.ink.mask, (140, 145, 155)))
    scale = picture.shape[1] / stages.grey.shape[1]
    image = Image.fromarray(picture)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(stages.lines, 1):
        hue = HUES[(number - 1) % len(HUES)]
        boxes = np.array([stroke.box for stroke in line.components]) * scale
        left, top = boxes[:, :2].min(axis=0) - 12
        right, bottom = (boxes[:, :2] + boxes[:, 2:]).max(axis=0) + 12
        draw.rounded_rectangle((left, top, right, bottom), 10, outline=hue, width=3)
        way = [(x + w / 2, y + h / 2) for x, y, w, h in boxes.tolist()]
        draw.line(way, hue, 3, joint="curve")
        for x, y in way:
            draw.ellipse((x - 7, y - 7, x + 7, y + 7), fill=hue, outline=PAPER, width=2)
        _badge(draw, (max(left, 22), max(top, 22)), str(number), hue)
    return np.asarray(image)


def inked(*layers: tuple[Mask, Colour]) -> Picture:
    """Return masks as inks on paper, soft where they shrink: the later ones lie on top."""
    coverages = [(fitted(mask.view(np.uint8) * np.uint8(255)), colour) for mask, colour in layers]
    picture = np.full((*coverages[0][0].shape, 3), PAPER, np.float32)
    for coverage, colour in coverages:
        share = np.minimum(coverage.astype(np.float32) * np.float32(1.4 / 255), 1)[..., None]
        picture += share * (np.array(colour, np.float32) - picture)
    return np.rint(picture).astype(np.uint8)


def outlines(stroke: Component, scale: float) -> list[NDArray[np.int32]]:
    """Return the contours of a stroke, outer ones and those of its holes, in a picture of that scale."""
    found, _ = cv2.findContours(stroke.mask.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    return [np.rint((np.asarray(contour) + stroke.box[:2]) * scale).astype(np.int32) for contour in found]


def _tint(colour: Colour) -> Colour:
    """Return a colour as it looks thinned with paper."""
    red, green, blue = (round(0.3 * c + 0.7 * p) for c, p in zip(colour, PAPER, strict=True))
    return red, green, blue


def _badge(draw: ImageDraw.ImageDraw, middle: tuple[float, float], text: str, colour: Colour) -> None:
    """Draw a number on a disc."""
    x, y = middle
    draw.ellipse((x - 20, y - 20, x + 20, y + 20), fill=colour, outline=PAPER, width=3)
    draw.text((x, y), text, PAPER, font(26), anchor="mm")
