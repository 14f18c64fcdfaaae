"""What is no digit is not read: signs between digits, marks without any writing, and blank paper."""

import cv2
import numpy as np
import pytest
from handwriting import EDGE, Plane, as_file, ink_of, photographed, ruled, with_a_shadow

from digitreader.decision.line_recognizer import LineRecognizer, load_line_recognizer
from digitreader.reading import read_photo
from digitreader.recognition.classifier import NOT_A_DIGIT, Classifier, Classify
from digitreader.settings import Settings
from digitreader.settings.layout import LayoutSettings, LineSettings
from digitreader.settings.recognition import DecoderSettings, LatticeSettings, RecognitionSettings


@pytest.fixture(scope="module")
def line_recognizer() -> LineRecognizer:
    return load_line_recognizer()


def of_ten(classifier: Classifier) -> Classify:
    """The same network without its eleventh class: everything it is shown is some digit."""

    def classify(tiles: np.ndarray) -> np.ndarray:
        rows = classifier(tiles).copy()
        rows[:, NOT_A_DIGIT] = 0
        return np.asarray(rows / rows.sum(axis=1, keepdims=True), np.float32)

    return classify


@pytest.mark.parametrize("sign", ["dash", "point"])
def test_signs_between_digits_are_left_out_by_their_size_and_as_no_digit(
    sign: str, classifier: Classifier, line_recognizer: LineRecognizer
) -> None:
    ink, x = ink_of(["046 2731"]), EDGE + 3 * 65
    if sign == "dash":
        cv2.line(ink, (x + 14, 96), (x + 52, 96), 1.0, 6, cv2.LINE_AA)
    else:
        cv2.circle(ink, (x + 20, EDGE + 66), 8, 1.0, -1, cv2.LINE_AA)
    data = as_file(photographed(ink))
    assert read_photo(data, classifier, line_recognizer=line_recognizer).text == "0462731"
    assert read_photo(data, classifier).text == "0462731"
    any_size = Settings(
        layout=LayoutSettings(lines=LineSettings(size=0.0)),
        recognition=RecognitionSettings(
            decoder=DecoderSettings(max_pieces_per_digit=1), lattice=LatticeSettings(small=0.0)
        ),
    )
    assert len(read_photo(data, of_ten(classifier), any_size).text) == 8


def marked(kind: str) -> Plane:
    """What is on paper without any writing: a stain, dashes, a blot or crosses."""
    ink = np.zeros((600, 800), np.float32)
    if kind == "stained":
        cv2.ellipse(ink, (400, 300), (60, 90), 20, 0, 360, 0.5, -1)
        return np.asarray(cv2.GaussianBlur(ink, (0, 0), 9), np.float32)
    if kind == "blotted":
        cv2.circle(ink, (400, 300), 30, 0.8, -1)
        cv2.circle(ink, (425, 315), 20, 0.8, -1)
    for x in range(150, 600, 110):
        if kind == "dashed":
            cv2.line(ink, (x, 300), (x + 50, 300), 0.8, 6)
        elif kind == "crossed":
            cv2.line(ink, (x, 260), (x + 50, 340), 0.8, 7)
            cv2.line(ink, (x + 50, 260), (x, 340), 0.8, 7)
    return ink


@pytest.mark.parametrize("kind", ["stained", "blotted", "dashed", "crossed"])
def test_what_is_no_writing_is_not_read_because_the_network_knows_no_digit_in_it(
    kind: str, classifier: Classifier, line_recognizer: LineRecognizer
) -> None:
    data = as_file(photographed(marked(kind)))
    assert read_photo(data, classifier, line_recognizer=line_recognizer).text == ""
    assert read_photo(data, classifier).text == ""
    assert read_photo(data, of_ten(classifier)).text != ""


PAPERS = {
    "plain": photographed(np.zeros((600, 800), np.float32)),
    "ruled": photographed(np.zeros((600, 800), np.float32), ruled((600, 800))),
    "in a shadow": photographed(np.zeros((600, 800), np.float32), with_a_shadow((600, 800))),
}


@pytest.mark.parametrize("paper", list(PAPERS))
def test_nothing_is_read_on_blank_paper(paper: str, classifier: Classifier, line_recognizer: LineRecognizer) -> None:
    reading = read_photo(as_file(PAPERS[paper]), classifier, line_recognizer=line_recognizer)
    assert reading.text == ""
    assert reading.advice
