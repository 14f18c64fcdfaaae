import cv2
import numpy as np
import pytest
from handwriting import PAPER, as_photo, ink_of, light_from_the_left, photographed, ruled, with_a_shadow

from digitreader.layout.ink import Ink, find_ink, is_light_on_dark
from digitreader.settings.ink import InkSettings

SHEET = ink_of(["0123456789", "9876543210"])


def agreement(mask: np.ndarray, truth: np.ndarray) -> float:
    """Shared pixels by all pixels of two masks, 0 to 1; a pixel of difference along every edge gives about 0.8."""
    return float((mask & truth).sum() / (mask | truth).sum())


def test_ink_on_plain_paper_is_found() -> None:
    ink = find_ink(as_photo(photographed(SHEET)))
    assert agreement(ink.mask, SHEET > 0.4) > 0.8


def test_light_falling_off_by_half_does_not_matter() -> None:
    ink = find_ink(as_photo(photographed(SHEET * 0.8, light_from_the_left(SHEET.shape), 0.0)))
    assert agreement(ink.mask, SHEET > 0.4) > 0.8


def test_a_shadow_across_the_writing_does_not_matter() -> None:
    ink = find_ink(as_photo(photographed(SHEET * 0.8, with_a_shadow(SHEET.shape), 0.0)))
    assert agreement(ink.mask, SHEET > 0.4) > 0.75


def test_chalk_on_a_blackboard_is_ink() -> None:
    ink = find_ink(as_photo(photographed(SHEET, 30.0, 210.0)))
    assert agreement(ink.mask, SHEET > 0.4) > 0.75


@pytest.mark.parametrize(("paper", "pen", "dark"), [(225, 45, False), (120, 20, False), (30, 210, True)])
def test_polarity_is_known_by_what_most_of_the_picture_is(paper: float, pen: float, dark: bool) -> None:
    assert is_light_on_dark(photographed(SHEET, paper, pen), InkSettings()) is dark


def test_faint_pencil_is_found() -> None:
    ink = find_ink(as_photo(photographed(SHEET, PAPER, PAPER * 0.8)))
    assert agreement(ink.mask, SHEET > 0.4) > 0.6


@pytest.mark.parametrize("level", [0, 60, 128, 225, 255])
def test_a_plain_sheet_of_any_brightness_holds_no_ink(level: int) -> None:
    assert not find_ink(as_photo(np.full((300, 400), level, np.uint8))).mask.any()


@pytest.mark.parametrize("level", [60.0, 128.0, 225.0])
def test_a_cameras_noise_is_no_ink(level: float) -> None:
    noise = np.random.default_rng(3).normal(level, 3, (300, 400))
    mask = find_ink(as_photo(np.clip(noise, 0, 255).astype(np.uint8))).mask
    assert mask.mean() < 0.001


def test_darkness_is_anti_aliased_and_from_0_to_1() -> None:
    darkness = find_ink(as_photo(photographed(SHEET))).darkness
    assert darkness.min() >= 0
    assert darkness.max() <= 1
    edge = (SHEET > 0.2) & (SHEET < 0.8)
    assert 0.2 < float(darkness[edge].mean()) < 0.6
    assert float(darkness[SHEET == 0].mean()) < 0.05
    assert float(darkness[SHEET == 1].mean()) > 0.7


def test_ruled_lines_are_taken_out_of_the_mask() -> None:
    paper = ruled(SHEET.shape)
    mask = find_ink(as_photo(photographed(SHEET, paper))).mask
    blank = cv2.dilate((SHEET > 0).astype(np.uint8), np.ones((15, 15), np.uint8)) == 0
    lines = (paper < 160) & blank
    assert mask[lines].mean() < 0.05
    assert agreement(mask, SHEET > 0.4) > 0.7


def test_a_desk_around_the_sheet_does_not_hide_the_writing() -> None:
    grey = np.pad(photographed(SHEET), ((0, 0), (120, 0)), constant_values=70)
    mask = find_ink(as_photo(grey)).mask[:, 150:]
    assert agreement(mask, SHEET[:, 30:] > 0.4) > 0.75


def test_a_black_desk_does_not_hide_faint_pencil() -> None:
    grey = np.pad(photographed(SHEET, PAPER, PAPER * 0.75), ((0, 0), (120, 0)), constant_values=5)
    mask = find_ink(as_photo(grey)).mask[:, 150:]
    assert agreement(mask, SHEET[:, 30:] > 0.4) > 0.6


@pytest.mark.parametrize("shape", [(8, 8), (8, 2_000), (2_000, 8)])
def test_a_blot_is_ink_in_a_picture_of_any_shape(shape: tuple[int, int]) -> None:
    grey = np.full(shape, 220, np.uint8)
    grey[2:6, 2:6] = 20
    mask = find_ink(as_photo(grey)).mask
    assert mask[2:6, 2:6].all()
    assert mask.sum() <= 6 * 6  # its soft edge at most is ink, too


def test_the_photo_is_not_written_to() -> None:
    photo = as_photo(photographed(SHEET, 30.0, 210.0))
    rgb, grey = photo.rgb.copy(), photo.grey.copy()
    find_ink(photo)
    np.testing.assert_array_equal(photo.rgb, rgb)
    np.testing.assert_array_equal(photo.grey, grey)


def test_mask_and_darkness_must_be_one_picture() -> None:
    with pytest.raises(ValueError, match="not one 2-D picture"):
        Ink(np.zeros((4, 5), bool), np.zeros((5, 4), np.float32))
    with pytest.raises(ValueError, match="not one 2-D picture"):
        Ink(np.zeros(4, bool), np.zeros(4, np.float32))
