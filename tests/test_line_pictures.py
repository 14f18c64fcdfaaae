"""A line's stages drawn."""

import itertools

import numpy as np
import pytest

from digitreader import line_pictures
from digitreader.classifier import CLASSES, NOT_A_DIGIT, Classifier
from digitreader.line_pictures import Rival, named, rivals, shown_places
from digitreader.opinion import load_second_opinion
from digitreader.stages import LineStages, follow, follow_line
from digitreader.tile import Tile
from digitreader.ui.samples import FOLDER


@pytest.fixture(scope="module")
def line(classifier: Classifier) -> LineStages:
    second = load_second_opinion()
    return follow_line(follow((FOLDER / "touching-digits.jpg").read_bytes(), classifier, second), 0, second)


def row(**shares: float) -> np.ndarray:
    found = np.zeros(CLASSES, np.float32)
    for name, share in shares.items():
        found[NOT_A_DIGIT if name == "none" else int(name[1:])] = share
    return found


def test_what_the_network_takes_a_candidate_for_is_named() -> None:
    assert named(row(_7=0.987, none=0.01)) == "7: 98 %"
    assert named(row(_7=0.2, none=0.8)) == "none: 80 %"
    assert named(row(_7=1.0)) == "7: 99 %"


def test_chosen_candidates_come_first_and_no_two_lie_on_each_other(line: LineStages) -> None:
    found = rivals(line, 0)
    chosen = [rival.chosen for rival in found]
    assert chosen == sorted(chosen, reverse=True)
    assert {r.candidate.start for r in found if r.chosen} <= {step.candidate.start for step in line.path}
    for row_of_cards in {rival.row for rival in found}:
        _are_apart([rival for rival in found if rival.row == row_of_cards])


def _are_apart(cards: list[Rival]) -> None:
    middles = sorted(sum(card.span) / 2 for card in cards)
    assert all(b - a >= line_pictures.CARD for a, b in itertools.pairwise(middles))


def test_the_followed_digit_is_in_the_picture_of_candidates(line: LineStages) -> None:
    for place, digit in enumerate(line.digits):
        assert digit.box in [rival.candidate.stroke.box for rival in rivals(line, place) if rival.chosen]


def test_pictures_of_a_line_are_no_wider_than_the_page(line: LineStages) -> None:
    pictures = [line_pictures.cuts_picture(line)]
    for place in range(len(line.digits)):
        pictures += [line_pictures.lattice_picture(line, place), line_pictures.strip_picture(line, place)]
    assert all(0 < picture.shape[1] <= line_pictures.WIDTH for picture in pictures)


def test_the_strip_is_shown_around_the_followed_digit(line: LineStages) -> None:
    for place, digit in enumerate(line.digits):
        first, last = shown_places(line, place)
        middle = (digit.box[0] + digit.box[2] / 2 - line.strip.left) * line.strip.scale / 4
        assert first <= middle <= last <= len(line.verdict.places)


def test_a_tiles_pixels_stay_squares() -> None:
    pixels = np.zeros((28, 28), np.float32)
    pixels[3, 5] = 1.0
    picture = line_pictures.tile_picture(Tile(pixels), 10)
    assert picture.shape == (280, 280, 3)
    assert (picture[31:40, 51:60] == 255).all()
    assert (picture[41:50, 51:60] == 0).all()


@pytest.mark.parametrize(("side", "count"), [(14, 48), (7, 96), (4, 5)])
def test_every_map_has_its_place(side: int, count: int) -> None:
    maps = np.zeros((side, side, count), np.float32)
    dark = line_pictures.maps_picture(maps, 8)
    maps[..., count - 1] = 1.0
    glowing = line_pictures.maps_picture(maps, 8)
    assert dark.shape == glowing.shape
    rows, columns = np.nonzero((dark != glowing).any(axis=2))
    step = 2 * (line_pictures.MAP_SIDE + line_pictures.MAP_GAP)
    assert (rows.min() // step, columns.min() // step) == divmod(count - 1, 8)
