"""Cross out digits and numbers of a line: scribbled over, with an X, or with long strokes through them."""

from dataclasses import replace

import numpy as np

from digitreader.training.synthesis.stroke_line import Placed
from digitreader.training.synthesis.stroke_scribbles import LONGEST, Box, draw_scribble

CROSSED = 0.04  # of the lines hold something that is crossed out
ONE = 0.55  # of what is crossed out is one digit of a longer number
ABOVE = 0.25  # of single crossed-out digits have another one written above them
SMALL = (0.45, 0.7)  # height of a digit written above, relative to the others


def cross_out(placed: list[Placed], rng: np.random.Generator) -> list[Placed]:
    """Cross out a number, or one digit of it: the glyphs with the ink over them, those beneath say nothing any more."""
    numbers = [run for run in _words(placed) if any(placed[k].digit for k in run)]
    if not numbers:
        return placed
    run = numbers[int(rng.integers(len(numbers)))]
    digits = [k for k in run if placed[k].digit]
    single = len(digits) > 1 and (rng.random() < ONE or len(run) > LONGEST)
    crossed = [digits[int(rng.integers(len(digits)))]] if single else run
    points = np.concatenate([stroke for k in crossed for stroke in placed[k].strokes])
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    count = sum(len(placed[k].text) for k in crossed if placed[k].digit)
    over = draw_scribble((left, top, right, bottom), min(count, LONGEST), rng)
    found = [replace(each, text="") if k in crossed else each for k, each in enumerate(placed)]
    last = crossed[-1]
    found[last] = replace(found[last], strokes=(*found[last].strokes, *over))
    if single and rng.random() < ABOVE:
        above = placed[digits[int(rng.integers(len(digits)))]]
        found.insert(last + 1, _above(above, (left, top, right, bottom), rng))
    return found


def _words(placed: list[Placed]) -> list[list[int]]:
    """The places of glyphs without a gap between them."""
    words: list[list[int]] = []
    for k, each in enumerate(placed):
        if each.gapped or not words:
            words.append([])
        words[-1].append(k)
    return words


def _above(digit: Placed, under: Box, rng: np.random.Generator) -> Placed:
    """A digit once more, small and above what is crossed out."""
    left, top, right, _ = under
    size = np.float32(rng.uniform(*SMALL))
    points = np.concatenate(digit.strokes)
    corner = np.array([points[:, 0].mean(), points[:, 1].max()], np.float32)
    foot = np.array([(left + right) / 2 + rng.normal(0, 0.12), top - rng.uniform(0.05, 0.25)], np.float32)
    strokes = tuple((stroke - corner) * size + foot for stroke in digit.strokes)
    columns = np.concatenate(strokes)[:, 0]
    return Placed(digit.text, strokes, float(columns.min()), float(columns.max()), digit=True, gapped=False)
