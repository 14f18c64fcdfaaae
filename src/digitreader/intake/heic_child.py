"""Decodes one HEIC: the file on standard input, its sizes and pixels on standard output.

heic.py runs it in the sandbox. It loads nothing but Pillow and pillow-heif, so it starts in an eighth of a second.
"""

import re
import sys
from collections.abc import Iterator

import pillow_heif
from PIL import Image

NO_MEMORY = re.compile(r"Memory allocation error: .*Allocating")  # what libheif says; not where a size is a lie


def strips(picture: pillow_heif.HeifImage, factor: int, most_rows: int) -> Iterator[Image.Image]:
    """Yield a decoded picture from top to bottom, reduced by a whole factor, in RGB on white.

    Args:
        picture: what libheif decoded.
        factor: how often a side is reduced.
        most_rows: of a strip, once it is reduced.
    """
    (width, height), data, stride = picture.size, picture.data, picture.stride
    for top in range(0, height, most_rows * factor):
        rows = min(most_rows * factor, height - top)
        part = data[top * stride : (top + rows) * stride]
        strip = Image.frombuffer(picture.mode, (width, rows), part, "raw", picture.mode, stride, 1)
        if picture.mode not in ("RGB", "L"):
            strip = Image.alpha_composite(Image.new("RGBA", strip.size, "white"), strip.convert("RGBA"))
        yield strip.convert("RGB").reduce(factor)


def main(arguments: list[str]) -> None:
    """Decode the primary picture, unless it has too many pixels.

    Args:
        arguments: the side to reduce it towards, the most pixels it may have, and the rows to convert at once.
    """
    working_side, most_pixels, most_rows = map(int, arguments)
    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.options.THUMBNAILS = pillow_heif.options.DEPTH_IMAGES = pillow_heif.options.AUX_IMAGES = False
    file = pillow_heif.open_heif(sys.stdin.buffer.read())
    picture = file[file.primary_index]
    if picture.size[0] * picture.size[1] > most_pixels:
        sys.exit("more pixels than the boxes say")
    try:
        picture.load()
    except RuntimeError as error:  # libheif's own
        raise (MemoryError if NO_MEMORY.search(str(error)) else type(error))(str(error)) from error
    width, height = picture.size
    factor = max(1, max(width, height) // working_side)
    out = sys.stdout.buffer
    out.write(b"%d\n%d\n%d\n%d\n" % (width, height, -(-width // factor), -(-height // factor)))
    for strip in strips(picture, factor, most_rows):
        out.write(strip.tobytes())
