"""What background removal leaves of a paper's pattern, light and grain."""

import cv2
import numpy as np
from numpy.typing import NDArray

Strip = NDArray[np.float32]  # (H, W); 0 is paper, 1 full ink


def smooth_field(shape: tuple[int, ...], cells: tuple[int, int], rng: np.random.Generator) -> Strip:
    """Make a smooth random field, roughly normal: float32 of the given shape."""
    coarse = rng.standard_normal(cells, np.float32)
    return np.asarray(cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR), np.float32)


def on_texture(strip: Strip, rng: np.random.Generator) -> Strip:
    """Add what background removal leaves of the paper's pattern, light and grain."""
    width = strip.shape[1]
    paper = np.zeros(strip.shape, np.float32)
    if rng.random() < 0.5:
        for _ in range(int(rng.integers(1, 3))):
            paper = paper + guilloche(strip.shape, rng)
    if rng.random() < 0.3:
        paper = paper + np.float32(rng.uniform(0, 0.15)) * smooth_field(strip.shape, (3, max(2, width // 30)), rng)
    if rng.random() < 0.6:
        fine = rng.standard_normal(strip.shape, np.float32)
        soft = fine if rng.random() < 0.4 else 2 * cv2.GaussianBlur(fine, (0, 0), rng.uniform(0.6, 1.6))
        paper = paper + np.float32(rng.uniform(0, 0.12)) * soft
    return np.asarray(strip + np.clip(paper, -0.2, 0.6) * (1 - 0.6 * strip), np.float32)


def guilloche(shape: tuple[int, ...], rng: np.random.Generator) -> Strip:
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
