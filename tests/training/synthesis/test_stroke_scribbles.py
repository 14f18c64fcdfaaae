import numpy as np
import pytest

from digitreader.training.synthesis.stroke_scribbles import KINDS, Scribble, draw_scribble

CHANCES = [np.random.default_rng(seed) for seed in range(60)]


@pytest.mark.parametrize("kind", [kind for kind, *_ in KINDS])
def test_crossing_out_covers_what_is_beneath(kind: Scribble) -> None:
    for rng in CHANCES:
        over = np.concatenate(kind((0.0, 0.0, 2.0, 1.0), rng))
        assert over[:, 0].min() < 0.35
        assert over[:, 0].max() > 1.65
        assert -0.5 < over[:, 1].min() < over[:, 1].max() < 1.5


def test_one_digit_is_never_crossed_out_with_a_single_straight_stroke() -> None:
    for rng in CHANCES:
        over = draw_scribble((0.0, 0.0, 0.6, 1.0), 1, rng)
        assert len(over) > 1 or np.hypot(*np.diff(over[0], axis=0).T).sum() > 3
