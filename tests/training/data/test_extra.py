"""Data of one's own: what is taken for what, and NPZ files."""

import io
import re
from pathlib import Path

import numpy as np
import pytest
from handwriting import as_file
from own_data import hook, hooks, in_folders, npz, zipped

from digitreader.errors import DataError
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.training.data import archive
from digitreader.training.data.extra import load_extra


def idx(array: np.ndarray) -> bytes:
    return bytes((0, 0, 8, array.ndim)) + np.array(array.shape, ">u4").tobytes() + array.astype(np.uint8).tobytes()


def test_the_same_pictures_give_the_same_tiles_whatever_they_come_in(tmp_path: Path) -> None:
    labels = np.array([3, 7])
    pictures = np.stack([hook()[6:34, 8:36], hook()[6:34, 8:36].T])
    expected = load_extra(npz(tmp_path / "a.npz", images=pictures, labels=labels))
    (tmp_path / "a-images-idx3-ubyte").write_bytes(idx(pictures))
    (tmp_path / "a-labels-idx1-ubyte").write_bytes(idx(labels))
    pngs = {"3/x.png": as_file(pictures[0]), "7/x.png": as_file(pictures[1])}
    tiles = {"images/a.png": as_file(pictures[0]), "images/b.png": as_file(pictures[1])}
    for source in (
        tmp_path / "a-images-idx3-ubyte",
        in_folders(tmp_path / "folder", pngs),
        zipped(tmp_path / "a.zip", {**tiles, "labels.csv": "file,label\nimages/a.png,3\nimages/b.png,7\n"}),
    ):
        found = load_extra(source)
        np.testing.assert_array_equal(found.images, expected.images)
        np.testing.assert_array_equal(found.labels, labels)


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere: cannot be opened \(No such file.*Check its name"):
        load_extra(tmp_path / "nowhere")


@pytest.mark.parametrize(("data", "said"), [(b"", "is empty"), (b"\x89PNG\r\n", "is of no known kind")])
def test_a_file_of_no_known_kind_is_told_what_would_be_one(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "what.png"
    path.write_bytes(data)
    with pytest.raises(DataError, match=rf"what\.png: {said}.*NPZ.*folder.*idx3-ubyte.*ZIP"):
        load_extra(path)


def test_digits_of_an_npz_are_normalised_like_those_of_a_photo(tmp_path: Path) -> None:
    extra = load_extra(npz(tmp_path / "extra.npz", images=hooks(4), labels=np.array([1, 1, 7, 10])))
    assert extra.labels.tolist() == [1, 1, 7, NOT_A_DIGIT]
    tile = extra.images[0] / 255
    assert (tile > 0.5).any(axis=1).sum() == 20
    assert tile.sum(axis=1) @ np.arange(28) / tile.sum() == pytest.approx(14, abs=0.6)
    assert tile.sum(axis=0) @ np.arange(28) / tile.sum() == pytest.approx(14, abs=0.6)
    assert tile.max() == 1


def test_dark_ink_on_light_paper_is_turned_round(tmp_path: Path) -> None:
    light = load_extra(npz(tmp_path / "light.npz", images=hooks(2), labels=np.array([1, 1])))
    dark = load_extra(npz(tmp_path / "dark.npz", images=hooks(2, paper=255, ink=0), labels=np.array([1, 1])))
    np.testing.assert_array_equal(light.images, dark.images)


def test_letters_become_no_digit_but_for_those_that_look_like_one(tmp_path: Path) -> None:
    pictures = hooks(5)
    extra = load_extra(npz(tmp_path / "a.npz", images=pictures, letters=np.array(["A", "O", "K", "l", "x"])))
    assert extra.labels.tolist() == [NOT_A_DIGIT] * 3
    kept = load_extra(npz(tmp_path / "b.npz", images=pictures[[0, 2, 4]], labels=np.array([10, 10, 10])))
    np.testing.assert_array_equal(extra.images, kept.images)


def test_symbols_become_no_digit_but_for_the_slash(tmp_path: Path) -> None:
    extra = load_extra(npz(tmp_path / "extra.npz", images=hooks(3), symbols=np.array(["plus", "slash", "dot"])))
    assert extra.labels.tolist() == [NOT_A_DIGIT] * 2


@pytest.mark.parametrize(
    ("arrays", "reason"),
    [
        ({"labels": [1, 2, 3]}, "images"),
        ({"images": hooks(3)}, "none of the arrays"),
        ({"images": hooks(3), "labels": [1, 2]}, "3 images came with labels"),
        ({"images": hooks(3), "letters": np.array("A")}, "3 images came with letters"),
        ({"images": hooks(3), "labels": [1, 2, 11]}, "labels go from 0 to 10"),
        ({"images": hooks(3), "labels": [1, 2, -1]}, "labels go from 0 to 10"),
        ({"images": hooks(3), "labels": np.array([1, 2, 2**64 - 1], np.uint64)}, "labels go from 0 to 10"),
        ({"images": hooks(3), "labels": [1, 2, 3.5]}, r"whole numbers.*labels\.astype\(int\)"),
        ({"images": hooks(3), "labels": ["1", "2", "b"]}, "whole numbers"),
        ({"images": hooks(3), "labels": np.array([1, "b", None], object)}, "numpy.savez, from arrays of plain"),
        ({"images": np.array([hook()] * 2 + [None], object), "labels": [1, 2, 3]}, "numpy.savez, from arrays of plain"),
        ({"images": hooks(3).astype(np.float32), "labels": [1, 2, 3]}, "uint8"),
        ({"images": hooks(3)[0], "labels": [1, 2, 3]}, "uint8"),
        ({"images": np.zeros((3, 0, 28), np.uint8), "labels": [1, 2, 3]}, r"\(3, 0, 28\)"),
    ],
)
def test_an_npz_of_another_kind_is_refused_by_name(tmp_path: Path, arrays: dict[str, object], reason: str) -> None:
    with pytest.raises(DataError, match=rf"extra\.npz.*{reason}"):
        load_extra(npz(tmp_path / "extra.npz", **arrays))


@pytest.mark.parametrize("count", [0, 2])
def test_an_npz_without_a_usable_sign_is_no_crash(tmp_path: Path, count: int) -> None:
    path = npz(tmp_path / "extra.npz", images=hooks(count), letters=np.array(["O"] * count, dtype=str))
    with pytest.raises(DataError, match=r"extra\.npz"):
        load_extra(path)


def npy(array: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


def claiming(shape: str) -> bytes:
    """An array that says it is of another shape than it is."""
    data = npy(np.zeros((1, 28, 28), np.uint8))
    return data.replace(b"(1, 28, 28), }", f"({shape}), }}".encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no archive",
        b"PK\x03\x04 cut short",
        npy(np.zeros((1, 28, 28), np.uint8))[:40],
        claiming("9" * 13),
        claiming("(" * 9),
        claiming("-1, 28, 28"),
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_a_broken_npz_is_named_and_is_no_crash(tmp_path: Path, data: bytes, inside: bool) -> None:
    path = tmp_path / "broken.npz"
    if inside:
        zipped(path, {"images.npy": data, "labels.npy": npy(np.array([1]))})
    else:
        path.write_bytes(data)
    with pytest.raises(DataError, match=r"broken\.npz: cannot be read as an NPZ file with images"):
        load_extra(path)


def test_a_lone_array_under_an_archives_name_is_no_crash(tmp_path: Path) -> None:
    (tmp_path / "lone.npz").write_bytes(npy(hooks(3)))
    with pytest.raises(DataError, match=r"lone\.npz: cannot be read as an NPZ file"):
        load_extra(tmp_path / "lone.npz")


def test_an_npz_that_would_fill_the_memory_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = npz(tmp_path / "bomb.npz", images=hooks(3), labels=np.array([1, 2, 3]))
    monkeypatch.setattr(archive, "MOST_BYTES", 4_000)
    monkeypatch.setattr(np, "load", lambda *arguments, **options: pytest.fail("it was unpacked"))
    with pytest.raises(DataError, match=re.escape("bomb.npz")):
        load_extra(path)
