import numpy as np
import pytest
from pen_strokes import ink_bank

from digitreader.numbers.alphabet import SIGNS
from digitreader.training.synthesis.stroke_signs import DRAWN, PLACES, draw_sign

BANK = ink_bank()


def test_every_sign_has_its_place() -> None:
    assert set(PLACES) == set(SIGNS)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_is_as_large_and_stands_as_high_as_people_write_it(sign: str) -> None:
    longer, middle = PLACES[sign]
    sizes, middles = [], []
    for seed in range(30):
        glyph, top = draw_sign(sign, BANK, np.random.default_rng(seed))
        assert glyph.text == sign
        height = float(glyph.points[:, 1].max())
        sizes.append(float(glyph.points.max()))
        middles.append(top + height / 2)
    assert np.median(sizes) == pytest.approx(longer, rel=0.5, abs=0.03)
    assert np.median(middles) == pytest.approx(middle, abs=0.12)


def test_drawn_signs_differ_each_time() -> None:
    for draw in DRAWN.values():
        assert str(draw(np.random.default_rng(1))) != str(draw(np.random.default_rng(2)))
