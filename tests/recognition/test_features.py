"""A look inside the network of tiles."""

import numpy as np
import pytest
from handwriting import glyph, legible

from digitreader.decision.networks import tiles_model
from digitreader.errors import ModelError
from digitreader.recognition.classifier import CLASSES, Classifier
from digitreader.recognition.features import SIDES, FeatureMaps
from digitreader.recognition.tile import Tile, normalise

SEVEN, TWO = (Tile(normalise(glyph(legible(value), 72))) for value in "72")


@pytest.fixture(scope="module")
def features() -> FeatureMaps:
    return FeatureMaps(tiles_model())


def test_each_stage_has_maps_of_its_side(features: FeatureMaps) -> None:
    maps, _ = features(SEVEN)
    assert [found.shape[:2] for found in maps] == [(side, side) for side in SIDES]
    assert all(found.shape[2] >= 8 for found in maps)


def test_a_network_has_hundreds_of_maps_at_most(features: FeatureMaps) -> None:
    maps, _ = features(SEVEN)
    assert all(found.shape[2] < 300 for found in maps)  # an interpreter's scrap paper has more


def test_maps_glow_and_are_never_negative(features: FeatureMaps) -> None:
    for found in features(SEVEN)[0]:
        assert found.min() == 0
        assert found.max() > 0


def test_the_probabilities_are_those_of_the_network_that_reads(features: FeatureMaps, classifier: Classifier) -> None:
    for tile in (SEVEN, TWO):
        _, row = features(tile)
        assert row.shape == (CLASSES,)
        np.testing.assert_allclose(row, classifier(tile.pixels[None])[0], atol=1e-4)


def test_another_tile_has_other_maps_and_leaves_the_first_ones_alone(features: FeatureMaps) -> None:
    first, _ = features(SEVEN)
    before = [found.copy() for found in first]
    other, _ = features(TWO)
    assert not np.array_equal(first[0], other[0])
    for found, kept in zip(first, before, strict=True):
        np.testing.assert_array_equal(found, kept)


def test_a_file_that_is_no_network_is_told() -> None:
    with pytest.raises(ModelError, match="not a LiteRT network"):
        FeatureMaps(b"no network")
