import numpy as np
import pytest
from handwriting import digits, glyph

from digitreader.recognition.tile import normalise
from digitreader.training.data.dataset import Dataset
from digitreader.training.synthesis.glyph_bank import GlyphBank, make_glyph_bank
from digitreader.training.synthesis.synthetic_photos import SyntheticPhoto, make_synthetic_photo


@pytest.fixture(scope="module")
def bank() -> GlyphBank:
    tiles = np.stack([np.rint(normalise(glyph(number, 40)) * 255).astype(np.uint8) for number in range(200)])
    return make_glyph_bank(Dataset(tiles, digits()[1][:200].astype(np.uint8)))


def made(bank: GlyphBank, seed: int) -> SyntheticPhoto:
    return make_synthetic_photo([bank], np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(12))
def test_the_owners_of_a_made_photo_lie_on_its_dark_writing(seed: int, bank: GlyphBank) -> None:
    photo = made(bank, seed)
    assert photo.owners.shape == photo.photo.grey.shape
    assert int(photo.owners.max()) == len(photo.text)
    if photo.text:
        written, paper = (photo.photo.grey[photo.owners > 0], photo.photo.grey[photo.owners == 0])
        assert written.mean() < paper.mean() - 10


def test_the_same_chance_makes_the_same_photo(bank: GlyphBank) -> None:
    first, again = (made(bank, 3) for _ in range(2))
    assert first.text == again.text
    np.testing.assert_array_equal(first.photo.grey, again.photo.grey)
