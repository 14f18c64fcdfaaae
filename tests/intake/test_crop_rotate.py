"""Turning and cropping before reading."""

import io

import numpy as np
import pytest
from packed import as_png
from PIL import Image

from digitreader.errors import ReadError
from digitreader.intake.crop_rotate import CropRotate, crop_and_rotate, preview
from digitreader.settings.intake import CropRotateSettings

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 180, 30), (30, 30, 220), (250, 250, 250)


def quarters(height: int = 200, width: int = 400) -> bytes:
    """Return a picture with another colour in each quarter: red, green above blue, white."""
    pixels = np.zeros((height, width, 3), np.uint8)
    top, left = slice(0, height // 2), slice(0, width // 2)
    low, right = slice(height // 2, None), slice(width // 2, None)
    pixels[top, left], pixels[top, right], pixels[low, left], pixels[low, right] = RED, GREEN, BLUE, WHITE
    return as_png(pixels)


def opened(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)))


def near(pixel: np.ndarray, colour: tuple[int, int, int]) -> bool:
    return bool(np.abs(pixel.astype(int) - colour).max() < 12)


def test_a_photo_that_is_not_changed_stays_as_it_is() -> None:
    assert crop_and_rotate(quarters(), CropRotate()) == quarters()


@pytest.mark.parametrize(("turns", "corner"), [(1, BLUE), (2, WHITE), (3, GREEN)])
def test_a_quarter_turn_goes_clockwise(turns: int, corner: tuple[int, int, int]) -> None:
    turned = opened(crop_and_rotate(quarters(), CropRotate().turned(turns)))
    assert turned.shape[:2] == ((400, 200) if turns % 2 else (200, 400))
    assert near(turned[20, 20], corner)


def test_cropping_keeps_what_is_between_the_sliders() -> None:
    kept = opened(crop_and_rotate(quarters(), CropRotate(across=(0.5, 1.0), down=(0.0, 0.5))))
    assert kept.shape[:2] == (100, 200)
    assert near(kept[50, 100], GREEN)


def test_the_kept_part_turns_with_the_photo() -> None:
    green = CropRotate(across=(0.5, 1.0), down=(0.0, 0.5))
    for turns in range(1, 5):
        kept = opened(crop_and_rotate(quarters(), green.turned(turns)))
        assert near(kept[kept.shape[0] // 2, kept.shape[1] // 2], GREEN)
    assert green.turned(4) == green


def test_a_photo_as_wide_as_a_phone_takes_it_loses_no_pixel() -> None:
    large = as_png(np.full((100, 4000, 3), 200, np.uint8))
    assert max(opened(crop_and_rotate(large, CropRotate(1))).shape) == 4000 < CropRotateSettings().full_side


def test_a_preview_darkens_what_will_be_cut_off() -> None:
    shown = opened(preview(quarters(), CropRotate(across=(0.5, 1.0))))
    assert near(shown[20, shown.shape[1] - 20], GREEN)
    assert shown[20, 20].max() < 100


def test_what_is_no_photo_is_refused_as_by_the_gate() -> None:
    with pytest.raises(ReadError):
        preview(b"hello", CropRotate())


@pytest.mark.parametrize("across", [(0.5, 0.5), (0.8, 0.2), (-0.1, 1.0), (0.0, 1.1)])
def test_nothing_left_is_no_trim(across: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="nothing is left"):
        CropRotate(across=across)
