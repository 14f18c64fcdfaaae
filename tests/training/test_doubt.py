from pathlib import Path

import cv2
import numpy as np

from digitreader.calibration import Calibration
from digitreader.classifier import CLASSES
from digitreader.opinion import SecondOpinion
from digitreader.strip import STRIDE
from digitreader.training.doubt import THRESHOLDS, Answer, answers, curve

SURE_AND_RIGHT, SURE_AND_WRONG = Answer(True, True, 0.97), Answer(True, False, 0.92)
UNSURE_AND_WRONG, NOTHING = Answer(True, False, 0.4), Answer(False, False, 0.0)


def test_a_higher_threshold_marks_more_texts_and_leaves_fewer_silent_errors() -> None:
    points = curve([SURE_AND_RIGHT, SURE_AND_WRONG, UNSURE_AND_WRONG, NOTHING])
    found = {point["threshold"]: (point["marked"], point["silent"]) for point in points}
    assert list(found) == list(THRESHOLDS)
    assert found[0.0] == (0.0, 0.5)
    assert found[0.9] == (0.25, 0.25)
    assert found[0.95] == (0.5, 0.0)
    assert found[0.99] == (0.75, 0.0)


def test_a_blank_picture_is_read_as_nothing_and_marked_by_no_threshold(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "blank.png"), np.full((80, 200), 220, np.uint8))
    (tmp_path / "labels.csv").write_text("file,text,kind\nblank.png,,blank\n")
    second = SecondOpinion(
        lambda strip: np.zeros((strip.shape[1] // STRIDE, CLASSES), np.float32), Calibration((0.0,) * 5)
    )
    found = answers(tmp_path / "labels.csv", lambda tiles: np.zeros((len(tiles), CLASSES), np.float32), second)
    assert found == [Answer(False, True, 0.0)]
    assert {point["marked"] for point in curve(found)} == {0.0}
