"""What the networks see and say, drawn."""

import numpy as np
import pytest

from digitreader.decision.line_recognizer import load_line_recognizer
from digitreader.explain import network_pictures
from digitreader.explain.line_pictures import cuts_picture, lattice_picture
from digitreader.explain.line_stages import LineStages, follow_line
from digitreader.explain.network_pictures import shown_timesteps
from digitreader.explain.rivals import WIDTH
from digitreader.explain.stages import follow
from digitreader.recognition.classifier import Classifier
from digitreader.recognition.tile import Tile
from digitreader.ui.samples import FOLDER


@pytest.fixture(scope="module")
def line(classifier: Classifier) -> LineStages:
    line_recognizer = load_line_recognizer()
    return follow_line(follow((FOLDER / "touching-digits.jpg").read_bytes(), classifier, line_recognizer), 0)


def test_pictures_of_a_line_are_no_wider_than_the_page(line: LineStages) -> None:
    pictures = [cuts_picture(line)]
    for place in range(len(line.digits)):
        pictures += [lattice_picture(line, place), network_pictures.strip_picture(line, place)]
    assert all(0 < picture.shape[1] <= WIDTH for picture in pictures)


def test_the_strip_is_shown_around_the_followed_digit(line: LineStages) -> None:
    for place, digit in enumerate(line.digits):
        first, last = shown_timesteps(line, place)
        middle = (digit.box.x + digit.box.width / 2 - line.strip.left) * line.strip.scale / 4
        assert first <= middle <= last <= len(line.fused.timesteps)


def test_a_tiles_pixels_stay_squares() -> None:
    pixels = np.zeros((28, 28), np.float32)
    pixels[3, 5] = 1.0
    picture = network_pictures.tile_picture(Tile(pixels), 10)
    assert picture.shape == (280, 280, 3)
    assert (picture[31:40, 51:60] == 255).all()
    assert (picture[41:50, 51:60] == 0).all()


@pytest.mark.parametrize(("side", "count"), [(14, 48), (7, 96), (4, 5)])
def test_every_map_has_its_place(side: int, count: int) -> None:
    maps = np.zeros((side, side, count), np.float32)
    dark = network_pictures.maps_picture(maps, 8)
    maps[..., count - 1] = 1.0
    glowing = network_pictures.maps_picture(maps, 8)
    assert dark.shape == glowing.shape
    rows, columns = np.nonzero((dark != glowing).any(axis=2))
    step = 2 * (network_pictures.MAP_SIDE + network_pictures.MAP_GAP)
    assert (rows.min() // step, columns.min() // step) == divmod(count - 1, 8)
