"""Photos for Schemathesis, which otherwise sends pictures of one pixel and expects them to be read."""

import io

import schemathesis
from hypothesis import strategies
from PIL import Image

from digitreader import SAMPLES


def small(name: str) -> Image.Image:
    """Return a sample, small enough to be sent hundreds of times."""
    with Image.open(SAMPLES / name) as image:
        return image.reduce(2)


def saved(image: Image.Image, kind: str) -> bytes:
    """Return a picture as a file."""
    stream = io.BytesIO()
    image.save(stream, kind)
    return stream.getvalue()


PHOTOS = [small("phone-number.jpg"), small("chalkboard.jpg"), Image.new("L", (64, 64), "white")]

for kind in ("JPEG", "PNG"):
    photos = strategies.sampled_from([saved(photo, kind) for photo in PHOTOS])
    schemathesis.openapi.media_type(f"image/{kind.lower()}", strategies.lists(photos, min_size=1, max_size=3))
