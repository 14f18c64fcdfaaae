"""Light and camera for generated pictures: shadows, perspective, noise."""

import cv2
import numpy as np
from numpy.typing import NDArray

Page = NDArray[np.float32]
LAMP = 0.25  # of the light is lost across the page


def lit(page: Page, shadow: float, rng: np.random.Generator) -> Page:
    """Light a page by a lamp at its side, with a soft shadow across it.

    page: float32 (H, W, 3), 0 to 255. shadow: how much of the light it takes, 0 to 1.
    """
    height, width = page.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    rows, columns = rows / height, columns / width
    angle = rng.uniform(0, 2 * np.pi)
    slope = np.cos(angle) * (columns - 0.5) + np.sin(angle) * (rows - 0.5)
    lamp = 1 - LAMP * (slope + 0.7) / 1.4
    edge = columns - rng.uniform(0.5, 0.7) + 0.35 * (rows - 0.5) + 0.06 * np.sin(5 * rows + rng.uniform(0, 6))
    dark = 1 - shadow / (1 + np.exp(-edge / 0.035))
    warm = np.array([1.0, 0.985, 0.95], np.float32)
    return np.asarray(page * (lamp * dark)[..., None] * warm, np.float32)


def photographed(page: Page, tilt: float, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Photograph a page as a phone would: slightly from the side, tilted, soft and noisy; uint8 (H, W, 3)."""
    height, width = page.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = corners + rng.uniform(-0.022, 0.022, (4, 2)).astype(np.float32) * (width, height)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), tilt, 1.0).astype(np.float32)
    moved = np.asarray(moved @ turn[:, :2].T + turn[:, 2], np.float32)
    lens = cv2.getPerspectiveTransform(corners, moved)
    seen = cv2.warpPerspective(page, lens, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    seen = cv2.GaussianBlur(seen, (0, 0), 0.8) + rng.normal(0, 2.2, seen.shape)
    return np.asarray(np.clip(np.rint(seen), 0, 255), np.uint8)
