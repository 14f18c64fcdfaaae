"""What to tell a visitor whose photo is the problem: what is wrong with it, and what to do."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digitreader.advice.cutoff import cut_side
from digitreader.advice.sharpness import CutOut, cut_outs, edge_width
from digitreader.intake.photo import Photo
from digitreader.layout.ink import Ink
from digitreader.layout.lines import TextLine
from digitreader.recognition.digit import Digit
from digitreader.settings.advice import AdviceSettings

NOTHING = "No digits were found."
GENERAL = "Fill the picture with the writing, use dark ink on plain paper and even light, and hold the camera still."
DARK = "The photo is very dark. Take it again in more light."
BLURRED = "The writing is blurred. Tap on it to focus, hold the camera still, and take the photo again."
GLARE = "A part of the photo is so bright that writing is lost in it. Turn the sheet or the lamp, and take it again."
FAINT = "The writing hardly stands out from the paper. Use a darker pen, or take the photo again in better light."
SMALL = "The digits are only about {} pixels high. Go closer, so that the writing fills the picture."
CROSSED_OUT = "What looks crossed out was left out, in {} place{}. Check that nothing else is missing."
CUT_OFF = "Writing runs off the {} of the picture and may be cut off. Leave some paper around it in the photo."


def advise(
    photo: Photo, ink: Ink, lines: tuple[TextLine, ...], digits: tuple[Digit, ...], settings: AdviceSettings
) -> tuple[str, ...]:
    """Say what is wrong with a photo, in sentences for the visitor, the gravest first; none if nothing is wrong.

    Args:
        photo: what was read.
        ink: its ink.
        lines: the lines of writing that were found in it.
        digits: what was read in them; without any the first sentence says so.
        settings: the thresholds.
    """
    causes = _causes(photo, ink, lines, digits, settings)
    if digits:
        return causes
    first, *others = causes or (GENERAL,)
    return f"{NOTHING} {first}", *others


def with_crossed_out(advice: tuple[str, ...], places: int, any_left: bool) -> tuple[str, ...]:
    """Add to advice that something was left out in so many places, because it is crossed out.

    any_left: whether any digit was read; where none was, that is said first.
    """
    if not places:
        return advice
    sentence = CROSSED_OUT.format(places, "" if places == 1 else "s")
    return (*advice, sentence) if any_left else (f"{NOTHING} {sentence}", *advice)


def _causes(
    photo: Photo, ink: Ink, lines: tuple[TextLine, ...], digits: tuple[Digit, ...], settings: AdviceSettings
) -> tuple[str, ...]:
    """Find what is wrong with a photo."""
    if _is_dark(photo, settings):
        return (DARK,)  # in the dark nothing else can be measured
    marks = [stroke.box for line in lines for stroke in line.components if stroke.box.height >= settings.blurred_height]
    cuts = cut_outs([digit.box for digit in digits] or marks, ink, settings.sharpness)
    height = _pixels_high(digits, photo)
    side = cut_side(lines, digits, ink, settings.cutoff)
    found = (
        (edge_width(cuts, settings.sharpness) > settings.blurred, BLURRED),
        (_has_glare(photo, digits, settings), GLARE),
        (bool(digits) and _is_faint(cuts, settings), FAINT),
        (0 < height < settings.small_digit, SMALL.format(round(height))),
        (side is not None, CUT_OFF.format(side)),
    )
    return tuple(sentence for wrong, sentence in found if wrong)


def _is_dark(photo: Photo, settings: AdviceSettings) -> bool:
    """Whether nothing in a photo is bright: neither paper, nor chalk on a blackboard."""
    return bool(np.quantile(photo.grey[:: settings.step, :: settings.step], settings.brightest) < settings.dark_photo)


def _has_glare(photo: Photo, digits: tuple[Digit, ...], settings: AdviceSettings) -> bool:
    """Whether a part of grey paper near the writing is white, and nothing was read in that part."""
    step = settings.step
    grey = photo.grey[::step, ::step]
    if not settings.dark_paper < np.median(grey) < settings.white_paper:
        return False
    in_it = (
        np.quantile(photo.grey[digit.box.slices], settings.glare_paper) >= settings.glare
        for digit in digits
        if not digit.doubtful
    )
    near = _around(digits, photo.grey, settings.glare_reach)[::step, ::step]
    return float(np.mean(near >= settings.glare)) > settings.glare_share and not any(in_it)


def _around(digits: tuple[Digit, ...], grey: NDArray[np.uint8], reach: int) -> NDArray[np.uint8]:
    """Crop a picture to its digits and so many digits' heights around them; all of it without digits."""
    if not digits:
        return grey
    boxes = np.array([digit.box for digit in digits])
    margin = reach * int(np.median(boxes[:, 3]))
    left, top = np.maximum(boxes[:, :2].min(axis=0) - margin, 0)
    right, bottom = (boxes[:, :2] + boxes[:, 2:]).max(axis=0) + margin
    return grey[top:bottom, left:right]


def _is_faint(cuts: Sequence[CutOut], settings: AdviceSettings) -> bool:
    """Whether writing is hardly darker than the paper."""
    darkness = [np.median(dark[mask]) for dark, mask in cuts if mask.any()]
    return bool(darkness) and bool(np.median(darkness) < settings.faint_writing)


def _pixels_high(digits: tuple[Digit, ...], photo: Photo) -> float:
    """The usual height of digits in pixels, of the original if it was enlarged; 0 without digits."""
    heights = [digit.box.height for digit in digits]
    return float(np.median(heights)) / max(photo.scale, 1.0) if heights else 0.0
