"""Turns a photo by quarters and crops it before it is read, at its full resolution."""

import io
from dataclasses import dataclass, replace

from PIL import Image, ImageEnhance

from digitreader.intake.photo import open_photo
from digitreader.settings import Settings

FULL_SIDE = 4_096  # pixels; 12 megapixels stay as they are, 48 are halved, as the pipeline would
SMALL_SIDE = 900  # pixels of a preview
LEAST = 0.02  # of a side; what is left after cropping
QUALITY = 95  # of the JPEG
VEIL = 0.35  # of its brightness; what a preview will lose
QUARTERS = (None, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)  # clockwise


@dataclass(frozen=True)
class CropRotate:
    """What is done to a photo first.

    turns: by how many quarters clockwise, 0 to 3. across, down: the part that is kept, after turning: from and to, as
    shares of the width and of the height.
    """

    turns: int = 0
    across: tuple[float, float] = (0.0, 1.0)
    down: tuple[float, float] = (0.0, 1.0)

    def __post_init__(self) -> None:
        """Refuse what leaves nothing."""
        for start, end in (self.across, self.down):
            if not 0 <= start < end <= 1:
                raise ValueError(f"nothing is left between {start} and {end}")

    def turned(self, by: int) -> "CropRotate":
        """Return the trim with the photo turned further, the kept part turned with it."""
        trim = self
        for _ in range(by % 4):
            (left, right), (top, bottom) = trim.across, trim.down
            trim = CropRotate((trim.turns + 1) % 4, (1 - bottom, 1 - top), (left, right))
        return trim


def crop_and_rotate(data: bytes, trim: CropRotate, settings: Settings | None = None) -> bytes:
    """Return a photo, turned and cropped, as a JPEG; untouched where there is nothing to do.

    Raises:
        ReadError: it is no photo that can be read; the text says why.
    """
    if trim == CropRotate():
        return data
    image = _upright(data, FULL_SIDE, trim, settings)
    return _jpeg(image.crop(_box(image, trim)))


def preview(data: bytes, trim: CropRotate, settings: Settings | None = None) -> bytes:
    """Return a small JPEG of a photo as it will be turned, with a veil over what will be cut off.

    Raises:
        ReadError: it is no photo that can be read; the text says why.
    """
    image = _upright(data, SMALL_SIDE, trim, settings)
    box = _box(image, trim)
    veiled = ImageEnhance.Brightness(image).enhance(VEIL)
    veiled.paste(image.crop(box), box)
    return _jpeg(veiled)


def _upright(data: bytes, side: int, trim: CropRotate, settings: Settings | None) -> Image.Image:
    """Return a photo no larger than a side, turned as its EXIF and then as the visitor says."""
    settings = settings or Settings()
    wanted = replace(settings, photo=replace(settings.photo, working_side=side, max_enlargement=1.0))
    image = Image.fromarray(open_photo(data, wanted).rgb)
    quarter = QUARTERS[trim.turns]
    return image if quarter is None else image.transpose(quarter)


def _box(image: Image.Image, trim: CropRotate) -> tuple[int, int, int, int]:
    """Return what is kept of a picture in pixels: left, top, right, bottom."""
    left, right = (round(share * image.width) for share in trim.across)
    top, bottom = (round(share * image.height) for share in trim.down)
    return left, top, max(right, left + 1), max(bottom, top + 1)


def _jpeg(image: Image.Image) -> bytes:
    """Return a picture as a JPEG."""
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=QUALITY)
    return stream.getvalue()
