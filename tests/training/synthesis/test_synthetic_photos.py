import numpy as np
import pytest
from handwriting import digits, glyph

from digitreader.recognition.tile import normalise
from digitreader.training.data.dataset import Dataset
from digitreader.training.synthesis.glyph_bank import Library, make_library
from digitreader.training.synthesis.synthetic_photos import MadePhoto, make_photo


@pytest.fixture(scope="module")
def library() -> Library:
    tiles = np.stack([np.rint(normalise(glyph(number, 40)) * 255).astype(np.uint8) for number in range(200)])
    return make_library(Dataset(tiles, digits()[1][:200].astype(np.uint8)))


def made(library: Library, seed: int) -> MadePhoto:
    return make_photo([library], np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(12))
def test_the_owners_of_a_made_photo_lie_on_its_dark_writing(seed: int, library: Library) -> None:
    photo = made(library, seed)
    assert photo.owners.shape == photo.photo.grey.shape
    assert int(photo.owners.max()) == len(photo.text)
    if photo.text:
        written, paper = (photo.photo.grey[photo.owners > 0], photo.photo.grey[photo.owners == 0])
        assert written.mean() < paper.mean() - 10


def test_the_same_chance_makes_the_same_photo(library: Library) -> None:
    first, again = (made(library, 3) for _ in range(2))
    assert first.text == again.text
    np.testing.assert_array_equal(first.photo.grey, again.photo.grey)
