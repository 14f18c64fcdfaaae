"""What makes photos hard, a test for each cause: read right, and read wrong once the step against it is left out."""

import cv2
import numpy as np
import pytest
from handwriting import EDGE, as_file, glyph, ink_of, legible, photographed, ruled, with_a_shadow

from digitreader.decision.line_recognizer import LineRecognizer, load_line_recognizer
from digitreader.reading import read_photo
from digitreader.recognition.classifier import Classifier
from digitreader.settings import Settings
from digitreader.settings.ink import InkSettings, RuledLineSettings
from digitreader.settings.layout import FrameSettings, LayoutSettings
from digitreader.settings.recognition import DecoderSettings, RecognitionSettings
from digitreader.training.synthesis.pen import draw_shape

HEIGHT = 72  # pixels
LINES = ["40281", "9365"]


@pytest.fixture(scope="module")
def line_recognizer() -> LineRecognizer:
    return load_line_recognizer()


def touching(text: str, height: int = 96) -> bytes:
    """A line in which every digit runs into the next one."""
    parts = [part[:, part.max(axis=0) > 0.3] for part in (glyph(legible(value), height) for value in text)]
    sheet = np.zeros((3 * height, sum(part.shape[1] for part in parts) + 4 * height), np.float32)
    x = height
    for part in parts:
        place = sheet[height : 2 * height, x : x + part.shape[1]]
        np.maximum(place, part, out=place)
        x += part.shape[1] - 6
    return as_file(photographed(sheet))


def broken(first: int, last: int, across: bool) -> bytes:
    """40581 with a gap through its 5: between two rows of it, or between two columns."""
    ink, x = ink_of(["40581"]), EDGE + 2 * 65
    rows, columns = slice(EDGE, EDGE + HEIGHT), slice(x, x + 64)
    if across:
        ink[EDGE + first : EDGE + last, columns] = 0
    else:
        ink[rows, x + first : x + last] = 0
    return as_file(photographed(ink))


def boxed(text: str) -> bytes:
    """Digits in printed boxes, every other one touching its border."""
    sheet = np.zeros((3 * HEIGHT, 2 * HEIGHT * (len(text) + 1)), np.float32)
    for place, value in enumerate(text):
        x = HEIGHT + 2 * HEIGHT * place
        sheet[HEIGHT : 2 * HEIGHT, x : x + HEIGHT] = glyph(legible(value), HEIGHT)
        left = x + 14 if place % 2 else x - 20
        cv2.rectangle(sheet, (left, HEIGHT - 14), (left + HEIGHT + 20, 2 * HEIGHT + 14), 0.9, 4)
    return as_file(photographed(sheet))


def on_lines(slope: float) -> bytes:
    ink = ink_of(LINES)
    return as_file(photographed(ink, ruled(ink.shape, slope=slope)))


def in_a_shadow(share: float) -> bytes:
    ink = ink_of(LINES)
    return as_file(photographed(0.8 * ink, with_a_shadow(ink.shape, share), 0.0))


def light_on_dark() -> bytes:
    return as_file(photographed(ink_of(LINES), 30.0, 210.0))


def with_a_comma() -> bytes:
    """046,2731 with a comma that alone looks like a 1."""
    ink, x = ink_of(["046 2731"]), EDGE + 3 * 65 + 20
    cv2.line(ink, (x + 6, EDGE + 58), (x - 6, EDGE + 78), 1.0, 6, cv2.LINE_AA)
    return as_file(photographed(ink))


def with_long_flags(text: str, variant: int, stretch: float, seed: int) -> bytes:
    """A drawn line whose 1s have the long flags of European ones."""
    rng = np.random.default_rng(seed)
    sheet, x = np.zeros((3 * HEIGHT, 2 * EDGE + 90 * len(text)), np.float32), EDGE
    for digit in text:
        shape, wide = (variant, stretch) if digit == "1" else (0, 1.0)
        drawn = draw_shape(digit, shape, HEIGHT - 6, wide, 6, rng).astype(np.float32) / 255
        place = sheet[HEIGHT : HEIGHT + drawn.shape[0], x : x + drawn.shape[1]]
        np.maximum(place, drawn, out=place)
        x += drawn.shape[1] + 14
    return as_file(photographed(sheet))


UNCUT = Settings(recognition=RecognitionSettings(decoder=DecoderSettings(cut_width=99.0)))
UNJOINED = Settings(recognition=RecognitionSettings(decoder=DecoderSettings(max_pieces_per_digit=1)))
LEVEL_ONLY = Settings(ink=InkSettings(ruled_lines=RuledLineSettings(slope=0.0)))
UNFRAMED = Settings(layout=LayoutSettings(frames=FrameSettings(box_side=2.0, fill=0.0)))
UNERASED = Settings(ink=InkSettings(ruled_lines=RuledLineSettings(length=9.0)))
BY_THE_DECODER = {  # what it needs is switched off by a setting
    "touching, not cut": (touching("8350"), "8350", UNCUT),
    "touching zeros, not cut": (touching("0042"), "0042", UNCUT),
    "broken, not put together": (broken(26, 30, across=False), "40581", UNJOINED),
    "ruled, lines left in": (on_lines(0.0), "40281\n9365", UNERASED),
    "slanting lines, only level ones removed": (on_lines(0.03), "40281\n9365", LEVEL_ONLY),
    "boxed, frames left in": (boxed("20638"), "20638", UNFRAMED),
    "shadow, paper taken for even": (in_a_shadow(0.6), "40281\n9365", Settings(ink=InkSettings(paper_window=0.9))),
    "light on dark, taken for dark": (light_on_dark(), "40281\n9365", Settings(ink=InkSettings(dark_paper=0.0))),
}


@pytest.mark.parametrize("cause", list(BY_THE_DECODER))
def test_what_makes_a_photo_hard_is_overcome_by_the_step_against_it(
    cause: str, classifier: Classifier, line_recognizer: LineRecognizer
) -> None:
    data, text, without = BY_THE_DECODER[cause]
    assert read_photo(data, classifier, line_recognizer=line_recognizer).text == text
    assert read_photo(data, classifier).text == text
    assert read_photo(data, classifier, without).text != text


BY_THE_LINE_READER = {
    "broken across": (broken(44, 49, across=True), "40581"),
    "broken along": (broken(40, 45, across=False), "40581"),
    "comma": (with_a_comma(), "0462731"),
    "long flag": (with_long_flags("2151", 2, 1.6, 0), "2151"),
    "longer flag": (with_long_flags("31810", 10, 2.2, 0), "31810"),
    "bent flag": (with_long_flags("31810", 7, 1.6, 0), "31810"),
}


@pytest.mark.parametrize("cause", list(BY_THE_LINE_READER))
def test_what_the_decoder_alone_reads_wrong_a_second_opinion_sets_right(
    cause: str, classifier: Classifier, line_recognizer: LineRecognizer
) -> None:
    data, text = BY_THE_LINE_READER[cause]
    assert read_photo(data, classifier, line_recognizer=line_recognizer).text == text
    assert read_photo(data, classifier).text != text
