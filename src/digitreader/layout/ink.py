"""Where the ink is: dark on light, darker than the paper, above a threshold, without ruled lines."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from digitreader.intake.photo import Photo
from digitreader.layout.paper import FULL, Darkness, Levels, contrast_with_paper
from digitreader.layout.ruled_lines import remove_ruled_lines
from digitreader.layout.threshold import Mask, threshold
from digitreader.settings.ink import InkSettings
from digitreader.trace import UNTRACED, Made, Trace

DARK_ON_LIGHT = Made[Levels]("a picture of dark writing")
MARKED = Made[Mask]("a mask with ruled lines")  # one for each ink


@dataclass(frozen=True, eq=False)
class Ink:
    """The ink of a photo.

    mask: bool (H, W), True on ink. darkness: float32 (H, W), 0 to 1, how much darker each pixel is than the paper
    around it; it is anti-aliased at the edges of strokes, so tiles are cut from it.
    """

    mask: Mask
    darkness: Darkness

    def __post_init__(self) -> None:
        """Refuse pictures that do not belong together."""
        if self.mask.ndim != 2 or self.mask.shape != self.darkness.shape:
            raise ValueError(f"mask {self.mask.shape} and darkness {self.darkness.shape} are not one 2-D picture")


def find_ink(photo: Photo, settings: InkSettings | None = None, trace: Trace = UNTRACED) -> Ink:
    """Find the ink of a photo.

    Ink is what differs from the paper around it by more than the picture's noise: darker, or lighter on dark paper.
    Long straight lines are taken out.
    """
    settings = settings or InkSettings()
    grey = dark_on_light(photo.grey, settings)
    trace.keep(DARK_ON_LIGHT, grey)
    levels = contrast_with_paper(grey, settings, trace)
    marked = threshold(levels, settings)
    trace.keep(MARKED, marked)
    return Ink(
        remove_ruled_lines(marked, settings.ruled_lines), np.multiply(levels, np.float32(1 / FULL), dtype=np.float32)
    )


def other_inks(ink: Ink, settings: InkSettings, trace: Trace = UNTRACED) -> Iterator[Ink]:
    """Find the ink again at other thresholds: more of it where strokes are faint, less where they blot."""
    levels = levels_of(ink)
    for other in other_settings(settings):
        marked = threshold(levels, other)
        trace.keep(MARKED, marked)
        yield Ink(remove_ruled_lines(marked, settings.ruled_lines), ink.darkness)


def levels_of(ink: Ink) -> Levels:
    """The levels, 0 to 255, that an ink's darkness was made from."""
    return np.rint(ink.darkness * FULL).astype(np.uint8)


def other_settings(settings: InkSettings) -> Iterator[InkSettings]:
    """The settings of each of the other inks."""
    for strong, weak in settings.retry_thresholds:
        yield replace(settings, strong_share=strong, weak_share=weak)


def dark_on_light(grey: Levels, settings: InkSettings) -> Levels:
    """Turn a picture of light writing on dark paper into its negative; leave any other as it is."""
    return FULL - grey if is_light_on_dark(grey, settings) else grey


def is_light_on_dark(grey: Levels, settings: InkSettings) -> bool:
    """Whether most of the picture is dark, and a good part of it very dark: chalk on a blackboard, not a dim photo."""
    most = np.count_nonzero(grey < int(settings.dark_paper)) > grey.size / 2
    return bool(most and np.count_nonzero(grey < int(settings.black_paper)) > settings.black_share * grey.size)
