"""Where the ink is: uneven light, polarity, threshold, ruled lines."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.intake.photo import Photo
from digitreader.layout.ruled_lines import reduced, remove_ruled_lines
from digitreader.settings import Settings

Mask = NDArray[np.bool_]
Darkness = NDArray[np.float32]
Levels = NDArray[np.uint8]  # darkness in steps of 1/255: finer than a camera's noise, in a quarter of the memory
FULL = 255
BRUSH = 4  # pixels; the smallest radius of a disc that is still round


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
    levels = contrast_with_paper(dark_on_light(photo.grey, settings), settings)
    mask = remove_ruled_lines(threshold(levels, settings), settings)
    return Ink(mask, np.multiply(levels, np.float32(1 / FULL), dtype=np.float32))


def other_inks(ink: Ink, settings: Settings) -> Iterator[Ink]:
    """Yield the ink of the same photo at other thresholds: more of it where strokes are faint, less where they blot."""
    levels = levels_of(ink)
    for other in other_settings(settings):
        yield Ink(remove_ruled_lines(threshold(levels, other), settings), ink.darkness)


def levels_of(ink: Ink) -> Levels:
    """Return an ink's darkness as the levels that it was found in."""
    return np.rint(ink.darkness * FULL).astype(np.uint8)


def other_settings(settings: Settings) -> Iterator[Settings]:
    """Yield the settings of each of the other inks."""
    for strong, weak in settings.ink.retry_thresholds:
        yield replace(settings, ink=replace(settings.ink, strong_share=strong, weak_share=weak))


def dark_on_light(grey: Levels, settings: Settings) -> Levels:
    """Return a picture as dark writing on light paper: its negative where it is light on dark."""
    return FULL - grey if is_light_on_dark(grey, settings) else grey


def is_light_on_dark(grey: Levels, settings: Settings) -> bool:
    """Return whether the writing is lighter than what it is on: most of the picture is dark, and evenly so."""
    most = np.count_nonzero(grey < int(settings.ink.dark_paper)) > grey.size / 2
    return bool(most and np.count_nonzero(grey < int(settings.ink.dark_paper / 2)) > grey.size / 4)


def contrast_with_paper(grey: Levels, settings: Settings) -> Levels:
    """Return how much darker than the paper around it each pixel is: uint8 (H, W), 255 is black."""
    smooth = smoothed(grey)
    return _darkness(smooth, paper_level(smooth, settings), settings)


def smoothed(grey: Levels) -> Levels:
    """Return a picture without the finest of a camera's noise."""
    return np.asarray(cv2.GaussianBlur(grey, (3, 3), 0), np.uint8)


def paper_level(smooth: Levels, settings: Settings) -> Darkness:
    """Return how bright the paper is around each pixel of a small copy of a smoothed picture: float32, 0 to 255.

    The paper's brightest level is a grey closing with a window wider than any stroke: it fills the strokes in and
    keeps the edges of shadows and sheets where they are. On patterned paper most of the paper is darker than that;
    the mean of what is no ink, taken over the same window, is the level that counts.
    """
    small = reduced(smooth, -(-max(smooth.shape) // settings.ink.paper_side))
    brightest = _brightest_paper(small, settings)
    below = np.float32(1) - small / np.maximum(brightest, np.float32(settings.ink.darkest_paper))
    return np.asarray(brightest * (np.float32(1) - _pattern(below.astype(np.float32), settings)), np.float32)


def _darkness(grey: Levels, paper: Darkness, settings: Settings) -> Levels:
    """Return by how much of the paper's level each pixel is darker, uint8 (H, W), for a small copy of that level."""
    white = np.maximum(paper, np.float32(settings.ink.darkest_paper))
    size = grey.shape[::-1]
    gain = cv2.resize(FULL / white, size, interpolation=cv2.INTER_LINEAR)
    nothing = cv2.resize(np.rint(FULL * paper / white).astype(np.uint8), size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.subtract(nothing, cv2.multiply(grey, gain, dtype=cv2.CV_8U)), np.uint8)


def _brightest_paper(grey: Levels, settings: Settings) -> Darkness:
    """Return the brightest level of the paper around each pixel."""
    radius = max(1, round(settings.ink.paper_window * max(grey.shape)) // 2)
    steps = max(1, radius // BRUSH)  # small discs one after the other make a large one in a seventh of the time
    side = 2 * round(radius / steps) + 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    closed = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, disc, iterations=steps, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.medianBlur(np.asarray(closed, np.uint8), 5), np.float32)


def _pattern(contrast: Darkness, settings: Settings) -> Darkness:
    """Return how much darker than its brightest level the paper usually is around each pixel."""
    contrast = np.clip(contrast, 0, 1).astype(np.float32)
    otsu, _ = cv2.threshold(np.rint(contrast * 255).astype(np.uint8), 0, 255, cv2.THRESH_OTSU)
    ink = (contrast > max(otsu / 255, settings.ink.faintest_ink)).astype(np.uint8)
    paper = 1 - cv2.dilate(ink, np.ones((3, 3), np.uint8)).astype(np.float32)
    window = (max(3, round(settings.ink.paper_window * max(contrast.shape)) | 1),) * 2
    share = cv2.blur(paper, window, borderType=cv2.BORDER_REFLECT)
    mean = cv2.blur(paper * contrast, window, borderType=cv2.BORDER_REFLECT)
    return np.asarray(mean / np.maximum(share, 0.05), np.float32)


def threshold(levels: Levels, settings: Settings) -> Mask:
    """Return which pixels are ink, by hysteresis.

    A pixel is sure to be ink above Otsu's threshold (never below the noise or the faintest pencil); its neighbours
    belong to the stroke down to about half of that.

    Source: Otsu 1979, doi:10.1109/TSMC.1979.4310076.
    """
    faintest = max(FULL * settings.ink.faintest_ink, settings.ink.noise_factor * _noise(levels, settings))
    visible = levels > int(faintest)
    writing = levels[visible & ~_at_edge(visible, settings)]
    if writing.size < settings.ink.min_ink_pixels:
        writing = levels[visible]
    if writing.size < settings.ink.min_ink_pixels:
        return np.zeros(levels.shape, bool)
    strong = max(faintest, settings.ink.strong_share * _otsu(writing))
    return _connected(levels > int(settings.ink.weak_share * strong), levels > int(strong))


def _otsu(levels: Levels) -> float:
    """Return the level that parts dark from bright best."""
    return float(cv2.threshold(levels, 0, FULL, cv2.THRESH_OTSU)[0])


def _noise(levels: Levels, settings: Settings) -> float:
    """Return the root mean square level of the paper."""
    paper = (levels <= int(max(_otsu(levels), FULL * settings.ink.faintest_ink))).view(np.uint8)
    return float(cv2.norm(levels, cv2.NORM_L2, paper) / max(cv2.countNonZero(paper), 1) ** 0.5)


def _at_edge(visible: Mask, settings: Settings) -> Mask:
    """Return what lies along a good part of the picture's edge: a desk around the sheet, a dark corner."""
    sides = (visible[0], visible[-1], visible[:, 0], visible[:, -1])
    if not any(np.count_nonzero(side) > settings.ink.edge_share * len(side) for side in sides):
        return np.zeros_like(visible)  # as in most photos: no need to know what is connected
    count, labels = cv2.connectedComponents(visible.view(np.uint8), connectivity=8)
    at_edge = np.zeros(count, bool)
    for side in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
        length = np.bincount(side, minlength=count)
        at_edge |= length > settings.ink.edge_share * len(side)
    at_edge[0] = False
    return _chosen(at_edge, np.asarray(labels, np.int32), visible)


def _connected(weak: Mask, strong: Mask) -> Mask:
    """Return the connected regions of weak that hold some of strong."""
    count, labels = cv2.connectedComponents(weak.view(np.uint8), connectivity=8)
    kept = np.zeros(count, bool)
    kept[labels[strong]] = True
    kept[0] = False
    return _chosen(kept, np.asarray(labels, np.int32), weak)


def _chosen(chosen: NDArray[np.bool_], labels: NDArray[np.int32], mask: Mask) -> Mask:
    """Return the regions of a mask whose labels are chosen; paper, most of a photo, is not looked up."""
    result = np.zeros_like(mask)
    result[mask] = chosen[labels[mask]]
    return result
