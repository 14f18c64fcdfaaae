"""Writers of drawn shapes: forms that the writers of the ink hardly know, such as a 1 with a long flag."""

from functools import cache

import numpy as np

from digitreader.training.data.ink import Glyph, Writer, make_glyph
from digitreader.training.synthesis.pen import smooth
from digitreader.training.synthesis.shapes import SHAPES


@cache
def drawn_digits() -> tuple[tuple[Glyph, ...], ...]:
    """All drawn shapes of each digit as pen strokes, in digit heights."""
    return tuple(
        tuple(
            make_glyph(str(digit), [smooth(np.array(stroke, float)).astype(np.float32) for stroke in shape])
            for shape in SHAPES[str(digit)]
        )
        for digit in range(10)
    )


def with_drawn_digits(writer: Writer, share: float, rng: np.random.Generator) -> Writer:
    """A writer some of whose digits have one drawn shape each."""
    digits = tuple(
        (shapes[int(rng.integers(len(shapes)))],) if rng.random() < share else own
        for own, shapes in zip(writer.digits, drawn_digits(), strict=True)
    )
    return Writer(writer.name, digits, writer.strings)
