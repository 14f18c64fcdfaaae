"""The process that decodes one HEIC: a file on standard input, its sizes and pixels on standard output.

Started by heic.py. Nothing but Pillow and pillow-heif is loaded here, so that the start takes an eighth of a second.
"""

import sys
from collections.abc import Iterator

import pillow_heif
from PIL import Image

MEMORY = 300_000_000  # bytes beyond what the libraries take; 30 megapixels take 210,000,000
SECONDS = 2  # of the processor; 30 megapixels take half of one
ROWS = 64  # times the factor: what is converted at once


def limit() -> None:
    """Allow this process so much memory and time and no more, and no core file, where the system can do that."""
    try:
        import resource
    except ImportError:  # Windows; there the parent's patience is the only limit
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    if sys.platform == "linux":
        with open("/proc/self/statm") as file:
            most = int(file.read().split()[0]) * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def strips(picture: pillow_heif.HeifImage, factor: int) -> Iterator[Image.Image]:
    """Yield a decoded picture from above to below, reduced by a whole factor, in RGB on white."""
    (width, height), data, stride = picture.size, picture.data, picture.stride
    for top in range(0, height, ROWS * factor):
        rows = min(ROWS * factor, height - top)
        part = data[top * stride : (top + rows) * stride]
        strip = Image.frombuffer(picture.mode, (width, rows), part, "raw", picture.mode, stride, 1)
        if picture.mode not in ("RGB", "L"):
            strip = Image.alpha_composite(Image.new("RGBA", strip.size, "white"), strip.convert("RGBA"))
        yield strip.convert("RGB").reduce(factor)


def main() -> None:
    """Decode the picture that most viewers show, unless it has too many pixels."""
    working_side, most_pixels = map(int, sys.argv[1:])
    limit()
    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.options.THUMBNAILS = pillow_heif.options.DEPTH_IMAGES = pillow_heif.options.AUX_IMAGES = False
    file = pillow_heif.open_heif(sys.stdin.buffer.read())
    picture = file[file.primary_index]
    if picture.size[0] * picture.size[1] > most_pixels:
        sys.exit("more pixels than the boxes say")
    picture.load()
    width, height = picture.size
    factor = max(1, max(width, height) // working_side)
    out = sys.stdout.buffer
    out.write(b"%d\n%d\n%d\n%d\n" % (width, height, -(-width // factor), -(-height // factor)))
    for strip in strips(picture, factor):
        out.write(strip.tobytes())


if __name__ == "__main__":
    main()
