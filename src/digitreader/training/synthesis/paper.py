"""Put synthetic writing on paper: pen width, ruled lines, scanning, blur, background."""

import cv2
import numpy as np
from numpy.typing import NDArray

Strip = NDArray[np.float32]  # (H, W); 0 is paper, 1 full ink
Image = NDArray[np.uint8]


def on_paper(ink: Image, rng: np.random.Generator, *, any_pen: bool = True) -> Image:
    """Make writing look like a photographed line after background removal, at half the size.

    Args:
        ink: uint8 (2 H, 2 W), the writing, ink bright.
        rng: the random generator.
        any_pen: strokes may become bolder or finer; not where they were drawn with pens of many kinds.

    Returns:
        uint8 (H, W), ink bright.
    """
    picture = _pen(ink, rng) if any_pen else ink
    strip = picture.astype(np.float32) / np.float32(255)
    strip = _worn(strip, rng)
    strip = _with_ruled_lines(strip, rng)
    if rng.random() < 0.26:
        strip = _bilevel(strip, rng)
    strip = _reduced(strip, rng)
    strip = _on_texture(strip, rng)
    inked = np.clip(strip * np.float32(rng.uniform(0.8, 1.15)), 0, 1)
    return np.asarray(np.rint(inked * 255), np.uint8)


def _pen(ink: Image, rng: np.random.Generator) -> Image:
    """Make strokes bolder or finer."""
    kind = rng.random()
    if kind < 0.3:
        size = int(rng.integers(2, 4))
        return np.asarray(cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))), np.uint8)
    if kind < 0.5:
        thinner = np.asarray(cv2.erode(ink, np.ones((2, 2), np.uint8)), np.uint8)
        return thinner if int(thinner.sum()) > 0.45 * int(ink.sum()) else ink
    return ink


def _field(shape: tuple[int, ...], cells: tuple[int, int], rng: np.random.Generator) -> Strip:
    """Make a smooth random field, roughly normal: float32 of the given shape."""
    coarse = rng.standard_normal(cells, np.float32)
    return np.asarray(cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR), np.float32)


def _worn(strip: Strip, rng: np.random.Generator) -> Strip:
    """Make ink uneven, and sometimes grainy, broken or cut by a line of paper."""
    height, width = strip.shape
    strip = strip * (1 - np.float32(rng.uniform(0, 0.25)) * np.abs(_field(strip.shape, (3, max(2, width // 40)), rng)))
    kind = rng.random()
    if kind < 0.14:  # dry pen, chalk, a scan with too high a threshold
        grain = _field(strip.shape, (height // 2, width // 2), rng) + _field(strip.shape, (8, max(2, width // 8)), rng)
        strip = strip * (grain < rng.uniform(0.5, 2.2))
    elif kind < 0.2:  # where a ruled line was removed
        row = int(rng.integers(height // 5, height - height // 5))
        strip[row : row + int(rng.integers(1, 4))] *= np.float32(rng.uniform(0, 0.5))
    return np.asarray(strip, np.float32)


def _with_ruled_lines(strip: Strip, rng: np.random.Generator) -> Strip:
    """Maybe add ruled lines or the remains of a printed box."""
    height, width = strip.shape
    lines = np.zeros((height, width), np.uint8)
    if rng.random() < 0.3:
        for _ in range(int(rng.integers(1, 3))):
            middle = rng.choice((rng.uniform(0, 0.2), rng.uniform(0.72, 1.0), rng.uniform(0, 1)), p=(0.3, 0.55, 0.15))
            ends = np.clip(height * (middle + rng.normal(0, 0.03, 2)), 0, height - 1)
            _draw_ruled_line(lines, (0, float(ends[0])), (width, float(ends[1])), rng)
    if rng.random() < 0.12:  # one side of a box
        x = rng.choice((rng.uniform(0, 0.06), rng.uniform(0.94, 1.0))) * width
        top, bottom = sorted(rng.uniform(-0.1, 1.1, 2) * height) if rng.random() < 0.3 else (0.0, float(height))
        _draw_ruled_line(lines, (float(x), float(top)), (float(x + rng.normal(0, 2)), float(bottom)), rng)
    return np.asarray(np.maximum(strip, lines.astype(np.float32) / np.float32(255)), np.float32)


def _draw_ruled_line(
    lines: Image, start: tuple[float, float], end: tuple[float, float], rng: np.random.Generator
) -> None:
    """Draw a printed line, sometimes with gaps as if it were dotted or partly erased."""
    picture = np.zeros_like(lines)
    a, b = (tuple(int(v) for v in np.rint(np.array(p) * 16)) for p in (start, end))
    cv2.line(picture, a, b, int(rng.integers(60, 256)), int(rng.integers(1, 5)), cv2.LINE_AA, 4)
    kind = rng.random()
    if kind < 0.3:
        long = max(lines.shape)
        gaps = _field((1, long), (1, max(3, long // int(rng.integers(6, 60)))), rng)[0] > rng.uniform(-0.8, 0.8)
        picture[:, gaps[: lines.shape[1]]] = 0
        picture[gaps[: lines.shape[0]]] = 0 if abs(start[0] - end[0]) < 10 else picture[gaps[: lines.shape[0]]]
    elif kind < 0.4:
        picture[:, np.arange(lines.shape[1]) % int(rng.integers(4, 14)) > 2] = 0
    np.maximum(lines, picture, out=lines)


def _bilevel(strip: Strip, rng: np.random.Generator) -> Strip:
    """Binarise the strip like a black-and-white scanner, and add specks."""
    soft = cv2.GaussianBlur(strip, (0, 0), rng.uniform(0.5, 1.6))
    noisy = soft + np.float32(rng.uniform(0, 0.12)) * _field(
        strip.shape, (strip.shape[0] // 2, strip.shape[1] // 2), rng
    )
    level = rng.uniform(0.3, 0.6)
    if rng.random() < 0.4:  # fast or light strokes fall below the threshold in places
        noisy = noisy - np.float32(rng.uniform(0.05, 0.3)) * _field(strip.shape, (6, max(3, strip.shape[1] // 24)), rng)
    black = (noisy > level).astype(np.float32)
    for _ in range(int(rng.poisson(1.0))):
        x, y = int(rng.integers(strip.shape[1])), int(rng.integers(strip.shape[0]))
        black[y : y + int(rng.integers(1, 5)), x : x + int(rng.integers(1, 6))] = 1
    return black


def _reduced(strip: Strip, rng: np.random.Generator) -> Strip:
    """Halve the size, sometimes with blur or a loss of resolution."""
    height, width = strip.shape[0] // 2, strip.shape[1] // 2
    if rng.random() < 0.5:
        strip = np.asarray(cv2.GaussianBlur(strip, (0, 0), rng.uniform(0.4, 1.9)), np.float32)
    if rng.random() < 0.25:
        share = rng.uniform(0.5, 0.9)
        small = (max(4, int(width * share)), max(4, int(height * share)))
        strip = np.asarray(cv2.resize(strip, small, interpolation=cv2.INTER_AREA), np.float32)
        return np.asarray(cv2.resize(strip, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
    return np.asarray(cv2.resize(strip, (width, height), interpolation=cv2.INTER_AREA), np.float32)


def _on_texture(strip: Strip, rng: np.random.Generator) -> Strip:
    """Add what background removal leaves of the paper's pattern, light and grain."""
    width = strip.shape[1]
    paper = np.zeros(strip.shape, np.float32)
    if rng.random() < 0.5:
        for _ in range(int(rng.integers(1, 3))):
            paper = paper + _guilloche(strip.shape, rng)
    if rng.random() < 0.3:
        paper = paper + np.float32(rng.uniform(0, 0.15)) * _field(strip.shape, (3, max(2, width // 30)), rng)
    if rng.random() < 0.6:
        fine = rng.standard_normal(strip.shape, np.float32)
        soft = fine if rng.random() < 0.4 else 2 * cv2.GaussianBlur(fine, (0, 0), rng.uniform(0.6, 1.6))
        paper = paper + np.float32(rng.uniform(0, 0.12)) * soft
    return np.asarray(strip + np.clip(paper, -0.2, 0.6) * (1 - 0.6 * strip), np.float32)


def _guilloche(shape: tuple[int, ...], rng: np.random.Generator) -> Strip:
    """Draw a security pattern of wavy parallel lines or dots."""
    rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    angle = rng.choice((rng.normal(np.pi / 2, 0.2), rng.uniform(0, np.pi)), p=(0.6, 0.4))
    along = np.float32(np.cos(angle)) * columns + np.float32(np.sin(angle)) * rows
    across = np.float32(np.cos(angle)) * rows - np.float32(np.sin(angle)) * columns
    wave = rng.uniform(0, 4) * np.sin(across * np.float32(rng.uniform(0.03, 0.35)) + rng.uniform(0, 6))
    pattern = np.cos((along + wave.astype(np.float32)) * np.float32(2 * np.pi / rng.uniform(2.5, 9)))
    if rng.random() < 0.2:
        pattern = pattern * np.cos(across * np.float32(2 * np.pi / rng.uniform(2.5, 8)))
    sharp = np.maximum(pattern, 0) ** np.float32(rng.uniform(0.7, 3))
    return np.asarray(
        np.float32(rng.uniform(0.05, 0.38)) * (sharp - np.float32(rng.uniform(0.4, 1.2)) * sharp.mean()), np.float32
    )
