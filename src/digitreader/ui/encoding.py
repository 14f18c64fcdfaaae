"""Pictures as the bytes that a browser is sent."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

QUALITY = 90  # of a JPEG; thin lines stay clean


def jpeg(picture: NDArray[np.uint8]) -> bytes:
    """Return a picture, grey or RGB, as a JPEG with colours as sharp as brightness."""
    stream = io.BytesIO()
    Image.fromarray(picture).save(stream, "JPEG", quality=QUALITY, subsampling=0)
    return stream.getvalue()


def png(picture: NDArray[np.uint8]) -> bytes:
    """Return a picture as a PNG, each pixel as it is."""
    stream = io.BytesIO()
    Image.fromarray(picture).save(stream, "PNG")
    return stream.getvalue()
