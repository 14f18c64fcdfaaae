"""How one writer writes one line with a pen: sizes, spacing, haste and the pen itself."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Pen:
    """A pen on paper.

    width: of its stroke, in digit heights. downstroke: how much wider it is drawn downwards, as a share. nib,
    nib_angle: how much wider across a broad nib, and the nib's direction in radians. taper: of the width is left at a
    stroke's ends. uneven: variation of the width, as a share. faint: of the ink is left on strokes drawn upwards.
    """

    width: float
    downstroke: float
    nib: float
    nib_angle: float
    taper: float
    uneven: float
    faint: float

    @property
    def widest(self) -> float:
        """How wide most of its upright strokes are, in digit heights."""
        return self.width * (1 + 0.6 * self.downstroke + 0.3 * self.nib)


@dataclass(frozen=True)
class StrokeStyle:
    """How one writer writes one line.

    slant: columns a row. stretch: width relative to normal. gap, gap_varies: between digits, in digit heights. zeros:
    height of zeros relative to other digits. size_varies, drift, climb: of sizes and of the baseline, in digit heights.
    turn, pace: how far the direction, in radians, and the speed of the pen stray from the writer's own. joined: the
    share of neighbours joined by a stroke. even: digit heights from one digit to the next where they stand in equal
    steps, as in a comb; else 0.
    """

    slant: float
    stretch: float
    gap: float
    gap_varies: float
    zeros: float
    size_varies: float
    drift: float
    climb: float
    turn: float
    pace: float
    joined: float
    even: float
    pen: Pen


def draw_stroke_style(rng: np.random.Generator) -> StrokeStyle:
    """Draw a random style."""
    kind = rng.random()
    even = rng.uniform(0.75, 1.7) if kind < 0.16 else 0.0
    gap = rng.normal(-0.06, 0.05) if kind > 0.92 else rng.uniform(0.12, 0.6) if kind > 0.58 else rng.normal(0.05, 0.05)
    hurried = rng.random() < 0.25
    return StrokeStyle(
        slant=float(rng.normal(0.08, 0.14) if rng.random() < 0.75 else rng.uniform(0.2, 0.75)),
        stretch=float(np.exp(rng.normal(0.0, 0.17))),
        gap=float(max(gap, -0.15)),
        gap_varies=float(rng.uniform(0.02, 0.09)),
        zeros=float(rng.uniform(0.5, 0.95)) if rng.random() < 0.25 else 1.0,
        size_varies=float(rng.uniform(0.02, 0.1)),
        drift=float(rng.uniform(0.01, 0.06)),
        climb=float(rng.normal(0, 0.03)),
        turn=float(rng.uniform(0.15, 0.4) if hurried else rng.uniform(0.0, 0.22)),
        pace=float(rng.uniform(0.05, 0.25)),
        joined=float(rng.uniform(0.3, 0.9)) if rng.random() < 0.15 else 0.0,
        even=float(even),
        pen=draw_pen(rng),
    )


def draw_pen(rng: np.random.Generator) -> Pen:
    """Draw a random pen: a ballpoint or felt pen, a broad nib, or a nib that spreads on downstrokes."""
    kind = rng.random()
    return Pen(
        width=float(np.clip(np.exp(rng.normal(np.log(0.085), 0.32)), 0.03, 0.17)),
        downstroke=float(rng.uniform(0.3, 1.3)) if kind < 0.3 else 0.0,
        nib=float(rng.uniform(0.2, 0.9)) if 0.3 <= kind < 0.5 else 0.0,
        nib_angle=float(rng.normal(-0.8, 0.4)),
        taper=float(rng.uniform(0.3, 1.0)) if rng.random() < 0.5 else 1.0,
        uneven=float(rng.uniform(0.0, 0.2)),
        faint=float(rng.uniform(0.5, 0.9)) if rng.random() < 0.3 else 1.0,
    )
