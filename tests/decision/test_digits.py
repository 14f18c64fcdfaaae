"""The digits of a line that both networks read: where they stand, how sure they are, what else they may be."""

import numpy as np
import pytest
from opinions import PLAIN, SHAPE, XS, line, saying, sure, text

from digitreader.decision.calibration import Calibration
from digitreader.decision.line_recognizer import LineRecognizer, read_line
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.digit import Digit
from digitreader.recognition.line_reader import ReadStrip
from digitreader.settings.decision import DecisionSettings, DoubtSettings, FusionSettings
from digitreader.settings.recognition import RecognitionSettings

UNSURE = [*sure("40"), {2: 0.5, 7: 0.4}, *sure("8")]  # of its third digit


def read(
    decoder: list[dict[int, float]],
    reader: ReadStrip,
    settings: DecisionSettings | None = None,
    calibration: Calibration = PLAIN,
) -> tuple[Digit, ...]:
    lattice, ink = line(*decoder)
    recognizer = LineRecognizer(reader, calibration)
    read = read_line(lattice, ink, recognizer, settings or DecisionSettings(), RecognitionSettings())
    return read.digits if read else ()


def test_where_both_networks_say_the_same_every_digit_is_sure() -> None:
    digits = read(sure("4028"), saying("4028"))
    assert text(digits) == "4028"
    assert min(digit.confidence for digit in digits) > 0.95
    assert not any(digit.doubtful for digit in digits)
    assert [digit.box for digit in digits] == [(x, 25, 12, 50) for x in XS]


def test_a_digit_that_they_differ_about_is_less_sure_and_names_the_other() -> None:
    agreed, differed = read(sure("4028"), saying("4028")), read(UNSURE, saying("4078"))
    assert text(differed) == "4078"
    assert 1 - differed[2].confidence > 3 * (1 - agreed[2].confidence)
    assert differed[2].alternatives[0][0] == "2"
    assert differed[2].confidence < min(differed[k].confidence for k in (0, 1, 3))


def test_alternatives_share_what_the_confidence_leaves() -> None:
    for digit in read(UNSURE, saying("4078", 0.9)):
        assert len(digit.alternatives) == 3
        assert digit.value not in {value for value, _ in digit.alternatives}
        shares = [share for _, share in digit.alternatives]
        assert shares == sorted(shares, reverse=True)
        assert min(shares) >= 0
        assert sum(shares) + digit.confidence <= 1 + 1e-9


def test_as_many_alternatives_are_kept_as_the_settings_say() -> None:
    settings = DecisionSettings(doubt=DoubtSettings(alternatives=1))
    assert [len(digit.alternatives) for digit in read(UNSURE, saying("4078", 0.9), settings)] == [1] * 4


@pytest.mark.parametrize(("confidence", "marks"), [(0.93, 1), (0.97, 0), (0.7, 4)])
def test_a_doubtful_line_of_sure_digits_has_one_marked(confidence: float, marks: int) -> None:
    alike = Calibration((0.0, 0.0, 0.0, 0.0, float(np.log(confidence / (1 - confidence)))))
    settings = DecisionSettings(doubt=DoubtSettings(line_below=0.8))
    digits = read(sure("4028"), saying("4028"), settings, alike)
    assert [digit.confidence for digit in digits] == pytest.approx([confidence] * 4)
    assert sum(digit.doubtful for digit in digits) == marks


def test_the_digit_marked_is_the_least_certain_one() -> None:
    settings = DecisionSettings(doubt=DoubtSettings(digit_below=0.0, line_below=1.0))
    assert [digit.doubtful for digit in read(UNSURE, saying("4078"), settings)] == [False, False, True, False]


@pytest.mark.parametrize("said", ["40281", "402", "4", "4028140281"])
def test_digits_that_the_pieces_cannot_spell_stand_where_the_line_reader_saw_them(said: str) -> None:
    decoder = [{NOT_A_DIGIT: 0.999}] * 4 if len(said) < 4 else sure("4028")
    never_spelt = DecisionSettings(FusionSettings(max_decoder_margin=0.0))
    digits = read(decoder, saying(said), never_spelt)
    assert text(digits) == said
    boxes = [digit.box for digit in digits]
    assert [x for x, *_ in boxes] == sorted({x for x, *_ in boxes})
    for x, y, width, height in boxes:
        assert 0 <= x < x + width <= SHAPE[1]
        assert (y, height) == (25, 50)
