"""Pictures as bytes."""

import io

import numpy as np
from handwriting import glyph
from PIL import Image

from digitreader import SAMPLES
from digitreader.output.encoded import enlarged_tile, jpeg, plain_line_png, png, thumbnail
from digitreader.recognition.tile import normalise


def decoded(data: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image)


def test_a_png_keeps_each_pixel() -> None:
    picture = np.random.default_rng(1).integers(0, 256, (8, 9, 3)).astype(np.uint8)
    assert (decoded(png(picture)) == picture).all()


def test_a_thumbnail_has_the_size_that_was_asked_for() -> None:
    assert decoded(thumbnail(SAMPLES / "parcel.jpg", (40, 30))).shape == (30, 40, 3)


def test_a_diagram_keeps_a_thin_red_line() -> None:
    picture = np.full((16, 16, 3), 255, np.uint8)
    picture[8] = (200, 0, 0)
    assert np.abs(decoded(jpeg(picture))[8].astype(int) - (200, 0, 0)).max() < 40


def test_an_enlarged_tile_shows_what_the_network_saw() -> None:
    tile = normalise(glyph(3, 60))
    assert np.abs(decoded(enlarged_tile(tile))[::3, ::3] / 255 - tile).max() < 0.5 / 255 + 1e-6


def test_a_line_to_read_again_is_grey_and_no_higher_than_it_needs_to_be() -> None:
    grey = np.random.default_rng(1).integers(0, 256, (40, 200)).astype(np.uint8)
    assert np.abs(decoded(plain_line_png(grey)).astype(int) - grey).max() < 8
    assert decoded(plain_line_png(np.repeat(grey, 5, axis=0))).shape == (96, 96)
