import numpy as np
import pytest

from digitreader.training.synthesis.symbols import TALL, leaning, tight, word
from digitreader.training.synthesis.writer_style import draw_style


def test_a_sign_leans_to_the_right_at_its_top() -> None:
    bar = np.zeros((40, 10), np.uint8)
    bar[:, 3:7] = 255
    leaned = leaning(bar, 1.0, 1.0, 0.3, 0.0) > 127
    inked = np.flatnonzero(leaned.any(axis=1))
    top, bottom = (np.flatnonzero(leaned[row]).mean() for row in (inked[1], inked[-2]))
    assert top - bottom == pytest.approx(0.3 * 38, abs=2)


def test_a_tight_picture_ends_where_its_ink_does() -> None:
    picture = np.zeros((20, 30), np.uint8)
    picture[4:9, 7:20] = 200
    assert tight(picture).shape == (5, 13)
    assert tight(np.zeros((20, 30), np.uint8)).shape == (1, 1)


@pytest.mark.parametrize("seed", range(20))
def test_a_word_is_about_as_tall_as_asked_for_and_fits_the_line(seed: int) -> None:
    rng = np.random.default_rng(seed)
    drawn = word(30.0, draw_style(1, rng), rng)
    assert drawn.max() == 255
    assert 18 <= drawn.shape[0] <= TALL
    assert drawn.shape == tight(drawn).shape
