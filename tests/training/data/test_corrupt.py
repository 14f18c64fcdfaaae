from collections.abc import Callable

import numpy as np
import pytest
from handwriting import glyph
from hypothesis import given, settings
from hypothesis import strategies as st

from digitreader.evaluation.corruptions import CORRUPTIONS
from digitreader.recognition.tile import SIDE, normalise
from digitreader.training.data.corrupt import KINDS, corrupt

TILE = normalise(glyph(673, 60))
EACH = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
Kind = Callable[[np.ndarray, np.random.Generator], np.ndarray]


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 2**32))
def test_every_disturbed_tile_is_a_tile(seed: int) -> None:
    tile = corrupt(TILE, np.random.default_rng(seed))
    assert (tile.shape, tile.dtype) == ((SIDE, SIDE), np.float32)
    assert np.isfinite(tile).all()
    assert 0 <= tile.min() <= tile.max() <= 1


def test_the_same_chance_disturbs_alike_and_another_otherwise() -> None:
    first, again, other = (corrupt(TILE, np.random.default_rng(seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


@EACH
def test_each_kind_changes_the_tile_and_not_its_argument(kind: Kind) -> None:
    before = TILE.copy()
    changed = [kind(TILE, np.random.default_rng(seed)) for seed in range(20)]
    np.testing.assert_array_equal(TILE, before)
    assert sum(np.abs(tile - TILE).max() > 0.02 for tile in changed) >= 19


@EACH
def test_each_kind_leaves_the_digit_to_be_seen(kind: Kind) -> None:
    changed = [kind(TILE, np.random.default_rng(seed)) for seed in range(100)]
    likeness = [abs(np.corrcoef(tile.ravel(), TILE.ravel())[0, 1]) for tile in changed]
    assert np.median(likeness) > 0.4


@EACH
@pytest.mark.parametrize("tile", [np.zeros((SIDE, SIDE), np.float32), np.ones((SIDE, SIDE), np.float32)])
def test_no_ink_and_full_ink_are_no_trouble(kind: Kind, tile: np.ndarray) -> None:
    assert all(np.isfinite(kind(tile, np.random.default_rng(seed))).all() for seed in range(20))


def test_no_corruption_that_is_measured_on_is_drawn() -> None:
    assert {kind.__name__ for kind in KINDS}.isdisjoint(corrupt.__name__ for corrupt in CORRUPTIONS.values())
