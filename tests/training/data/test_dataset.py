from pathlib import Path

import numpy as np
import pytest

from digitreader.errors import DataError
from digitreader.training.data.dataset import Dataset, join, load_mnist, load_mnist_test, split


def numbered(count: int) -> Dataset:
    """Tiles whose first two pixels say which one it is."""
    images = np.zeros((count, 28, 28), np.uint8)
    images[:, 0, 0], images[:, 0, 1] = np.arange(count) // 256, np.arange(count) % 256
    return Dataset(images, (np.arange(count) % 10).astype(np.uint8))


def numbers_of(dataset: Dataset) -> list[int]:
    return [256 * int(image[0, 0]) + int(image[0, 1]) for image in dataset.images]


def mnist_file(folder: Path, name: str = "mnist.npz") -> Path:
    path = folder / name
    images, labels = np.zeros((12, 28, 28), np.uint8), np.arange(12, dtype=np.int64) % 10
    np.savez(path, x_train=images, y_train=labels, x_test=images[:5], y_test=labels[:5])
    return path


def test_mnist_is_read_from_a_file(tmp_path: Path) -> None:
    train, test = load_mnist(mnist_file(tmp_path))
    assert (len(train), len(test)) == (12, 5)
    assert train.labels.dtype == np.uint8


def test_mnist_is_read_from_the_folder_named_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mnist_file(tmp_path)
    monkeypatch.setenv("DIGITREADER_DATA", str(tmp_path))
    assert len(load_mnist()[0]) == 12


def test_a_file_that_is_named_comes_before_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGITREADER_DATA", str(tmp_path / "nowhere"))
    assert len(load_mnist(mnist_file(tmp_path, "other.npz"))[0]) == 12


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere\.npz"):
        load_mnist(tmp_path / "nowhere.npz")


def test_the_test_set_alone_is_taken_where_it_is_at_hand_and_never_downloaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DIGITREADER_DATA", raising=False)
    assert load_mnist_test() is None
    monkeypatch.setenv("DIGITREADER_DATA", str(tmp_path))
    assert load_mnist_test() is None
    named = load_mnist_test(mnist_file(tmp_path, "other.npz"))
    assert named is not None
    assert len(named) == 5
    assert load_mnist_test() is None
    mnist_file(tmp_path)
    assert load_mnist_test() is not None


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04 cut short"])
def test_a_file_that_is_no_npz_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.npz"
    path.write_bytes(data)
    with pytest.raises(DataError, match=r"broken\.npz"):
        load_mnist(path)


def test_an_npz_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.npz"
    np.savez(path, images=np.zeros((3, 28, 28), np.uint8))
    with pytest.raises(DataError, match="x_train"):
        load_mnist(path)


def test_a_twelfth_is_held_back_and_nothing_is_lost_or_twice() -> None:
    training, validation = split(numbered(1_200))
    assert (len(training), len(validation)) == (1_100, 100)
    assert sorted(numbers_of(training) + numbers_of(validation)) == list(range(1_200))


def test_the_same_tiles_are_held_back_in_every_run() -> None:
    first, second = (numbers_of(split(numbered(1_200))[1]) for _ in range(2))
    assert first == second
    assert first != list(range(1_100, 1_200))  # nor just the last ones, which may be of one writer


def test_labels_stay_with_their_tiles() -> None:
    for part in split(numbered(600)):
        assert [number % 10 for number in numbers_of(part)] == part.labels.tolist()


def test_splitting_leaves_the_data_as_it_was() -> None:
    data = numbered(120)
    images, labels = data.images.copy(), data.labels.copy()
    split(data)
    np.testing.assert_array_equal(data.images, images)
    np.testing.assert_array_equal(data.labels, labels)


def test_joined_datasets_keep_their_order() -> None:
    both = join([numbered(3), numbered(2)])
    assert numbers_of(both) == [0, 1, 2, 0, 1]


@pytest.mark.parametrize(
    ("images", "labels"),
    [
        (np.zeros((2, 27, 28), np.uint8), np.zeros(2, np.uint8)),
        (np.zeros((28, 28), np.uint8), np.zeros(28, np.uint8)),
        (np.zeros((2, 28, 28), np.uint8), np.zeros(3, np.uint8)),
        (np.zeros((2, 28, 28), np.uint8), np.array([3, 11], np.uint8)),
    ],
)
def test_images_and_labels_that_do_not_fit_are_refused(images: np.ndarray, labels: np.ndarray) -> None:
    with pytest.raises(DataError):
        Dataset(images, labels)
