"""Sixteen corruptions of a digit, none of which training uses.

Fifteen are MNIST-C's, at the severities of its files; faded ink is ours. Each takes tiles uint8 (n, 28, 28), ink
bright, and a generator, and returns new tiles of the same kind; the same generator gives the same tiles. To add one,
write its function and name it in CORRUPTIONS; `make measure` then puts it into the card.

Source: Mu & Gilmer 2019, "MNIST-C: A Robustness Benchmark for Computer Vision", arXiv:1906.02337. The severities are
the defaults in corruptions.py of github.com/google-research/mnist-c; the code is our own, with OpenCV and NumPy.
"""

from digitreader.evaluation.corruptions.geometry import rotate, scale, shear, translate
from digitreader.evaluation.corruptions.light import brightness, faded_ink, fog
from digitreader.evaluation.corruptions.noise import glass_blur, impulse_noise, motion_blur, shot_noise
from digitreader.evaluation.corruptions.overlays import canny_edges, dotted_line, spatter, stripe, zigzag
from digitreader.evaluation.corruptions.tiles import Corrupt as Corrupt

CORRUPTIONS: dict[str, Corrupt] = {
    corrupt.__name__.replace("_", " "): corrupt
    for corrupt in (
        shot_noise, impulse_noise, glass_blur, motion_blur, fog, brightness, faded_ink, rotate, shear, scale,
        translate, stripe, dotted_line, zigzag, spatter, canny_edges,
    )
}  # fmt: skip
OURS = frozenset({"faded ink"})  # not MNIST-C's
