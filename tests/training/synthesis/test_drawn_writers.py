import numpy as np
from pen_strokes import ink_bank

from digitreader.training.synthesis.drawn_writers import drawn_digits, with_drawn_digits
from digitreader.training.synthesis.shapes import SHAPES

WRITER = ink_bank().writers[0]


def test_each_shape_becomes_a_digit_of_about_one_height() -> None:
    for digit, glyphs in enumerate(drawn_digits()):
        assert len(glyphs) == len(SHAPES[str(digit)])
        assert {glyph.text for glyph in glyphs} == {str(digit)}
        assert all(0.5 < glyph.points[:, 1].max() < 1.6 for glyph in glyphs)


def test_a_writer_keeps_one_drawn_shape_of_a_digit_and_the_rest_of_the_own() -> None:
    mixed = with_drawn_digits(WRITER, 0.5, np.random.default_rng(0))
    drawn = [own is not digit for own, digit in zip(WRITER.digits, mixed.digits, strict=True)]
    assert 1 < sum(drawn) < 9
    assert all(len(digit) == 1 for digit in mixed.digits)
    assert with_drawn_digits(WRITER, 0.0, np.random.default_rng(0)).digits == WRITER.digits
