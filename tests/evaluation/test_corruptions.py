"""Each corruption: of the same shape, repeatable, as strong as it says, and never written into its argument."""

import numpy as np
import pytest
from handwriting import glyph

from digitreader.evaluation import corruptions
from digitreader.evaluation.corruptions import CORRUPTIONS, OURS, geometry, light, noise, overlays
from digitreader.recognition.tile import normalise


@pytest.fixture(scope="module")
def tiles() -> np.ndarray:
    """A hundred handwritten-looking digits."""
    return np.stack([np.rint(normalise(glyph(number, 40)) * 255).astype(np.uint8) for number in range(100)])


def chance(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_the_list_is_mnist_cs_fifteen_and_faded_ink() -> None:
    assert len(CORRUPTIONS) == 16
    assert CORRUPTIONS.keys() - OURS == {
        "shot noise", "impulse noise", "glass blur", "motion blur", "shear", "scale", "rotate", "brightness",
        "translate", "stripe", "fog", "spatter", "dotted line", "zigzag", "canny edges",
    }  # fmt: skip


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_corruption_gives_new_tiles_and_the_same_ones_for_the_same_chance(name: str, tiles: np.ndarray) -> None:
    before = tiles.copy()
    once, again = (CORRUPTIONS[name](tiles, chance()) for _ in range(2))
    assert once.dtype == np.uint8
    assert once.shape == tiles.shape
    assert (once != tiles).any(axis=(1, 2)).all()
    np.testing.assert_array_equal(once, again)
    np.testing.assert_array_equal(tiles, before)
    assert CORRUPTIONS[name](tiles[:1], chance()).shape == (1, 28, 28)


@pytest.mark.parametrize(
    "name", sorted(CORRUPTIONS.keys() - {"brightness", "faded ink", "scale", "stripe", "canny edges"})
)
def test_another_chance_gives_other_tiles(name: str, tiles: np.ndarray) -> None:
    assert (CORRUPTIONS[name](tiles, chance(0)) != CORRUPTIONS[name](tiles, chance(1))).any()


def test_impulses_hit_as_many_pixels_as_they_say(tiles: np.ndarray) -> None:
    spoilt = corruptions.impulse_noise(np.full_like(tiles, 100), chance())
    assert (spoilt != 100).mean() == pytest.approx(noise.IMPULSES, abs=0.01)
    assert (spoilt == 255).mean() == pytest.approx(noise.IMPULSES / 2, abs=0.01)


def test_photons_come_in_whole_numbers_and_leave_paper_dark(tiles: np.ndarray) -> None:
    spoilt = corruptions.shot_noise(tiles, chance())
    assert set(np.unique(spoilt)) == {0, 85, 170, 255}
    assert (spoilt[tiles == 0] == 0).all()


def test_grey_is_added_everywhere(tiles: np.ndarray) -> None:
    spoilt = corruptions.brightness(tiles, chance())
    assert spoilt.min() == 128
    assert spoilt[tiles == 255].min() == 255


def test_fog_leaves_a_quarter_of_the_contrast(tiles: np.ndarray) -> None:
    same = np.repeat(tiles[:1], 81, axis=0)
    without, with_ink = corruptions.fog(np.zeros_like(same), chance()), corruptions.fog(same, chance())
    assert without.max() == 0  # a tile without ink has nothing to be measured against
    inked = with_ink[:, same[0] == 255].astype(float).mean() - with_ink[:, same[0] == 0].astype(float).mean()
    assert inked == pytest.approx(255 / 4, rel=0.25)


def test_faded_ink_keeps_a_tenth(tiles: np.ndarray) -> None:
    assert corruptions.faded_ink(tiles, chance()).max() == round(255 * light.FADED)


def middle_of(pictures: np.ndarray) -> np.ndarray:
    """The centre of mass of each picture, (x, y)."""
    mass = pictures.sum(axis=(1, 2), dtype=float)
    places = np.arange(28)
    across, down = (pictures.sum(axis=axis, dtype=float) @ places / mass for axis in (1, 2))
    return np.stack([across, down], axis=1)


def test_a_moved_digit_moves_by_so_many_pixels_towards_a_corner() -> None:
    dot = np.zeros((40, 28, 28), np.uint8)
    dot[:, 12:16, 12:16] = 255
    moved = middle_of(corruptions.translate(dot, chance())) - middle_of(dot)
    assert np.abs(moved) == pytest.approx(geometry.MOVED)
    assert len(np.unique(np.rint(moved), axis=0)) == 4


def test_a_shrunk_digit_stays_in_the_middle_and_has_less_ink() -> None:
    block = np.zeros((1, 28, 28), np.uint8)
    block[:, 4:24, 4:24] = 255
    shrunk = corruptions.scale(block, chance())
    assert middle_of(shrunk) == pytest.approx(middle_of(block), abs=0.05)
    assert shrunk.sum() / block.sum() == pytest.approx(geometry.SHRUNK**2, rel=0.05)


@pytest.mark.parametrize(("name", "lean"), [("rotate", np.tan(0.4)), ("shear", np.tan(0.4))])
def test_an_upright_stroke_leans_as_far_as_it_says_to_either_side(name: str, lean: float) -> None:
    stroke = np.zeros((20, 28, 28), np.uint8)
    stroke[:, 5:23, 13:15] = 255
    leaning = CORRUPTIONS[name](stroke, chance())
    slopes = []
    for picture in leaning:
        rows, columns = np.nonzero(picture > 100)
        slopes.append(np.polyfit(rows, columns, 1)[0])
    assert np.abs(slopes) == pytest.approx(lean, rel=0.1)
    assert np.min(slopes) < 0 < np.max(slopes)


def test_stripes_invert_the_columns_at_both_sides(tiles: np.ndarray) -> None:
    striped = corruptions.stripe(tiles, chance())
    wide = overlays.STRIPE
    np.testing.assert_array_equal(striped[:, :, :wide], 255 - tiles[:, :, :wide])
    np.testing.assert_array_equal(striped[:, :, wide:-wide], tiles[:, :, wide:-wide])
    np.testing.assert_array_equal(striped[:, :, -wide:], 255 - tiles[:, :, -wide:])


@pytest.mark.parametrize("name", ["dotted line", "zigzag"])
def test_lines_are_drawn_over_the_ink_and_take_none_away(name: str, tiles: np.ndarray) -> None:
    drawn = CORRUPTIONS[name](tiles, chance())
    assert (drawn >= tiles).all()
    blank = CORRUPTIONS[name](np.zeros_like(tiles), chance())
    reach = np.ptp(np.flatnonzero(blank.max(axis=(0, 1))))
    assert reach >= 22
    assert blank.max() > 200


def test_a_dotted_line_has_gaps() -> None:
    drawn = corruptions.dotted_line(np.zeros((50, 28, 28), np.uint8), chance())
    assert (drawn.max(axis=1) == 0).mean() == pytest.approx(0.5, abs=0.08)


def test_a_motion_smears_to_the_right_and_keeps_the_ink() -> None:
    dot = np.zeros((60, 28, 28), np.uint8)
    dot[:, 12:16, 6:10] = 255
    smeared = corruptions.motion_blur(dot, chance())
    assert smeared.sum() / dot.sum() == pytest.approx(1, abs=0.05)
    moved = middle_of(smeared) - middle_of(dot)
    assert abs(moved[:, 0]).min() > 1
    assert moved[:, 1].min() < 0 < moved[:, 1].max()


def test_edges_are_thin_lines_of_full_ink(tiles: np.ndarray) -> None:
    edges = corruptions.canny_edges(tiles, chance())
    assert set(np.unique(edges)) == {0, 255}
    assert 0 < (edges > 0).mean() < 0.25


def test_mud_is_darker_than_ink_and_lies_where_there_was_paper(tiles: np.ndarray) -> None:
    spoilt = corruptions.spatter(np.zeros_like(tiles), chance())
    assert 0 < (spoilt > 0).mean() < 0.5
    assert spoilt.max() <= 63
