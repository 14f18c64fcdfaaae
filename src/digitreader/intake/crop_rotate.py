"""Turns a photo by quarter turns and crops it before it is read, at its full resolution."""

import io
from dataclasses import dataclass, replace

from PIL import Image, ImageEnhance

from digitreader.intake.photo import open_photo
from digitreader.settings.intake import CropRotateSettings, PhotoSettings

USUAL, PHOTO = CropRotateSettings(), PhotoSettings()
QUARTERS = (None, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)  # clockwise


@dataclass(frozen=True)
class CropRotate:
    """How to turn and crop a photo.

    turns: quarter turns clockwise, 0 to 3. across, down: the part to keep after turning, from and to, as shares of the
    width and of the height.
    """

    turns: int = 0
    across: tuple[float, float] = (0.0, 1.0)
    down: tuple[float, float] = (0.0, 1.0)

    def __post_init__(self) -> None:
        """Refuse a crop that leaves nothing."""
        for start, end in (self.across, self.down):
            if not 0 <= start < end <= 1:
                raise ValueError(f"nothing is left between {start} and {end}")

    def turned(self, by: int) -> "CropRotate":
        """Turn further by quarter turns; the part to keep turns with the photo."""
        change = self
        for _ in range(by % 4):
            (left, right), (top, bottom) = change.across, change.down
            change = CropRotate((change.turns + 1) % 4, (1 - bottom, 1 - top), (left, right))
        return change


def crop_and_rotate(
    data: bytes, change: CropRotate, settings: CropRotateSettings = USUAL, photo: PhotoSettings = PHOTO
) -> bytes:
    """Turn and crop a photo, and save it as a JPEG; the bytes stay as they are where there is nothing to do.

    Raises:
        ReadError: it is no photo that can be read; the text says why.
    """
    if change == CropRotate():
        return data
    image = _upright(data, settings.full_side, change, photo)
    return _jpeg(image.crop(_box(image, change)), settings)


def preview(
    data: bytes, change: CropRotate, settings: CropRotateSettings = USUAL, photo: PhotoSettings = PHOTO
) -> bytes:
    """Make a small JPEG of the turned photo, with a veil over what will be cut off.

    Raises:
        ReadError: it is no photo that can be read; the text says why.
    """
    image = _upright(data, settings.preview_side, change, photo)
    box = _box(image, change)
    veiled = ImageEnhance.Brightness(image).enhance(settings.veil)
    veiled.paste(image.crop(box), box)
    return _jpeg(veiled, settings)


def _upright(data: bytes, side: int, change: CropRotate, photo: PhotoSettings) -> Image.Image:
    """Open a photo no larger than a side, turned as its EXIF says and then as the visitor does."""
    image = Image.fromarray(open_photo(data, replace(photo, working_side=side, max_enlargement=1.0)).rgb)
    quarter = QUARTERS[change.turns]
    return image if quarter is None else image.transpose(quarter)


def _box(image: Image.Image, change: CropRotate) -> tuple[int, int, int, int]:
    """The part to keep in pixels: left, top, right, bottom."""
    left, right = (round(share * image.width) for share in change.across)
    top, bottom = (round(share * image.height) for share in change.down)
    return left, top, max(right, left + 1), max(bottom, top + 1)


def _jpeg(image: Image.Image, settings: CropRotateSettings) -> bytes:
    """Save a picture as a JPEG."""
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=settings.jpeg_quality)
    return stream.getvalue()
