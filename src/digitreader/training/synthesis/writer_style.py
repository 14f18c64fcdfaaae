"""Writer styles: how one writer writes one line."""

from dataclasses import dataclass

import numpy as np

from digitreader.training.synthesis.glyph_bank import PENS


@dataclass(frozen=True)
class WriterStyle:
    """How one writer writes one line.

    drawn: the share of digits drawn with a pen; the rest come from a glyph bank. bank: which one. height, gap, pen:
    pixels. slant: columns a row. stretch: width relative to normal. zeros: height of zeros relative to other digits.
    unsteady: variation as a share of the height. upright: the gap is measured between boxes, not strokes. dots, bars:
    how often a point, and whether a bar, stands between digits. cells, comb: whether each digit has a printed box, or
    all share a divided one. tied: the share of zeros joined to the next digit by a stroke.
    """

    drawn: float
    bank: int
    weight: int
    variant: int
    height: float
    slant: float
    stretch: float
    gap: float
    unsteady: float
    zeros: float
    pen: float
    climb: float
    upright: bool
    dots: float
    bars: bool
    cells: bool
    comb: bool
    symbols: float
    tied: float


def draw_style(banks: int, rng: np.random.Generator) -> WriterStyle:
    """Draw a random style."""
    height = float(np.clip(rng.normal(46, 7), 26, 60))
    roomy = rng.random() < 0.25
    bars = rng.random() < 0.07
    cells = not bars and rng.random() < 0.06
    comb = not bars and not cells and rng.random() < 0.07
    height = min(height, 44.0) if comb else height
    gap = (
        rng.uniform(0.2, 1.0 if rng.random() < 0.85 else 3.0)
        if roomy or cells
        else rng.uniform(0.08, 0.5)
        if bars or comb
        else rng.normal(0.08, 0.09)
    )
    return WriterStyle(
        drawn=float(rng.choice((0.0, 0.2, 1.0), p=(0.25, 0.25, 0.5))),
        bank=int(rng.integers(banks)),
        weight=int(rng.integers(PENS)),
        variant=int(rng.integers(1000)),
        height=height,
        slant=float(rng.normal(0.12, 0.2)),
        stretch=float(np.exp(rng.normal(0.0, 0.18))),
        gap=float(max(gap, -0.09) * height),
        unsteady=float(rng.uniform(0.01, 0.07)),
        zeros=float(rng.uniform(0.5, 0.95)) if rng.random() < 0.25 else 1.0,
        pen=float(np.clip(np.exp(rng.normal(1.5, 0.35)), 2, 10)),
        climb=float(rng.normal(0, 0.02)),
        upright=bool(rng.random() < 0.2),
        dots=float(rng.choice((0.0, 0.12, 0.34), p=(0.6, 0.15, 0.25))),
        bars=bars,
        cells=cells,
        comb=comb,
        symbols=0.15 if rng.random() < 0.15 else 0.0,
        tied=float(rng.uniform(0.4, 1.0)) if rng.random() < 0.15 else 0.0,
    )
