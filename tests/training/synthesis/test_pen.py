import numpy as np
import pytest

from digitreader.training.synthesis.pen import draw_shape, smooth
from digitreader.training.synthesis.shapes import SHAPES

VARIANTS = [(digit, variant) for digit, shapes in SHAPES.items() for variant in range(len(shapes))]


def chance(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def width(digit: str, variant: int) -> int:
    return draw_shape(digit, variant, 60, 1.0, 4, chance()).shape[1]


def test_every_digit_has_shapes() -> None:
    assert sorted(SHAPES) == list("0123456789")
    assert min(len(shapes) for shapes in SHAPES.values()) >= 3


@pytest.mark.parametrize(("digit", "variant"), VARIANTS)
def test_every_shape_is_drawn_whole(digit: str, variant: int) -> None:
    for seed, pen in enumerate((1.5, 4, 9)):
        picture = draw_shape(digit, variant, 60, 1.0, pen, chance(seed))
        assert picture.dtype == np.uint8
        assert (picture > 200).sum() > 40 * pen
        assert np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]]).max() < 200  # nothing cut off
        assert (picture > 200).any(axis=1).sum() >= 0.85 * 60


def test_a_straight_one_is_narrower_than_any_zero() -> None:
    assert width("1", 0) < min(width("0", variant) for variant in range(len(SHAPES["0"])))


def test_europes_one_has_a_long_flag() -> None:
    flagged = draw_shape("1", 4, 60, 1.0, 4, chance())
    assert flagged.shape[1] > 2 * width("1", 0)
    lower_left = flagged[flagged.shape[0] // 2 :, : flagged.shape[1] // 3]
    assert (lower_left > 200).any()


def test_a_crossed_seven_has_a_bar_that_the_plain_one_lacks() -> None:
    plain, crossed = (draw_shape("7", variant, 60, 1.0, 4, chance()) > 127 for variant in (0, 1))
    assert crossed.sum() > plain.sum() + 40


def test_variants_are_counted_round() -> None:
    for digit, shapes in SHAPES.items():
        first, again = (draw_shape(digit, variant, 60, 1.0, 4, chance(3)) for variant in (1, 1 + len(shapes)))
        np.testing.assert_array_equal(first, again)


def test_a_digit_is_as_tall_and_as_wide_as_asked_for() -> None:
    small, tall = (draw_shape("0", 0, height, 1.0, 4, chance()).shape[0] for height in (30, 90))
    assert tall - small == pytest.approx(60, abs=8)
    narrow, wide = (draw_shape("0", 0, 60, stretch, 4, chance()).shape[1] for stretch in (0.7, 1.4))
    assert wide > 1.6 * narrow


def test_the_same_chance_draws_the_same_and_another_differs() -> None:
    first, again, other = (draw_shape("5", 1, 60, 1.0, 4, chance(seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert first.shape != other.shape or (first != other).any()


def test_drawing_leaves_the_shapes_as_they_are() -> None:
    before = repr(SHAPES)
    draw_shape("8", 0, 60, 1.3, 4, chance())
    assert repr(SHAPES) == before


def test_a_smooth_path_runs_through_its_points() -> None:
    points = np.array([[0.0, 0.0], [1.0, 3.0], [4.0, 2.0], [5.0, 5.0]])
    path = smooth(points)
    for point in points:
        assert np.abs(path - point).sum(axis=1).min() < 1e-9
    assert np.abs(np.diff(path, axis=0)).max() < 1.5
