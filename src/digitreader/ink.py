"""Where the ink is: uneven light, polarity, threshold, ruled lines."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.photo import Photo
from digitreader.settings import Settings

Mask = NDArray[np.bool_]
Darkness = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Ink:
    """What of a photo is writing.

    mask: bool (H, W), True on ink. darkness: float32 (H, W), 0 is paper and 1 is black, anti-aliased at the strokes'
    edges and 0 away from them; the tiles are cut from this.
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
        grey = cv2.bitwise_not(grey)
    contrast = contrast_with_paper(grey, settings)
    mask = threshold(contrast, settings)
    mask = without_rules(mask, settings)
    return Ink(mask, soft(contrast, mask))


def is_light_on_dark(grey: NDArray[np.uint8], settings: Settings) -> bool:
    """Return whether the writing is lighter than what it is on: most of the picture is dark, and evenly so."""
    return bool(np.median(grey) < settings.dark_paper and np.quantile(grey, 0.25) < settings.dark_paper / 2)


def contrast_with_paper(grey: NDArray[np.uint8], settings: Settings) -> Darkness:
    """Return how much darker than the paper around it each pixel is: float32 (H, W), 0 to 1.

    The paper is a grey closing with a window wider than any stroke, taken on a small copy: it fills the strokes in
    and keeps the edges of shadows and sheets where they are.
    """
    height, width = grey.shape
    factor = min(1.0, settings.paper_side / max(height, width))
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    small = cv2.resize(smooth, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    window = max(3, round(settings.paper_window * max(small.shape)) | 1)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (window, window))
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel, borderType=cv2.BORDER_REPLICATE)
    paper = cv2.medianBlur(np.asarray(paper, np.uint8), 5)
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    difference = paper - smooth.astype(np.float32)
    return np.asarray(np.clip(difference / np.maximum(paper, settings.darkest_paper), 0, 1), np.float32)


def threshold(contrast: Darkness, settings: Settings) -> Mask:
    """Return which pixels are ink, by hysteresis.

    A pixel is sure to be ink above Otsu's threshold (never below the noise or the faintest pencil); its neighbours
    belong to the stroke down to half of that.

    Source: Otsu 1979, doi:10.1109/TSMC.1979.4310076.
    """
    levels = np.rint(contrast * 255).astype(np.uint8)
    noise = 1.4826 * float(np.median(levels)) / 255
    visible = levels[levels > round(255 * max(settings.faintest_ink, settings.noise_factor * noise))]
    if visible.size < settings.min_ink_pixels:
        return np.zeros(contrast.shape, bool)
    otsu, _ = cv2.threshold(visible, 0, 255, cv2.THRESH_OTSU)
    strong = max(settings.faintest_ink, settings.noise_factor * noise, settings.strong_share * otsu / 255)
    weak = settings.weak_share * strong
    return _connected(contrast > weak, contrast > strong)


def _connected(weak: Mask, strong: Mask) -> Mask:
    """Return the connected regions of weak that hold some of strong."""
    count, labels = cv2.connectedComponents(weak.astype(np.uint8), connectivity=8)
    kept = np.zeros(count, bool)
    kept[np.unique(labels[strong & weak])] = True
    kept[0] = False
    return np.asarray(kept[labels], bool)


def without_rules(mask: Mask, settings: Settings) -> Mask:
    """Return the mask without long straight lines; strokes that cross them stay whole."""
    upright = _without_horizontal_rules(mask, settings)
    return np.ascontiguousarray(_without_horizontal_rules(upright.T, settings).T)


def _without_horizontal_rules(mask: Mask, settings: Settings) -> Mask:
    """Return the mask without lines that run from left to right for a good part of the picture."""
    height, width = mask.shape
    length = settings.rule_length * max(height, width)
    if length > width:
        return mask
    picture = np.ascontiguousarray(mask).astype(np.uint8) * 255
    lines = cv2.HoughLinesP(
        picture, 1, np.pi / 720, round(length * 0.7), minLineLength=length, maxLineGap=length * settings.rule_gap
    )
    if lines is None:
        return mask
    result = mask.copy()
    for x1, y1, x2, y2 in lines.reshape(-1, 4):
        if abs(y2 - y1) <= settings.rule_slope * abs(x2 - x1):
            _erase(result, (x1, y1, x2, y2), settings)
    return result


def _erase(mask: Mask, line: tuple[int, int, int, int], settings: Settings) -> None:
    """Erase a rule from the mask, column by column, where the ink is no thicker than the rule is."""
    height, width = mask.shape
    x1, y1, x2, y2 = line
    columns = np.arange(max(0, min(x1, x2)), min(width, max(x1, x2) + 1))
    middle = np.rint(y1 + (columns - x1) * (y2 - y1) / max(x2 - x1, 1)).astype(int)
    reach = max(3, round(settings.rule_reach * height))
    offsets = np.arange(-reach, reach + 1)
    rows = np.clip(middle[:, None] + offsets, 0, height - 1)
    strip = mask[rows, columns[:, None]]
    thickness, start, end = _runs_at_middle(strip, reach)
    present = thickness > 0
    if present.mean() < settings.rule_presence:
        return
    usual = np.median(thickness[present])
    if usual > settings.rule_slenderness * len(columns):
        return
    thin = present & (thickness <= settings.rule_thickness * usual + 1)
    inside = (np.arange(2 * reach + 1) >= start[:, None]) & (np.arange(2 * reach + 1) < end[:, None]) & thin[:, None]
    mask[rows[inside], np.broadcast_to(columns[:, None], rows.shape)[inside]] = False


def _runs_at_middle(strip: Mask, reach: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return (length, start, end) of the run of ink nearest the middle of each row of a strip (n, 2 * reach + 1)."""
    n, width = strip.shape
    near = slice(max(0, reach - 2), reach + 3)
    hit = strip[:, near]
    first = np.where(hit.any(axis=1), hit.argmax(axis=1) + near.start, -1)
    start, end = np.zeros(n, int), np.zeros(n, int)
    for row in np.flatnonzero(first >= 0):
        line = strip[row]
        left = right = int(first[row])
        while left > 0 and line[left - 1]:
            left -= 1
        while right < width and line[right]:
            right += 1
        start[row], end[row] = left, right
    return end - start, start, end


def soft(contrast: Darkness, mask: Mask) -> Darkness:
    """Return the contrast on the strokes and one pixel around them, 0 elsewhere."""
    near = cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    return np.where(near, contrast, np.float32(0)).astype(np.float32)
