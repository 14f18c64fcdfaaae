"""Which pixels are ink: hysteresis between two thresholds that the picture itself sets."""

import cv2
import numpy as np
from numpy.typing import NDArray

from digitreader.layout.paper import FULL, Levels
from digitreader.settings.ink import InkSettings

Mask = NDArray[np.bool_]


def threshold(levels: Levels, settings: InkSettings) -> Mask:
    """Mark the ink of a picture: bool (H, W).

    A pixel is sure to be ink above a share of Otsu's threshold, which never counts as lower than the noise or the
    faintest pencil; pixels connected to it are ink down to a lower share.

    Args:
        levels: uint8 (H, W), how much darker than the paper each pixel is, 255 is black.
        settings: the shares.

    Source: Otsu 1979, doi:10.1109/TSMC.1979.4310076.
    """
    faintest = max(FULL * settings.faintest_ink, settings.noise_factor * _noise(levels, settings))
    visible = levels > int(faintest)
    writing = levels[visible & ~_at_edge(visible, settings)]
    if writing.size < settings.min_ink_pixels:
        writing = levels[visible]
    if writing.size < settings.min_ink_pixels:
        return np.zeros(levels.shape, bool)
    strong = max(faintest, settings.strong_share * _otsu(writing))
    return _connected(levels > int(settings.weak_share * strong), levels > int(strong))


def _otsu(levels: Levels) -> float:
    """The level that best separates dark from bright."""
    return float(cv2.threshold(levels, 0, FULL, cv2.THRESH_OTSU)[0])


def _noise(levels: Levels, settings: InkSettings) -> float:
    """The root mean square level of the paper."""
    paper = (levels <= int(max(_otsu(levels), FULL * settings.faintest_ink))).view(np.uint8)
    return float(cv2.norm(levels, cv2.NORM_L2, paper) / max(cv2.countNonZero(paper), 1) ** 0.5)


def _at_edge(visible: Mask, settings: InkSettings) -> Mask:
    """What lies along a good part of the picture's edge: a desk around the sheet, a dark corner."""
    sides = (visible[0], visible[-1], visible[:, 0], visible[:, -1])
    if not any(np.count_nonzero(side) > settings.edge_share * len(side) for side in sides):
        return np.zeros_like(visible)  # so it is in most photos, which need no labels
    count, labels = cv2.connectedComponents(visible.view(np.uint8), connectivity=8)
    at_edge = np.zeros(count, bool)
    for side in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
        length = np.bincount(side, minlength=count)
        at_edge |= length > settings.edge_share * len(side)
    at_edge[0] = False
    return _chosen(at_edge, np.asarray(labels, np.int32), visible)


def _connected(weak: Mask, strong: Mask) -> Mask:
    """The connected regions of `weak` that hold some of `strong`."""
    count, labels = cv2.connectedComponents(weak.view(np.uint8), connectivity=8)
    kept = np.zeros(count, bool)
    kept[labels[strong]] = True
    kept[0] = False
    return _chosen(kept, np.asarray(labels, np.int32), weak)


def _chosen(chosen: Mask, labels: NDArray[np.int32], mask: Mask) -> Mask:
    """The regions of a mask whose labels are chosen; paper, most of a photo, is not looked up."""
    result = np.zeros_like(mask)
    result[mask] = chosen[labels[mask]]
    return result
