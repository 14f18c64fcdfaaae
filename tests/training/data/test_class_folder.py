"""A folder of pictures by class."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from handwriting import as_file
from own_data import hook, in_folders
from PIL import Image

from digitreader.errors import DataError
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.tile import normalise
from digitreader.training.data.class_folder import read_class_folder

PNG = as_file(hook())
TILE = np.rint(normalise(hook().astype(np.float32) / 255) * 255)


def only_tile(folder: Path) -> np.ndarray:
    (tile,) = read_class_folder(folder).images
    return tile


def test_a_pictures_class_is_its_folders_name(tmp_path: Path) -> None:
    found = read_class_folder(in_folders(tmp_path, {f"{name}/a.png": PNG for name in ("0", "5", "9", "none")}))
    assert found.labels.tolist() == [0, 5, 9, NOT_A_DIGIT]


def test_a_clean_picture_becomes_mnists_tile(tmp_path: Path) -> None:
    np.testing.assert_array_equal(only_tile(in_folders(tmp_path, {"1/a.png": PNG})), TILE)


@pytest.mark.parametrize(
    ("paper", "ink"), [(255, 0), (0, 255), (110, 20), (140, 250), (240, 180)], ids=lambda level: str(level)
)
def test_ink_is_found_by_its_difference_from_the_paper(tmp_path: Path, paper: int, ink: int) -> None:
    tile = only_tile(in_folders(tmp_path, {"1/a.png": as_file(hook(paper, ink))}))
    np.testing.assert_allclose(tile.astype(int), TILE, atol=1)


def test_pictures_of_dark_and_of_light_ink_lie_side_by_side(tmp_path: Path) -> None:
    files = {"1/a.png": PNG, "1/b.png": as_file(hook(255, 0)), "1/c.jpg": as_file(hook(250, 10), "JPEG", quality=95)}
    for tile in read_class_folder(in_folders(tmp_path, files)).images:
        assert np.corrcoef(tile.ravel(), TILE.ravel())[0, 1] > 0.98


@pytest.mark.parametrize("side", [120, 900])
def test_the_grain_of_photographed_paper_does_not_widen_the_digit(tmp_path: Path, side: int) -> None:
    large = cv2.resize(hook(190, 60), (side, side), interpolation=cv2.INTER_CUBIC).astype(float)
    grainy = np.clip(large + np.random.default_rng(0).normal(0, 6, large.shape), 0, 255).astype(np.uint8)
    tile = only_tile(in_folders(tmp_path, {"1/a.jpg": as_file(grainy, "JPEG", quality=85)}))
    assert np.corrcoef(tile.ravel(), TILE.ravel())[0, 1] > 0.97


def test_a_camera_held_sideways_and_transparent_paper_are_understood(tmp_path: Path) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6  # to be turned by 90 degrees clockwise
    sideways = as_file(np.rot90(hook(255, 0)).copy(), "PNG", exif=turned)
    clear = as_file(np.dstack([np.zeros((40, 40, 3), np.uint8), hook()]))
    found = read_class_folder(in_folders(tmp_path, {"1/a.png": sideways, "1/b.png": clear}))
    for tile in found.images:
        np.testing.assert_allclose(tile.astype(int), TILE, atol=1)


def test_folders_in_a_class_count_and_litter_does_not(tmp_path: Path) -> None:
    files = {"7/anna/a.png": PNG, "7/ben/deep/a.PNG": PNG, "7/.DS_Store": b"x", "7/Thumbs.db": b"x", ".git/a": b"x"}
    found = read_class_folder(in_folders(tmp_path, files | {"README.txt": b"mine"}))
    assert found.labels.tolist() == [7, 7]


def test_a_picture_without_writing_may_be_no_digit_but_is_none_of_the_ten(tmp_path: Path) -> None:
    blank = as_file(np.full((30, 30), 200, np.uint8))
    in_folders(tmp_path, {"none/a.png": blank, "3/a.png": PNG})
    assert read_class_folder(tmp_path).labels.tolist() == [3, NOT_A_DIGIT]
    in_folders(tmp_path, {"4/b.png": blank})
    with pytest.raises(DataError, match=r"4/b\.png: shows nothing written"):
        read_class_folder(tmp_path)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "holds no picture of a class. Make folders 0 to 9"),
        ({"3/.hidden": b""}, "holds no picture of a class"),
        ({"README.txt": b"mine"}, "holds no picture of a class"),
        ({"3/a.png": PNG, "10/a.png": PNG}, r"10: this folder's name is no class. Make folders 0 to 9, and none"),
        ({"training/3/a.png": PNG}, "training: this folder's name is no class"),
        ({"3/a.png": PNG, "b.jpg": PNG}, r"b\.jpg: this picture is in no folder of a class"),
        ({"3/a.png": b""}, r"3/a\.png: .*empty"),
        ({"3/a.png": PNG[: len(PNG) // 2]}, r"3/a\.png: .*damaged"),
        ({"3/a.jpg": b"\xff\xd8\xff not at all"}, r"3/a\.jpg: .*damaged"),
        ({"3/a.gif": as_file(hook(), "GIF")}, r"3/a\.gif: This is a GIF.*Save it as JPG or PNG"),
        ({"3/notes.txt": b"mine"}, r"3/notes\.txt: This is not a photo we can read"),
    ],
)
def test_what_cannot_be_used_is_named_with_what_to_do(tmp_path: Path, files: dict[str, bytes], said: str) -> None:
    with pytest.raises(DataError, match=said):
        read_class_folder(in_folders(tmp_path, files))


def test_a_picture_of_far_too_many_pixels_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    huge = bytearray(PNG)
    huge[16:24] = (60_000).to_bytes(4, "big") * 2
    with pytest.raises(DataError, match=r"3/a\.png: "):
        read_class_folder(in_folders(tmp_path, {"3/a.png": bytes(huge)}))


def test_one_pixel_is_a_picture_too(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"3/a\.png: shows nothing written"):
        read_class_folder(in_folders(tmp_path, {"3/a.png": as_file(np.zeros((1, 1), np.uint8))}))
