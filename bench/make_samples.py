"""Make the app's sample pictures: numbers in handwriting fonts, distorted and lit like photos of paper.

Run `python bench/make_samples.py FONTS OUT`; FONTS is a folder with the handwriting fonts named in SHEETS
(.ttf, .otf or .woff); OUT receives one JPG a sheet and labels.csv.
"""

import argparse
import csv
import zlib
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from lighting import lit, photographed
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Plane = NDArray[np.float32]
SPACING = 0.17  # of a digit's height, between digits
QUALITY = 82  # of the JPEG; about what messaging apps send


@dataclass(frozen=True)
class Sheet:
    """One picture to make.

    text: its lines, separated by "|"; a space is a wider gap. font: the stem of the font's file. ink, paper: RGB, 0 to
    255. size: width and height of the picture in pixels. height: of a digit, in pixels. pitch: from line to line, in
    heights. pen: pixels by which strokes are thickened. ruled: the paper has ruled lines. shadow: how much light a
    shadow takes, 0 to 1. dusty: share of the ink lost to the paper's grain, as with chalk and pencil. tilt: degrees.
    spacing: between digits, in heights; below 0 they touch. rules: RGB of the ruled lines.
    """

    name: str
    kind: str
    text: str
    font: str
    ink: tuple[int, int, int]
    paper: tuple[int, int, int]
    size: tuple[int, int] = (1280, 960)
    height: int = 120
    pitch: float = 1.7
    pen: int = 0
    ruled: bool = False
    shadow: float = 0.25
    dusty: float = 0.0
    tilt: float = 0.0
    spacing: float = SPACING
    rules: tuple[int, int, int] = (158, 182, 214)


SHEETS = (
    Sheet("phone-number", "blue pen", "01632 960174", "reenie-beanie", (38, 56, 148), (238, 236, 230), (1280, 860), 100,
          pen=2, shadow=0.0, tilt=-2.0),
    Sheet("postcodes", "leading zeros", "02139|00501|07030|04101|01890", "kalam", (40, 40, 46), (244, 240, 228),
          (960, 1200), 120, shadow=0.1, tilt=1.2),
    Sheet("ruled-paper", "ruled paper", "48 205|39 617|50 088", "caveat", (28, 44, 120), (240, 241, 243),
          height=130, pitch=1.75, pen=2, ruled=True, shadow=0.0, tilt=0.8),
    Sheet("chalkboard", "chalk", "3 5 8 13|21 34 55", "gloria-hallelujah", (232, 232, 222), (46, 62, 54),
          height=150, pitch=2.0, shadow=0.1, dusty=0.35, tilt=-1.0),
    Sheet("pencil-in-shadow", "pencil", "7204 19|8835 60", "nothing-you-could-do", (92, 92, 96), (232, 228, 220),
          height=140, pitch=2.0, pen=2, shadow=0.55, dusty=0.2, tilt=2.0),
    Sheet("parcel", "felt pen", "4006 3813|0902 57", "patrick-hand", (32, 26, 24), (188, 152, 110), height=150,
          pitch=1.9, pen=3, shadow=0.2, tilt=-3.0),
    Sheet("touching-digits", "touching digits", "30 4275|8 196 032", "kalam", (30, 50, 122), (240, 241, 243),
          height=150, pitch=1.75, pen=3, ruled=True, shadow=0.35, tilt=-1.5, spacing=-0.06,
          rules=(100, 120, 175)),
)  # fmt: skip


def draw_sheet(sheet: Sheet, fonts: Path) -> NDArray[np.uint8]:
    """Make the photo of a sheet, uint8 (H, W, 3); the same sheet and fonts give the same photo."""
    rng = np.random.default_rng(zlib.crc32(sheet.name.encode()))
    ink = write(sheet, find_font(fonts, sheet), rng)
    grain = cv2.GaussianBlur(rng.normal(0, 1, ink.shape).astype(np.float32), (0, 0), 1.2)
    ink = ink * np.clip(1 - sheet.dusty * (0.5 + 1.8 * grain), 0, 1)
    page = np.ones((*ink.shape, 3), np.float32) * np.array(sheet.paper, np.float32)
    page = rule(page, sheet)
    page += (ink * 0.92)[..., None] * (np.array(sheet.ink, np.float32) - page)
    page *= 1 + 0.012 * grain[..., None]
    return photographed(lit(page, sheet.shadow, rng), sheet.tilt, rng)


def find_font(fonts: Path, sheet: Sheet) -> ImageFont.FreeTypeFont:
    """Load the sheet's font at the size that gives its digit height."""
    found = sorted(path for path in fonts.iterdir() if path.stem == sheet.font)
    if not found:
        raise FileNotFoundError(f"no font {sheet.font} in {fonts}")
    tall = ImageFont.truetype(str(found[0]), 200).getbbox("8")
    return ImageFont.truetype(str(found[0]), round(200 * sheet.height / (tall[3] - tall[1])))


def write(sheet: Sheet, font: ImageFont.FreeTypeFont, rng: np.random.Generator) -> Plane:
    """Write a sheet's lines, float32 (H, W), 0 to 1, with each digit and each line a little different."""
    width, height = sheet.size
    ink = np.zeros((height, width), np.float32)
    lines = sheet.text.split("|")
    step = sheet.pitch * sheet.height
    for number, line in enumerate(lines):
        glyphs = [bent(character, font, sheet.pen, rng) for character in line]
        space = sheet.height * sheet.spacing
        start = (width - sum(glyph.shape[1] + space for glyph in glyphs)) / 2 + rng.normal(0, sheet.height * 0.12)
        middle = height / 2 + (number - (len(lines) - 1) / 2) * step
        write_line(ink, glyphs, (start, middle), sheet.height, rng, sheet.spacing)
    return ink


def write_line(
    ink: Plane,
    glyphs: list[Plane],
    start: tuple[float, float],
    height: int,
    rng: np.random.Generator,
    spacing: float = SPACING,
) -> None:
    """Write one line into `ink` from (x, y), with a slightly uneven baseline.

    height: of a digit, in pixels. spacing: between digits, in heights.
    """
    x, y = start
    slope = rng.normal(0, 0.012)
    for glyph in glyphs:
        at = y + slope * (x - start[0]) + rng.normal(0, height * 0.035) - glyph.shape[0] / 2
        paste(ink, glyph, round(x), round(at))
        x += glyph.shape[1] + height * spacing * rng.uniform(0.7, 1.3)


def bent(character: str, font: ImageFont.FreeTypeFont, pen: int, rng: np.random.Generator) -> Plane:
    """Draw one digit with random rotation, slant, stretch and waves, cropped to its ink; a space is empty."""
    if character == " ":
        return np.zeros((1, round(0.25 * font.size)), np.float32)
    left, top, right, bottom = font.getbbox(character)
    pad = round(0.3 * (bottom - top))
    image = Image.new("L", (round(right - left) + 2 * pad, round(bottom - top) + 2 * pad))
    ImageDraw.Draw(image).text((pad - left, pad - top), character, font=font, fill=255)
    nib = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (pen + 1, pen + 1))
    picture = warped(np.asarray(cv2.dilate(np.asarray(image), nib) / 255, np.float32), rng)
    rows, columns = np.flatnonzero(picture.max(axis=1) > 0.1), np.flatnonzero(picture.max(axis=0) > 0.1)
    return picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def warped(picture: Plane, rng: np.random.Generator) -> Plane:
    """Apply a small random affine map and a slow random wave."""
    height, width = picture.shape
    angle, shear = np.radians(rng.normal(0, 3.5)), rng.normal(0, 0.06)
    matrix = np.array([[np.cos(angle), np.sin(angle) + shear], [-np.sin(angle), np.cos(angle)]])
    matrix /= rng.normal(1, 0.05, (2, 1))
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = columns - width / 2, rows - height / 2
    waves = [cv2.GaussianBlur(rng.normal(0, 1, picture.shape).astype(np.float32), (0, 0), height / 7) for _ in "xy"]
    wave_x, wave_y = (0.018 * height * wave / max(float(wave.std()), 1e-6) for wave in waves)
    map_x = (matrix[0, 0] * x + matrix[0, 1] * y + width / 2 + wave_x).astype(np.float32)
    map_y = (matrix[1, 0] * x + matrix[1, 1] * y + height / 2 + wave_y).astype(np.float32)
    return np.asarray(cv2.remap(picture, map_x, map_y, cv2.INTER_LINEAR), np.float32)


def paste(ink: Plane, glyph: Plane, x: int, y: int) -> None:
    """Paste a digit into `ink`; where they overlap, the darker one wins."""
    part = ink[y : y + glyph.shape[0], x : x + glyph.shape[1]]
    np.maximum(part, glyph[: part.shape[0], : part.shape[1]], out=part)


def rule(page: Plane, sheet: Sheet) -> Plane:
    """Draw ruled lines on the page."""
    if not sheet.ruled:
        return page
    page = page.copy()
    step = sheet.pitch * sheet.height / 2
    first = (page.shape[0] / 2 + sheet.height * 0.54) % step
    for at in np.arange(first, page.shape[0], step):
        cv2.line(page, (0, round(at)), (page.shape[1], round(at)), sheet.rules, 2, cv2.LINE_AA)
    return page


def make_samples(fonts: Path, out: Path) -> None:
    """Write every sheet's picture and labels.csv (file, text, kind, source) into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / "labels.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("file", "text", "kind", "source"))
        for sheet in SHEETS:
            Image.fromarray(draw_sheet(sheet, fonts)).save(out / f"{sheet.name}.jpg", quality=QUALITY, optimize=True)
            rows.writerow((f"{sheet.name}.jpg", sheet.text.replace(" ", ""), sheet.kind, sheet.font))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make the app's sample pictures.")
    parser.add_argument("fonts", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    make_samples(arguments.fonts, arguments.out)
