"""Fonts made for tests: the one that Pillow brings along, and a bank of it."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import ImageFont

from digitreader.training.data.fonts import FontBank, read_fonts


def write_font(path: Path) -> None:
    """Write Pillow's own font, Aileron, which lacks no digit and no usual sign."""
    font = ImageFont.load_default(20)
    assert isinstance(font, ImageFont.FreeTypeFont)
    path.write_bytes(font.font_bytes)


@cache
def font_bank() -> FontBank:
    """A bank of that one font."""
    with TemporaryDirectory() as folder:
        write_font(Path(folder) / "one.ttf")
        return read_fonts([Path(folder)])[0]
