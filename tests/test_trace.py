"""A trace holds what the reading itself made, and costs no network a question."""

import numpy as np
import pytest
from drawn import drawing_of
from handwriting import photo_of
from numpy.typing import NDArray

from digitreader.decision.line_recognizer import FUSED, LineRecognizer, load_line_recognizer
from digitreader.drawing import read_drawing
from digitreader.layout.ink import MARKED
from digitreader.reading import LATTICES, LINES, READING, read_photo
from digitreader.recognition.classifier import Classifier
from digitreader.settings import Settings
from digitreader.settings.decision import DecisionSettings, VoteSettings
from digitreader.trace import Made, Trace

DOUBTFUL = Settings(decision=DecisionSettings(vote=VoteSettings(below=1.01)))  # all is read again from other inks


class Counting:
    """Networks that note how much they are asked."""

    def __init__(self, classifier: Classifier) -> None:
        self.classifier, self.recognizer = classifier, load_line_recognizer()
        self.tiles: list[int] = []
        self.strips: list[int] = []

    def classify(self, tiles: NDArray[np.float32]) -> NDArray[np.float32]:
        self.tiles.append(len(tiles))
        return self.classifier(tiles)

    def line_recognizer(self) -> LineRecognizer:
        return LineRecognizer(self._read_strip, self.recognizer.calibration)

    def _read_strip(self, strip: NDArray[np.float32]) -> NDArray[np.float32]:
        self.strips.append(strip.shape[1])
        return self.recognizer.read_strip(strip)


@pytest.mark.parametrize("settings", [Settings(), DOUBTFUL])
def test_the_networks_are_asked_no_more_with_a_trace_than_without(classifier: Classifier, settings: Settings) -> None:
    data = photo_of(["042", "17"])
    plain, traced = Counting(classifier), Counting(classifier)
    read_photo(data, plain.classify, settings, plain.line_recognizer())
    read_photo(data, traced.classify, settings, traced.line_recognizer(), Trace())
    assert (traced.tiles, traced.strips) == (plain.tiles, plain.strips)
    assert plain.tiles
    assert plain.strips


def test_a_trace_holds_the_readings_own_pieces(classifier: Classifier) -> None:
    trace = Trace()
    reading = read_photo(photo_of(["042", "17"]), classifier, Settings(), load_line_recognizer(), trace)
    assert trace.last(READING) is reading
    (only,) = trace.passes
    assert [found.lattice for found in only.all(FUSED)] == list(only.last(LATTICES))
    assert [lattice.line for lattice in only.last(LATTICES)] == list(only.last(LINES))
    tiles = {id(candidate.tile) for lattice in only.last(LATTICES) for candidate in lattice.candidates}
    assert {id(digit.tile) for digit in reading.digits} <= tiles


def test_each_ink_has_its_own_pass(classifier: Classifier) -> None:
    trace = Trace()
    reading = read_photo(photo_of(["042"]), classifier, DOUBTFUL, load_line_recognizer(), trace)
    assert len(trace.passes) == len(trace.all(MARKED)) == 3
    assert sum(made.last(READING).ink is reading.ink for made in trace.passes) == 1


def test_a_drawings_shares_cost_no_further_question(classifier: Classifier) -> None:
    counting = Counting(classifier)
    found = read_drawing(drawing_of("712"), counting.classify)
    assert found.shares.argmax(axis=1).tolist() == [7, 1, 2]
    assert len(counting.tiles) <= 2  # the components, and the candidates that are joined from several


def test_what_no_stage_has_made_is_named() -> None:
    with pytest.raises(LookupError, match="a letter"):
        Trace().last(Made[int]("a letter"))
