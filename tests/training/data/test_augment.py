import numpy as np
import pytest
from handwriting import glyph
from hypothesis import given, settings
from hypothesis import strategies as st

from digitreader.recognition.tile import SIDE, normalise
from digitreader.training.data.augment import augment

SEVEN = np.rint(normalise(glyph(673, 60)) * 255).astype(np.uint8)


def drawn(count: int, image: np.ndarray = SEVEN) -> np.ndarray:
    return np.stack([augment(image, np.random.default_rng(seed), corrupted_share=0) for seed in range(count)])


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32), st.integers(0, 1_796))
def test_every_augmented_tile_is_a_tile(seed: int, number: int) -> None:
    image = np.rint(normalise(glyph(number, 40)) * 255).astype(np.uint8)
    tile = augment(image, np.random.default_rng(seed))
    assert tile.shape == (SIDE, SIDE)
    assert tile.dtype == np.float32
    assert np.isfinite(tile).all()
    assert 0 <= tile.min() <= tile.max() <= 1


def test_the_same_chance_gives_the_same_tile() -> None:
    np.testing.assert_array_equal(drawn(20), drawn(20))


def test_tiles_are_hardly_ever_the_same_twice() -> None:
    assert len({tile.tobytes() for tile in drawn(100)}) > 70


def test_some_tiles_stay_as_they_are() -> None:
    plain = SEVEN.astype(np.float32) / 255
    same = sum(np.array_equal(tile, plain) for tile in drawn(200))
    assert 5 < same < 40


def test_calm_tiles_are_moved_no_further_than_hands_differ() -> None:
    tiles = np.stack(
        [augment(SEVEN, np.random.default_rng(seed), plain_share=1, corrupted_share=0) for seed in range(200)]
    )
    likeness = [np.corrcoef(tile.ravel(), SEVEN.ravel())[0, 1] for tile in tiles]
    assert 60 < sum(share > 1 - 1e-9 for share in likeness) < 140
    assert min(likeness) > 0.3
    assert np.median([share for share in likeness if share < 1 - 1e-9]) > 0.75


def test_the_disturbed_share_is_spoilt_calm_or_not() -> None:
    tiles = [augment(SEVEN, np.random.default_rng(seed), plain_share=1, corrupted_share=1) for seed in range(50)]
    assert not any(np.array_equal(tile, SEVEN.astype(np.float32) / 255) for tile in tiles)


def test_augmented_tiles_still_resemble_the_digit() -> None:
    plain = SEVEN.ravel() / 255
    likeness = [np.corrcoef(tile.ravel(), plain)[0, 1] for tile in drawn(200)]
    assert np.median(likeness) > 0.6
    assert min(likeness) > -0.2


def test_strokes_become_thinner_and_thicker() -> None:
    ink = drawn(200).sum(axis=(1, 2)) / (SEVEN.sum() / 255)
    assert np.quantile(ink, 0.1) < 0.9
    assert np.quantile(ink, 0.9) > 1.1


def test_digits_are_moved_and_turned_but_stay_near_the_middle() -> None:
    tiles = drawn(200)
    at = np.arange(SIDE) + 0.5
    rows = tiles.sum(axis=2) @ at / tiles.sum(axis=(1, 2))
    assert 12 < rows.min() < 14
    assert 15 < rows.max() < 17.5


@pytest.mark.parametrize("image", [np.zeros((28, 28), np.uint8), np.full((28, 28), 255, np.uint8)])
def test_no_ink_and_full_ink_are_no_trouble(image: np.ndarray) -> None:
    assert np.isfinite(drawn(50, image)).all()


def test_the_image_is_not_written_to() -> None:
    before = SEVEN.copy()
    drawn(50)
    np.testing.assert_array_equal(SEVEN, before)
