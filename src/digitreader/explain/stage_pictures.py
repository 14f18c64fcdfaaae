"""The stages of a photo as pictures: what the reader saw, drawn so that people see it, too."""

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from digitreader.explain.canvas import (
    HUES,
    PAPER,
    PEN,
    RED,
    Colour,
    Picture,
    enlarged,
    fitted,
    font,
    inked,
    outlines,
    tint,
)
from digitreader.explain.stages import Stages

NUMBERED = 14, 10  # columns and rows of pixels that are shown with their numbers
CELL = 64  # pixels of the picture for one of them
FIGURES = 26  # pixels; the height of those numbers


def numbered_corner(stages: Stages) -> tuple[int, int]:
    """(x, y) of the pixels that are shown with their numbers: on the edge of the first component's ink."""
    height, width = stages.grey.shape
    x, y = width // 2, height // 2
    if stages.lines:
        component = stages.lines[0].components[0]
        row = component.box.height // 2
        x, y = component.box.x + int(component.mask[row].argmax()), component.box.y + row
    columns, rows = NUMBERED
    return max(0, min(x - columns // 2, width - columns)), max(0, min(y - rows // 2, height - rows))


def grey_picture(stages: Stages) -> Picture:
    """The grey picture, with a mark around the pixels that are shown with their numbers."""
    grey = fitted(stages.grey)
    scale = grey.shape[1] / stages.grey.shape[1]
    picture = np.repeat(grey[..., None], 3, axis=2)
    left, top = (round(value * scale) for value in numbered_corner(stages))
    right, bottom = left + round(NUMBERED[0] * scale), top + round(NUMBERED[1] * scale)
    for colour, thickness, away in ((PAPER, 7, 5), (RED, 3, 5)):
        cv2.rectangle(picture, (left - away, top - away), (right + away, bottom + away), colour, thickness)
    return picture


def numbers_picture(stages: Stages) -> Picture:
    """A few pixels, each so large that its number fits into it."""
    left, top = numbered_corner(stages)
    window = stages.grey[top : top + NUMBERED[1], left : left + NUMBERED[0]]
    image = Image.fromarray(enlarged(window, CELL)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for (row, column), level in np.ndenumerate(window):
        place = ((column + 0.5) * CELL, (row + 0.5) * CELL)
        draw.text(place, str(level), PEN if level > 115 else PAPER, font(FIGURES), anchor="mm")
    return np.asarray(image)


def paper_picture(stages: Stages) -> NDArray[np.uint8]:
    """The light on the paper: uint8 (H, W)."""
    size = fitted(stages.grey).shape[::-1]
    return np.asarray(cv2.resize(stages.paper, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def darkness_picture(stages: Stages) -> NDArray[np.uint8]:
    """How much darker than its paper each pixel is, dark on white: uint8 (H, W)."""
    return fitted(np.rint(255 - 255 * stages.ink.darkness).astype(np.uint8))


def ink_picture(stages: Stages) -> Picture:
    """What was marked as ink, ruled lines and all."""
    return inked((stages.marked, PEN))


def ruled_lines_picture(stages: Stages) -> Picture:
    """The ink, with the ruled lines that were taken away in red."""
    return inked((stages.ink.mask, PEN), (stages.ruled_lines, RED))


def components_picture(stages: Stages) -> Picture:
    """The writing's components, each in a colour and outlined; what was left out is grey."""
    picture = inked((stages.left_out, (176, 178, 182)))
    scale = picture.shape[1] / stages.grey.shape[1]
    components = [component for line in stages.lines for component in line.components]
    for number, component in enumerate(components):
        hue = HUES[number % len(HUES)]
        contours = outlines(component, scale)
        cv2.drawContours(picture, contours, -1, tint(hue), cv2.FILLED, cv2.LINE_AA)
        cv2.drawContours(picture, contours, -1, hue, 2, cv2.LINE_AA)
    return picture


def lines_picture(stages: Stages) -> Picture:
    """The lines of writing: a box around each, its number, and the way through its components."""
    picture = inked((stages.ink.mask, (140, 145, 155)))
    scale = picture.shape[1] / stages.grey.shape[1]
    image = Image.fromarray(picture)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(stages.lines, 1):
        hue = HUES[(number - 1) % len(HUES)]
        boxes = np.array([component.box for component in line.components]) * scale
        left, top = boxes[:, :2].min(axis=0) - 12
        right, bottom = (boxes[:, :2] + boxes[:, 2:]).max(axis=0) + 12
        draw.rounded_rectangle((left, top, right, bottom), 10, outline=hue, width=3)
        way = [(x + w / 2, y + h / 2) for x, y, w, h in boxes.tolist()]
        draw.line(way, hue, 3, joint="curve")
        for x, y in way:
            draw.ellipse((x - 7, y - 7, x + 7, y + 7), fill=hue, outline=PAPER, width=2)
        _badge(draw, (max(left, 22), max(top, 22)), str(number), hue)
    return np.asarray(image)


def _badge(draw: ImageDraw.ImageDraw, middle: tuple[float, float], text: str, colour: Colour) -> None:
    """Draw a number on a disc."""
    x, y = middle
    draw.ellipse((x - 20, y - 20, x + 20, y + 20), fill=colour, outline=PAPER, width=3)
    draw.text((x, y), text, PAPER, font(26), anchor="mm")
