"""A photo's stages drawn."""

import numpy as np
import pytest

from digitreader.decision.line_recognizer import load_line_recognizer
from digitreader.explain import stage_pictures
from digitreader.explain.canvas import PAPER, PEN, RED, SIDE
from digitreader.explain.stage_pictures import NUMBERED
from digitreader.explain.stages import Stages, follow
from digitreader.recognition.classifier import Classifier
from digitreader.ui.samples import FOLDER

WHOLE = (
    stage_pictures.grey_picture,
    stage_pictures.darkness_picture,
    stage_pictures.paper_picture,
    stage_pictures.ink_picture,
    stage_pictures.ruled_lines_picture,
    stage_pictures.components_picture,
    stage_pictures.lines_picture,
)


@pytest.fixture(scope="module")
def stages(classifier: Classifier) -> Stages:
    return follow((FOLDER / "touching-digits.jpg").read_bytes(), classifier, load_line_recognizer())


def test_all_pictures_of_the_photo_are_of_one_size(stages: Stages) -> None:
    shapes = {draw(stages).shape[:2] for draw in WHOLE}
    assert shapes == {(SIDE * 3 // 4, SIDE)}


def test_drawing_leaves_the_stages_alone(stages: Stages) -> None:
    before = stages.grey.copy(), stages.ink.mask.copy(), stages.photo.rgb.copy()
    for draw in WHOLE:
        draw(stages)
    for kept, now in zip(before, (stages.grey, stages.ink.mask, stages.photo.rgb), strict=True):
        np.testing.assert_array_equal(kept, now)


def test_ink_is_dark_paper_is_light_and_rules_are_red(stages: Stages) -> None:
    picture = stage_pictures.ruled_lines_picture(stages).astype(int)
    for colour in (PAPER, PEN, RED):
        assert (np.abs(picture - colour).sum(axis=2) < 12).any()


def test_the_numbered_pixels_lie_on_the_edge_of_a_stroke(stages: Stages) -> None:
    x, y = stage_pictures.numbered_corner(stages)
    window = stages.ink.mask[y : y + NUMBERED[1], x : x + NUMBERED[0]]
    assert window.shape == NUMBERED[::-1]
    assert window.any()
    assert not window.all()


def test_small_pictures_are_not_enlarged_with_a_blur() -> None:
    small = np.arange(12, dtype=np.uint8).reshape(3, 4)
    assert stage_pictures.fitted(small) is small
    np.testing.assert_array_equal(stage_pictures.enlarged(small, 5)[::5, ::5], small)
