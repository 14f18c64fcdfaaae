import numpy as np
import pytest
from handwriting import digits, glyph

from digitreader.errors import DataError
from digitreader.recognition.tile import normalise
from digitreader.training.data.dataset import Dataset
from digitreader.training.synthesis.glyph_bank import PENS, GlyphBank, make_glyph_bank

TILES = np.stack([np.rint(normalise(glyph(number, 40)) * 255).astype(np.uint8) for number in range(200)])
LABELS = digits()[1][:200].astype(np.uint8)


@pytest.fixture(scope="module")
def bank() -> GlyphBank:
    """Real digits, and a cross that is none."""
    cross = np.zeros((1, 28, 28), np.uint8)
    cross[0, 4:24, 12:16] = cross[0, 12:16, 4:24] = 255
    return make_glyph_bank(Dataset(np.concatenate([TILES, cross]), np.append(LABELS, 10).astype(np.uint8)))


def test_a_library_holds_every_digit_once_by_the_thickness_of_its_pen(bank: GlyphBank) -> None:
    for digit, pens in enumerate(bank.digits):
        assert len(pens) == PENS
        np.testing.assert_array_equal(np.sort(np.concatenate(pens)), np.flatnonzero(digit == LABELS))
    fine, bold = (np.mean([(bank.images[rows] > 100).mean() for rows in column]) for column in _ends(bank))
    assert bold > 1.1 * fine
    assert bank.symbols.tolist() == [200]


def test_a_library_without_enough_of_a_digit_is_refused_and_the_digit_named() -> None:
    with pytest.raises(DataError, match="there are 0 of 8"):
        make_glyph_bank(Dataset(TILES[LABELS != 8], LABELS[LABELS != 8]))


def _ends(bank: GlyphBank) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The rows of the finest digits, and of the boldest."""
    return [pens[0] for pens in bank.digits], [pens[-1] for pens in bank.digits]
