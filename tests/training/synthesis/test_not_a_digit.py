import numpy as np
import pytest
from handwriting import digits, glyph

from digitreader.recognition.tile import SIDE, normalise
from digitreader.training.synthesis.not_a_digit import (
    LEFT_HALVES,
    RIGHT_HALVES,
    draw_not_a_digit,
    glued_pair,
    half_digit,
    letter,
    ruled_line_remnant,
    speck,
    tile_sized,
)

IMAGES = np.stack([np.rint(normalise(glyph(number, 40)) * 255).astype(np.uint8) for number in range(40)])
LABELS = digits()[1][:40].astype(np.uint8)


def chance(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_drawn_has_ink_and_fits_a_tile(seed: int) -> None:
    picture = draw_not_a_digit(IMAGES, LABELS, chance(seed))
    assert picture.dtype == np.uint8
    assert picture.ndim == 2
    tile = tile_sized(picture)
    assert tile.shape == (SIDE, SIDE)
    assert tile.max() > 60


def test_many_different_things_are_drawn() -> None:
    drawn = [tile_sized(draw_not_a_digit(IMAGES, LABELS, chance(seed))).tobytes() for seed in range(100)]
    assert len(set(drawn)) > 90


def test_the_same_chance_draws_the_same() -> None:
    for draw in (letter, ruled_line_remnant, speck):
        np.testing.assert_array_equal(draw(chance(4)), draw(chance(4)))


@pytest.mark.parametrize("seed", range(20))
def test_a_glued_pair_is_wider_than_one_digit(seed: int) -> None:
    pair = glued_pair(IMAGES, chance(seed))
    columns = np.flatnonzero(pair.any(axis=0))
    widest = max(np.ptp(np.flatnonzero(image.any(axis=0))) + 1 for image in IMAGES)
    narrowest = min(np.ptp(np.flatnonzero(image.any(axis=0))) + 1 for image in IMAGES)
    assert 2 * narrowest - 4 <= np.ptp(columns) + 1 <= 2.5 * widest + 4


def test_a_half_digit_is_a_part_of_one_whose_part_is_no_digit() -> None:
    halves = [half_digit(IMAGES, LABELS, chance(seed)) for seed in range(60)]
    whole = [image[np.ix_(image.any(axis=1), image.any(axis=0))] for image in IMAGES]
    usable = [w for w, label in zip(whole, LABELS, strict=True) if label in {*LEFT_HALVES, *RIGHT_HALVES}]
    for half in halves:
        assert any(
            half.shape[0] == w.shape[0]
            and half.shape[1] < w.shape[1]
            and (np.array_equal(half, w[:, : half.shape[1]]) or np.array_equal(half, w[:, -half.shape[1] :]))
            for w in usable
        )


def test_without_a_digit_to_halve_a_speck_is_drawn() -> None:
    ones = np.full(40, 1, np.uint8)
    assert half_digit(IMAGES, ones, chance(0)).any()


def test_a_rule_remnant_is_thin() -> None:
    for seed in range(30):
        assert (ruled_line_remnant(chance(seed)) > 127).mean() < 0.25


def test_a_speck_is_full() -> None:
    for seed in range(30):
        ink = speck(chance(seed)) > 127
        box = ink[np.ix_(ink.any(axis=1), ink.any(axis=0))]
        assert box.mean() > 0.4


def test_a_tile_keeps_the_aspect() -> None:
    bar = np.zeros((96, 96), np.uint8)
    bar[10:50, 20:30] = 255
    rows, columns = np.nonzero(tile_sized(bar))
    assert (np.ptp(rows) + 1, np.ptp(columns) + 1) == (20, 5)


def test_the_digits_are_not_written_to() -> None:
    images, labels = IMAGES.copy(), LABELS.copy()
    for seed in range(60):
        draw_not_a_digit(IMAGES, LABELS, chance(seed))
    np.testing.assert_array_equal(IMAGES, images)
    np.testing.assert_array_equal(LABELS, labels)
