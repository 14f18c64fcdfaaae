"""Where the ink is: uneven light, polarity, threshold, ruled lines."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.photo import Photo
from digitreader.rules import without_rules
from digitreader.settings import Settings

Mask = NDArray[np.bool_]
Darkness = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Ink:
    """What of a photo is writing.

    mask: bool (H, W), True on ink. darkness: float32 (H, W), how much darker than the paper around it each pixel is,
    0 to 1; anti-aliased at the strokes' edges, so the tiles are cut from this.
    """

    mask: Mask
    darkness: Darkness

    def __post_init__(self) -> None:
        """Refuse pictures that do not belong together."""
        if self.mask.ndim != 2 or self.mask.shape != self.darkness.shape:
            raise ValueError(f"mask {self.mask.shape} and darkness {self.darkness.shape} are not one 2-D picture")


def find_ink(photo: Photo, settings: Settings | None = None) -> Ink:
    """Return the photo's ink.

    The paper's brightness is estimated around every pixel, ink is what is darker than it (or lighter, on dark
    paper) by more than the picture's noise, and long straight rules are taken out.
    """
    settings = settings or Settings()
    grey = photo.grey
    if is_light_on_dark(grey, settings):
        grey = 255 - grey
    contrast = contrast_with_paper(grey, settings)
    mask = threshold(contrast, settings)
    mask = without_rules(mask, settings)
    return Ink(mask, contrast)


def is_light_on_dark(grey: NDArray[np.uint8], settings: Settings) -> bool:
    """Return whether the writing is lighter than what it is on: most of the picture is dark, and evenly so."""
    return bool(np.median(grey) < settings.dark_paper and np.quantile(grey, 0.25) < settings.dark_paper / 2)


def contrast_with_paper(grey: NDArray[np.uint8], settings: Settings) -> Darkness:
    """Return how much darker than the paper around it each pixel is: float32 (H, W), 0 to 1.

    The paper's brightest level is a grey closing with a window wider than any stroke: it fills the strokes in and
    keeps the edges of shadows and sheets where they are. On patterned paper most of the paper is darker than that;
    the mean of what is no ink, taken over the same window, is the level that counts.
    """
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    factor = min(1.0, settings.paper_side / max(grey.shape))
    reduced = cv2.resize(smooth, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    small = np.asarray(reduced, np.uint8)
    brightest = _brightest_paper(small, settings)
    below = np.float32(1) - small / np.maximum(brightest, np.float32(settings.darkest_paper))
    usual = np.multiply(brightest, np.float32(1) - _pattern(below.astype(np.float32), settings))
    width, height = grey.shape[::-1]
    paper = np.asarray(cv2.resize(usual, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
    contrast = (paper - smooth) / np.maximum(paper, settings.darkest_paper)
    return np.asarray(np.clip(contrast, 0, 1), np.float32)


def _brightest_paper(grey: NDArray[np.uint8], settings: Settings) -> Darkness:
    """Return the brightest level of the paper around each pixel."""
    window = max(3, round(settings.paper_window * max(grey.shape)) | 1)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (window, window))
    closed = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, kernel, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.medianBlur(np.asarray(closed, np.uint8), 5), np.float32)


def _pattern(contrast: Darkness, settings: Settings) -> Darkness:
    """Return how much darker than its brightest level the paper usually is around each pixel."""
    contrast = np.clip(contrast, 0, 1).astype(np.float32)
    otsu, _ = cv2.threshold(np.rint(contrast * 255).astype(np.uint8), 0, 255, cv2.THRESH_OTSU)
    ink = (contrast > max(otsu / 255, settings.faintest_ink)).astype(np.uint8)
    paper = 1 - cv2.dilate(ink, np.ones((3, 3), np.uint8)).astype(np.float32)
    window = (max(3, round(settings.paper_window * max(contrast.shape)) | 1),) * 2
    share = cv2.blur(paper, window, borderType=cv2.BORDER_REFLECT)
    mean = cv2.blur(paper * contrast, window, borderType=cv2.BORDER_REFLECT)
    return np.asarray(mean / np.maximum(share, 0.05), np.float32)


def threshold(contrast: Darkness, settings: Settings) -> Mask:
    """Return which pixels are ink, by hysteresis.

    A pixel is sure to be ink above Otsu's threshold (never below the noise or the faintest pencil); its neighbours
    belong to the stroke down to about half of that.

    Source: Otsu 1979, doi:10.1109/TSMC.1979.4310076.
    """
    split, _ = cv2.threshold(np.rint(contrast * 255).astype(np.uint8), 0, 255, cv2.THRESH_OTSU)
    noise = float(np.sqrt(np.mean(np.square(contrast[contrast <= max(split / 255, settings.faintest_ink)]))))
    faintest = max(settings.faintest_ink, settings.noise_factor * noise)
    visible = contrast > faintest
    writing = visible & ~_at_edge(visible, settings)
    levels = np.rint(contrast[writing if writing.sum() >= settings.min_ink_pixels else visible] * 255).astype(np.uint8)
    if levels.size < settings.min_ink_pixels:
        return np.zeros(contrast.shape, bool)
    otsu, _ = cv2.threshold(levels, 0, 255, cv2.THRESH_OTSU)
    strong = max(faintest, settings.strong_share * otsu / 255)
    return _connected(contrast > settings.weak_share * strong, contrast > strong)


def _at_edge(visible: Mask, settings: Settings) -> Mask:
    """Return what lies along a good part of the picture's edge: a desk around the sheet, a dark corner."""
    _, labels = cv2.connectedComponents(visible.astype(np.uint8), connectivity=8)
    at_edge = np.zeros(int(labels.max()) + 1, bool)
    for side in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
        length = np.bincount(side, minlength=len(at_edge))
        at_edge |= length > settings.edge_share * len(side)
    at_edge[0] = False
    return np.asarray(at_edge[labels], bool)


def _connected(weak: Mask, strong: Mask) -> Mask:
    """Return the connected regions of weak that hold some of strong."""
    count, labels = cv2.connectedComponents(weak.astype(np.uint8), connectivity=8)
    kept = np.zeros(count, bool)
    kept[np.unique(labels[strong & weak])] = True
    kept[0] = False
    return np.asarray(kept[labels], bool)
