"""MNIST's own format."""

import gzip
from pathlib import Path

import numpy as np
import pytest
from own_data import hooks

from digitreader.errors import DataError
from digitreader.training.data import idx
from digitreader.training.data.idx import labels_beside, read_idx

IMAGES, LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"


def packed(array: np.ndarray, type_number: int = 8) -> bytes:
    """An array as an IDX file."""
    shape = np.array(array.shape, ">u4").tobytes()
    return bytes((0, 0, type_number, array.ndim)) + shape + array.astype(np.uint8).tobytes()


def written(folder: Path, images: bytes | None = None, labels: bytes | None = None, ending: str = "") -> Path:
    """Both files, of three pictures where nothing else is given; the path of the pictures."""
    wrap = gzip.compress if ending else bytes
    (folder / (IMAGES + ending)).write_bytes(wrap(packed(hooks(3)) if images is None else images))
    (folder / (LABELS + ending)).write_bytes(wrap(packed(np.array([4, 0, 9])) if labels is None else labels))
    return folder / (IMAGES + ending)


@pytest.mark.parametrize("ending", ["", ".gz"])
def test_pictures_come_with_the_labels_beside_them(tmp_path: Path, ending: str) -> None:
    found = read_idx(written(tmp_path, ending=ending))
    assert found.labels.tolist() == [4, 0, 9]
    assert found.images.shape == (3, 28, 28)
    assert not np.array_equal(found.images[0], found.images[2])


def test_rows_are_rows(tmp_path: Path) -> None:
    tall = np.zeros((1, 30, 20), np.uint8)
    tall[0, 5:25, 9:11] = 255
    tile = read_idx(written(tmp_path, packed(tall), packed(np.array([1])))).images[0] > 127
    assert tile.any(axis=1).sum() == 20
    assert tile.any(axis=0).sum() == 2


def test_a_packed_file_finds_labels_that_were_unpacked(tmp_path: Path) -> None:
    written(tmp_path, ending=".gz")
    (tmp_path / (LABELS + ".gz")).unlink()
    (tmp_path / LABELS).write_bytes(packed(np.array([1, 2, 3])))
    assert read_idx(tmp_path / (IMAGES + ".gz")).labels.tolist() == [1, 2, 3]


def test_names_with_a_dot_before_idx_are_understood(tmp_path: Path) -> None:
    (tmp_path / "t10k-labels.idx1-ubyte").touch()
    assert labels_beside(tmp_path / "t10k-images.idx3-ubyte").name == "t10k-labels.idx1-ubyte"


def test_missing_labels_are_asked_for_by_name(tmp_path: Path) -> None:
    path = written(tmp_path)
    (tmp_path / LABELS).unlink()
    with pytest.raises(DataError, match=f"{IMAGES}: its labels are missing.*{LABELS}.*beside"):
        read_idx(path)


def test_the_labels_file_alone_is_told_to_name_the_pictures(tmp_path: Path) -> None:
    written(tmp_path)
    with pytest.raises(DataError, match=f"{LABELS}: .*Name the file of pictures"):
        read_idx(tmp_path / LABELS)


@pytest.mark.parametrize(
    ("images", "labels", "said"),
    [
        (packed(hooks(3))[:-1], None, f"{IMAGES}: .*fewer"),
        (packed(hooks(3)) + b"x", None, f"{IMAGES}: .*more"),
        (packed(hooks(3))[:9], None, f"{IMAGES}: is no IDX file of pictures"),
        (b"", None, f"{IMAGES}: is no IDX file of pictures"),
        (packed(hooks(3), type_number=13), None, f"{IMAGES}: is no IDX file of pictures"),
        (packed(np.array([1, 2, 3])), None, f"{IMAGES}: is no IDX file of pictures"),
        (None, packed(hooks(3)), f"{LABELS}: is no IDX file of labels"),
        (None, packed(np.array([1, 2])), f"{IMAGES}: has 3 pictures.*2 labels"),
        (None, packed(np.array([1, 2, 10])), f"{LABELS}: labels go from 0 to 9, but 10"),
        (packed(np.zeros((0, 28, 28))), packed(np.zeros(0)), f"{IMAGES}: holds no picture"),
        (packed(np.zeros((3, 0, 28))), None, f"{IMAGES}: holds no picture"),
        (bytes((0, 0, 8, 3)) + b"\xff" * 12 + b"few", None, f"{IMAGES}: announces .* GB; at most 2 are read"),
    ],
)
def test_files_that_are_not_what_they_should_be_are_named(
    tmp_path: Path, images: bytes | None, labels: bytes | None, said: str
) -> None:
    for ending in ("", ".gz"):
        with pytest.raises(DataError, match=said.replace("ubyte", f"ubyte{ending}")):
            read_idx(written(tmp_path, images, labels, ending))


def test_a_download_that_was_cut_short_is_told_to_be_repeated(tmp_path: Path) -> None:
    path = written(tmp_path, ending=".gz")
    whole = path.read_bytes()
    for kept in (3, 12, len(whole) // 2, len(whole) - 4):
        path.write_bytes(whole[:kept])
        with pytest.raises(DataError, match=f"{IMAGES}.gz: is damaged or was cut short.*download it again"):
            read_idx(path)


def test_no_more_is_unpacked_than_is_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idx, "MOST_BYTES", 1_000)
    with pytest.raises(DataError, match="at most 0 are read"):
        read_idx(written(tmp_path, ending=".gz"))
