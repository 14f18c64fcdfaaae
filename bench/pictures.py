"""Generate pictures: lines and sheets of digits, with the paper and light of the app's samples.

Half are drawn with the pen shapes that this project trains with, which favours it. The other half, if the fonts are
installed, use hand-drawn fonts that, as far as we know, no reader here was trained on.
"""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
from lighting import lit, photographed
from make_samples import QUALITY, bent, warped, write_line
from numpy.typing import NDArray
from PIL import Image, ImageFont

from digitreader.training.synthesis.pen import draw_shape

Plane = NDArray[np.float32]
Letter = Callable[[str], Plane]  # a digit -> its ink, float32 (H, W), 0 to 1
LINE, SHEET = "line", "sheet"  # the two kinds: a crop of one line, a photo of several
PAPERS = ((238, 236, 230), (244, 240, 228), (240, 241, 243), (226, 214, 190))  # RGB
INKS = ((38, 56, 148), (40, 40, 46), (28, 44, 120), (92, 92, 96))
PHONE, GRAIN = 4032, 6  # pixels of the longer side, grey levels of sensor noise
SEED = 7


def make_pictures(folder: Path, fonts: Sequence[Path], count: int) -> list[Path]:
    """Write pictures and labels.csv, `count` of each kind and hand; return the labels files.

    The last set holds phone-sized sheets, a quarter as many.
    """
    hands: dict[str, Sequence[Path | None]] = {"made-pen": [None]}
    if fonts:
        hands["made-letters"] = fonts
    made = [_make_set(folder / name, choices, count, (LINE, SHEET)) for name, choices in hands.items()]
    return [*made, _make_set(folder / "made-phone", [None], -(-count // 4), (SHEET,), PHONE)]


def _make_set(
    folder: Path, hands: Sequence[Path | None], count: int, kinds: Sequence[str], longest: int | None = None
) -> Path:
    """Write one set, `count` pictures of each kind; longest: pixels of the longer side, or None to keep the size."""
    folder.mkdir(parents=True)
    rng = np.random.default_rng(SEED)
    with (folder / "labels.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("file", "text", "kind"))
        for number in range(len(kinds) * count):
            kind, hand = kinds[number % len(kinds)], hands[number // len(kinds) % len(hands)]
            texts = ["".join(map(str, rng.integers(0, 10, rng.integers(3, 11)))) for _ in range(_lines(kind, rng))]
            name = f"{number:03}-{kind}.jpg"
            picture = draw_picture(texts, kind, hand, rng)
            Image.fromarray(_taken(picture, longest, rng) if longest else picture).save(folder / name, quality=QUALITY)
            rows.writerow((name, "|".join(texts), kind))
    return folder / "labels.csv"


def _lines(kind: str, rng: np.random.Generator) -> int:
    """Choose the number of lines."""
    return 1 if kind == LINE else int(rng.integers(2, 6))


def draw_picture(texts: Sequence[str], kind: str, font: Path | None, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Make a photo of lines of digits in one hand: uint8 (H, W, 3)."""
    height = int(rng.integers(40, 70) if kind == LINE else rng.integers(70, 120))
    letter = _penned(height, rng) if font is None else _lettered(font, height, rng)
    glyphs = [[letter(digit) for digit in text] for text in texts]
    margin = round((0.5 if kind == LINE else 1.2) * height)
    widest = max(sum(glyph.shape[1] + 0.25 * height for glyph in line) for line in glyphs)
    shape = round(len(texts) * 1.8 * height) + 2 * margin, round(widest) + 2 * margin
    ink = np.zeros(shape, np.float32)
    for number, line in enumerate(glyphs):
        write_line(ink, line, (margin, margin + (number + 0.5) * 1.8 * height), height, rng)
    grain = cv2.GaussianBlur(rng.normal(0, 1, shape).astype(np.float32), (0, 0), 1.2)
    paper, pen = (np.array(colours[rng.integers(len(colours))], np.float32) for colours in (PAPERS, INKS))
    page = np.ones((*shape, 3), np.float32) * paper
    page += (0.92 * ink)[..., None] * (pen - paper)
    page *= 1 + 0.012 * grain[..., None]
    return photographed(lit(page, float(rng.uniform(0, 0.4)), rng), float(rng.normal(0, 1.2)), rng)


def _taken(picture: NDArray[np.uint8], longest: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Make a picture look taken by a phone: larger, with sensor noise."""
    scale = longest / max(picture.shape)
    large = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC).astype(np.int16)
    large += rng.integers(-GRAIN, GRAIN + 1, (*large.shape[:2], 1), dtype=np.int16)
    return np.clip(large, 0, 255).astype(np.uint8)


def _penned(height: int, rng: np.random.Generator) -> Letter:
    """A function that draws digits with a pen, each always in the same shape."""
    shapes = rng.integers(0, 2, 10)  # common shapes; the others are rare, and only this project trains on them
    stretch, pen = float(rng.uniform(0.8, 1.2)), float(rng.uniform(0.06, 0.12) * height)

    def draw(digit: str) -> Plane:
        drawn = draw_shape(digit, int(shapes[int(digit)]), height, stretch, pen, rng)
        padded = np.pad(drawn, round(0.2 * height)).astype(np.float32) / 255
        return _tight(warped(padded, rng))

    return draw


def _lettered(font: Path, height: int, rng: np.random.Generator) -> Letter:
    """A function that draws digits in a font, each time a little differently."""
    tall = ImageFont.truetype(str(font), 200).getbbox("8")
    face = ImageFont.truetype(str(font), round(200 * height / (tall[3] - tall[1])))
    return lambda digit: bent(digit, face, 0, rng)


def _tight(picture: Plane) -> Plane:
    """Crop a picture to its ink."""
    rows, columns = np.flatnonzero(picture.max(axis=1) > 0.1), np.flatnonzero(picture.max(axis=0) > 0.1)
    return picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
