import cv2
import numpy as np
import pytest

from digitreader.training.synthesis import paper
from digitreader.training.synthesis.paper import on_paper


def chance(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def writing() -> np.ndarray:
    ink = np.zeros((64, 256), np.uint8)
    for k, x in enumerate(range(20, 240, 44)):
        cv2.ellipse(ink, (x, 32), (12, 20), 0, 0, 360 - 40 * k, 255, 5, cv2.LINE_AA)
    return ink


@pytest.mark.parametrize("seed", range(40))
def test_paper_halves_the_size_and_leaves_the_writing_on_it(seed: int) -> None:
    ink = writing()
    picture = on_paper(ink, chance(seed))
    assert picture.shape == (32, 128)
    assert picture.dtype == np.uint8
    small = cv2.resize(ink, (128, 32), interpolation=cv2.INTER_AREA)
    assert picture[small > 200].mean() > picture[small == 0].mean() + 30


@pytest.mark.parametrize(("height", "width"), [(64, 8), (64, 20), (64, 640)])
def test_paper_may_be_of_any_width(height: int, width: int) -> None:
    for seed in range(12):
        assert on_paper(np.zeros((height, width), np.uint8), chance(seed)).shape == (height // 2, width // 2)


def test_the_writing_is_not_written_to() -> None:
    ink = writing()
    for seed in range(12):
        on_paper(ink, chance(seed))
    np.testing.assert_array_equal(ink, writing())


def test_the_same_chance_gives_the_same_paper_and_others_differ() -> None:
    np.testing.assert_array_equal(on_paper(writing(), chance(5)), on_paper(writing(), chance(5)))
    assert len({on_paper(writing(), chance(seed)).tobytes() for seed in range(20)}) == 20


def test_paper_without_writing_stays_paler_than_ink() -> None:
    blank = [np.median(on_paper(np.zeros((64, 256), np.uint8), chance(seed))) for seed in range(40)]
    assert max(blank) < 128


def test_a_good_scan_leaves_more_paper_white(monkeypatch: pytest.MonkeyPatch) -> None:
    white = []
    for share in (1.0, 0.0):
        monkeypatch.setattr(paper, "CLEAN", share)
        drawn = [on_paper(writing(), chance(seed), any_pen=False) for seed in range(60)]
        white.append(np.mean([(picture == 0).mean() for picture in drawn]))
    assert white[0] > white[1] + 0.08
