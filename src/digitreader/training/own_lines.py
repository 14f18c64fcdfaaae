"""Labelled pictures of lines -> strips to learn from, and pictures that are held back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitreader.decision.alignment import edit_distances
from digitreader.errors import ReadError
from digitreader.intake.photo import open_photo
from digitreader.layout.ink import find_ink
from digitreader.layout.lines import find_lines
from digitreader.numbers.alphabet import WRITTEN, digits_of
from digitreader.recognition.candidates import is_bar
from digitreader.recognition.ctc import prefix_beam_search
from digitreader.recognition.line_reader import SYMBOLS, ReadStrip, digits_only
from digitreader.recognition.strip import STRIDE, make_strip
from digitreader.settings import Settings
from digitreader.training.data.line_labels import LabelledPicture
from digitreader.training.synthesis.strip_batches import LONGEST, Image, places

WIDEST = 640  # columns of a strip, about forty digits; longer lines are left out


@dataclass(frozen=True, eq=False)
class OwnStrip:
    """A line as the line reader sees it, uint8 (32, width), ink bright, with what it says.

    signed: whether text includes the signs that stand there.
    """

    pixels: Image
    text: str
    signed: bool = False


def strips_of(picture: LabelledPicture, read_strip: ReadStrip, settings: Settings) -> list[OwnStrip]:
    """Cut the strips of a picture as reading does.

    Of several lines the one whose digits, as read now, are nearest to the label is taken; where nothing is written, all
    are. There are none where the picture cannot be opened, or no line could say what the label says.
    """
    found = [strip for strip in _strips(picture.data, settings) if strip.shape[1] <= WIDEST]
    if not digits_of(picture.text):
        return [OwnStrip(strip, "") for strip in found]
    if len(found) > 1:
        found = [min(found, key=lambda strip: _distance(strip, picture.text, read_strip))]
    labelled = [labelled_strip(strip, picture.text, read_strip) for strip in found]
    return [each for each in labelled if places(each.text) <= min(each.pixels.shape[1] // STRIDE, LONGEST)]


def labelled_strip(pixels: Image, text: str, read_strip: ReadStrip) -> OwnStrip:
    """Label a strip as a network can learn it.

    A network that knows no signs learns the digits. One that does learns the signs of a label that has any; where a
    label has digits alone they may have been left out, and what the network itself reads between the same digits stays
    its opinion: learnt from digits alone, signs would be forgotten.
    """
    timesteps = _timesteps(pixels, read_strip)
    if timesteps.shape[1] == SYMBOLS:
        return OwnStrip(pixels, digits_of(text))
    if digits_of(text) != text:
        return OwnStrip(pixels, text, signed=True)
    read = _likeliest(timesteps)
    return OwnStrip(pixels, read, signed=True) if digits_of(read) == text else OwnStrip(pixels, text)


def _likeliest(timesteps: NDArray[np.float32]) -> str:
    """The text along the likeliest symbol of each timestep."""
    symbols = timesteps.argmax(axis=1)
    starts = np.flatnonzero(np.diff(symbols, prepend=0))
    return "".join(WRITTEN[symbol - 1] for symbol in symbols[starts] if symbol)


def _timesteps(pixels: Image, read_strip: ReadStrip) -> NDArray[np.float32]:
    """What a line reader makes of a strip."""
    return read_strip(pixels.astype(np.float32) / np.float32(255))


def _strips(data: bytes, settings: Settings) -> list[Image]:
    """The strips of all lines in a picture."""
    try:
        ink = find_ink(open_photo(data, settings.photo), settings.ink)
        lines = find_lines(ink, settings.layout)
    except ReadError:
        return []
    lattice = settings.recognition.lattice
    written = [line for line in lines if not all(is_bar(component, lattice) for component in line.components)]
    return [_levels(make_strip(line, ink, settings.recognition.strip).pixels) for line in written]


def _levels(pixels: NDArray[np.float32]) -> Image:
    """A strip in steps of 1/255."""
    return np.rint(pixels * 255).astype(np.uint8)


def _distance(strip: Image, text: str, read_strip: ReadStrip) -> int:
    """How many digits a strip, as read now, is away from a text."""
    read = prefix_beam_search(digits_only(_timesteps(strip, read_strip)))[0]
    return int(edit_distances(digits_of(text), read)[-1, -1])
