"""Photos are turned upright as their EXIF says."""

import numpy as np
import pytest
from photo_files import AS_IT_IS, BLUE, GREEN, RED, WHITE, corners, file_of, quarters, with_orientation

from digitreader.intake.photo import open_photo


@pytest.mark.parametrize(
    ("orientation", "expected"),
    [
        (1, [RED, GREEN, BLUE, WHITE]),
        (2, [GREEN, RED, WHITE, BLUE]),
        (3, [WHITE, BLUE, GREEN, RED]),
        (4, [BLUE, WHITE, RED, GREEN]),
        (5, [RED, BLUE, GREEN, WHITE]),
        (6, [BLUE, RED, WHITE, GREEN]),
        (7, [WHITE, GREEN, BLUE, RED]),
        (8, [GREEN, WHITE, RED, BLUE]),
    ],
)
def test_a_photo_is_turned_upright_as_the_camera_noted(orientation: int, expected: list[tuple[int, ...]]) -> None:
    photo = open_photo(file_of(quarters(), exif=with_orientation(orientation)), AS_IT_IS)
    assert corners(photo) == expected
    assert photo.size == ((32, 64) if orientation >= 5 else (64, 32))
    assert photo.grey.shape == photo.size[::-1]


def test_an_unknown_orientation_leaves_the_photo_as_it_is() -> None:
    photo = open_photo(file_of(quarters(), exif=with_orientation(9)), AS_IT_IS)
    assert corners(photo) == [RED, GREEN, BLUE, WHITE]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_broken_exif_does_not_make_a_sound_photo_damaged(kind: str) -> None:
    photo = open_photo(file_of(quarters(), kind, exif=b"Exif\0\0no such thing"), AS_IT_IS)
    assert photo.size == (64, 32)


def test_a_jpeg_is_turned_too() -> None:
    photo = open_photo(file_of(quarters(), "JPEG", quality=95, exif=with_orientation(6)), AS_IT_IS)
    assert np.abs(np.array(corners(photo)) - [BLUE, RED, WHITE, GREEN]).max() < 12
