"""Draw examples of "not one digit": touching pairs, parts of digits, letters, line remnants, specks."""

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.recognition.tile import SIDE

LEFT_HALVES = (0, 2, 3, 5, 8)  # digits whose left half is not a digit; the left half of others often looks like a 1
RIGHT_HALVES = (0,)  # digits whose right half is not a digit; the right half of an 8 is a 3
LETTERS = "AEFHKMNRTUVWXademnptuvwx+++===***#%()[<{:;~^"
FONTS = (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX, cv2.FONT_HERSHEY_SCRIPT_SIMPLEX)

Image = NDArray[np.uint8]


def draw_not_a_digit(images: Image, labels: Image, rng: np.random.Generator) -> Image:
    """Draw something that is not one whole digit.

    Args:
        images: uint8 (n, 28, 28), digits with bright ink to draw glued pairs and halves from.
        labels: uint8 (n,), their classes.
        rng: the random generator.

    Returns:
        uint8 (H, W), ink bright.
    """
    kind = rng.random()
    if kind < 0.35:
        return glued_pair(images, rng)
    if kind < 0.55:
        return half_digit(images, labels, rng)
    if kind < 0.70:
        return letter(rng)
    if kind < 0.85:
        return ruled_line_remnant(rng)
    return speck(rng)


def glued_pair(images: Image, rng: np.random.Generator) -> Image:
    """Draw two digits that touch or nearly do, on one line, with heights within a fifth of each other."""
    left, right = (_cropped(images[int(rng.integers(len(images)))]) for _ in range(2))
    height = int(20 * rng.uniform(0.8, 1.2))
    size = (max(2, round(right.shape[1] * height / right.shape[0])), height)
    right = np.asarray(cv2.resize(right, size), np.uint8)
    overlap = int(rng.integers(-3, 4))
    width = left.shape[1] + right.shape[1] - overlap
    tall = max(left.shape[0], height) + 4
    pair = np.zeros((tall, max(width, left.shape[1], right.shape[1])), np.uint8)
    for part, x in ((left, 0), (right, max(0, left.shape[1] - overlap))):
        y = int(rng.integers(0, tall - part.shape[0] + 1))
        window = pair[y : y + part.shape[0], x : x + part.shape[1]]
        np.maximum(window, part[:, : window.shape[1]], out=window)
    return pair


def half_digit(images: Image, labels: Image, rng: np.random.Generator) -> Image:
    """Cut off the left or right half of a digit that is not itself a digit."""
    left = rng.random() < 0.75
    usable = np.flatnonzero(np.isin(labels, LEFT_HALVES if left else RIGHT_HALVES))
    if not usable.size:
        return speck(rng)
    digit = _cropped(images[int(rng.choice(usable))])
    at = max(2, round(digit.shape[1] * rng.uniform(0.3, 0.5)))
    return digit[:, :at] if left else digit[:, at:]


def letter(rng: np.random.Generator) -> Image:
    """Draw a letter or symbol that does not look like a digit."""
    picture = np.zeros((96, 96), np.uint8)
    sign, font = str(rng.choice(list(LETTERS))), int(rng.choice(FONTS))
    cv2.putText(picture, sign, (24, 68), font, 1.8, 255, int(rng.integers(2, 9)), cv2.LINE_AA)
    return picture


def ruled_line_remnant(rng: np.random.Generator) -> Image:
    """Draw a remnant of printed lines: a dash, a long line, a corner, a cross or two parallel lines."""
    picture = np.zeros((96, 96), np.uint8)
    thick = int(rng.integers(1, 9))
    middle = rng.integers(35, 60, 2)
    ends = _ends(middle, rng.uniform(-0.35, 0.35), rng.uniform(15, 45))
    cv2.line(picture, ends[0], ends[1], 255, thick, cv2.LINE_AA)
    kind = rng.random()
    if kind < 0.5:
        return picture
    if kind < 0.65:  # parallel lines, such as an equals sign
        shift = int(rng.integers(12, 30))
        cv2.line(picture, (ends[0][0], ends[0][1] + shift), (ends[1][0], ends[1][1] + shift), 255, thick, cv2.LINE_AA)
        return picture
    at = middle if kind < 0.8 else np.array(ends[0])  # a corner at the right end would look like a 7
    other = _ends(at, np.pi / 2 + rng.uniform(-0.2, 0.2), rng.uniform(12, 40))
    start = other[0] if kind < 0.9 else (int(at[0]), int(at[1]))
    cv2.line(picture, start, other[1], 255, thick, cv2.LINE_AA)
    return picture


def speck(rng: np.random.Generator) -> Image:
    """Draw a point, a comma or a blot: a few overlapping filled ellipses."""
    picture = np.zeros((96, 96), np.uint8)
    for _ in range(int(rng.integers(1, 4))):
        centre = tuple(int(v) for v in 48 + rng.normal(0, 6, 2))
        axes = tuple(int(v) for v in rng.integers(6, 20, 2))
        cv2.ellipse(picture, centre, axes, float(rng.uniform(0, 180)), 0, 360, 255, -1, cv2.LINE_AA)
    return picture


def tile_sized(picture: Image) -> Image:
    """Scale a picture onto 28x28, keeping its aspect ratio, ready to be augmented like a digit."""
    body = _cropped(picture)
    scale = 20 / max(body.shape)
    size = (max(1, round(body.shape[1] * scale)), max(1, round(body.shape[0] * scale)))
    body = np.asarray(cv2.resize(body, size, interpolation=cv2.INTER_AREA), np.uint8)
    tile = np.zeros((SIDE, SIDE), np.uint8)
    top, left = (SIDE - body.shape[0]) // 2, (SIDE - body.shape[1]) // 2
    tile[top : top + body.shape[0], left : left + body.shape[1]] = body
    return tile


def _cropped(picture: Image) -> Image:
    """Crop to what is drawn."""
    x, y, width, height = cv2.boundingRect((picture > 0).astype(np.uint8))
    return picture[y : y + height, x : x + width] if width else picture


def _ends(middle: NDArray[np.int64], angle: float, half: float) -> tuple[tuple[int, int], tuple[int, int]]:
    """The two ends of a line through a point at an angle in radians."""
    step = half * np.array([np.cos(angle), np.sin(angle)])
    start, end = middle - step, middle + step
    return (int(start[0]), int(start[1])), (int(end[0]), int(end[1]))
