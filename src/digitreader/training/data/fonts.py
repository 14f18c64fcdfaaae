"""Fonts: digits and signs in printed type, to train on."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from digitreader.errors import DataError
from digitreader.numbers.alphabet import DIGITS, SIGNS
from digitreader.training.data.ink import is_held_back

HEIGHT = 64  # pixels of a digit
SUFFIXES = {".ttf", ".otf"}
SAME = {"-": "-\N{EN DASH}\N{MINUS SIGN}", "×": "×x"}  # type has several shapes for these
SEGMENTS = ("DSEG",)  # families of displays, which only have ...
OF_SEGMENTS = ".:-"  # ... these signs
NOBODY = "\U0010fffe"  # a letter that no font has: shows what a font prints for one that it lacks
MEASURED_WITH = (  # families that this project is measured with, or whose samples it shows: never to be trained on
    *("amatic", "caladea", "connection", "fredoka", "hanken", "intuitive", "manrope", "roboto", "source"),
    *("caveat", "gloria", "kalam", "nothing you could", "patrick hand", "reenie"),
)


@dataclass(frozen=True, eq=False)
class Type:
    """A printed digit or sign.

    pixels: uint8 (h, w), ink bright. left, top: of its corner, from where its place begins and from the digits' top.
    advance: how wide its place is. All in pixels, HEIGHT to a digit.
    """

    pixels: NDArray[np.uint8]
    left: int
    top: int
    advance: float


@dataclass(frozen=True, eq=False)
class Face:
    """A font's digits, and those signs that it has, each in one or more shapes."""

    family: str
    types: dict[str, tuple[Type, ...]]


@dataclass(frozen=True, eq=False)
class FontBank:
    """Faces by family."""

    families: tuple[tuple[Face, ...], ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """What is to be credited."""
        return tuple(f"font {faces[0].family}" for faces in self.families)

    def any(self, rng: np.random.Generator) -> Face:
        """A face of a random family."""
        faces = self.families[int(rng.integers(len(self.families)))]
        return faces[int(rng.integers(len(faces)))]


def read_fonts(folders: Iterable[Path]) -> tuple[FontBank, FontBank]:
    """Read the TrueType and OpenType fonts of folders: those to train on, and those of held-back families.

    Fonts without digits and families that this project is measured with are left out.

    Raises:
        DataError: no font to train on.
    """
    found: dict[str, list[Face]] = {}
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES):
            face = read_face(path)
            if face:
                found.setdefault(face.family, []).append(face)
    train, held = (
        FontBank(tuple(tuple(faces) for name, faces in sorted(found.items()) if is_held_back(name) == kept))
        for kept in (False, True)
    )
    if not train.families:
        raise DataError(
            f"{', '.join(map(str, folders))}: no fonts with digits (.ttf, .otf). Name a folder that has some."
        )
    return train, held if held.families else train


def read_face(path: Path) -> Face | None:
    """Read one font; nothing where it lacks a digit, is broken, or is one to measure with."""
    try:
        family = str(ImageFont.truetype(str(path), 20).getname()[0])
        _, top, _, bottom = ImageFont.truetype(str(path), 200).getbbox("8")
        font = ImageFont.truetype(str(path), round(200 * HEIGHT / (bottom - top)))
        top = font.getbbox("8")[1]
        lacking = font.getmask(NOBODY)
        blank = (lacking.size, bytes(lacking))
        types = {}
        for sign in DIGITS + (OF_SEGMENTS if family.startswith(SEGMENTS) else SIGNS):
            shapes = [_type(font, shape, int(top)) for shape in SAME.get(sign, sign) if _has(font, shape, blank)]
            if shapes:
                types[sign] = tuple(shapes)
    except (OSError, ZeroDivisionError, ValueError):
        return None
    if any(digit not in types for digit in DIGITS) or family.lower().startswith(MEASURED_WITH):
        return None
    return Face(family, types)


def _has(font: ImageFont.FreeTypeFont, sign: str, blank: tuple[tuple[int, int], bytes]) -> bool:
    """Whether a font has a sign: something other than what stands for a missing one."""
    mask = font.getmask(sign)
    return 0 not in mask.size and (mask.size, bytes(mask)) != blank


def _type(font: ImageFont.FreeTypeFont, sign: str, top: int) -> Type:
    """Print one sign."""
    box = font.getbbox(sign)
    left, upper, right, lower = (int(side) for side in box)
    picture = Image.new("L", (max(1, right - left), max(1, lower - upper)))
    ImageDraw.Draw(picture).text((-left, -upper), sign, font=font, fill=255)
    return Type(np.asarray(picture), left, upper - top, float(font.getlength(sign)))
