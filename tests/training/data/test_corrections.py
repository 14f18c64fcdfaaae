"""Archives of corrections."""

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from handwriting import as_file, glyph
from own_data import hook, zipped

from digitreader.errors import DataError
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.tile import normalise
from digitreader.training.data import corrections
from digitreader.training.data.corrections import read_corrections

TILE = np.rint(normalise(hook().astype(np.float32) / 255) * 255).astype(np.uint8)
PNG = as_file(TILE)


def archived(folder: Path, labels: str | bytes = "file,label\nimages/a.png,7\n", **files: bytes) -> Path:
    """An archive with a tile a.png, and others under the names given."""
    tiles = {f"images/{name}.png": data for name, data in ({"a": PNG} | files).items()}
    return zipped(folder / "mine.zip", {"labels.csv": labels, **tiles})


def test_tiles_come_as_the_reader_saw_them(tmp_path: Path) -> None:
    seen = [np.rint(normalise(glyph(number, 60)) * 255).astype(np.uint8) for number in range(40)]
    files = {f"n{number}": as_file(tile) for number, tile in enumerate(seen)}
    labels = "file,label\n" + "".join(f"images/n{number}.png,3\n" for number in range(40))
    found = read_corrections(archived(tmp_path, labels, **files))
    for before, after in zip(seen, found.images, strict=True):
        assert np.corrcoef(before.ravel(), after.ravel())[0, 1] > 0.95
    assert np.mean(np.abs(np.stack(seen).astype(int) - found.images)) < 3


def test_labels_are_digits_or_nothing_and_other_columns_are_left_alone(tmp_path: Path) -> None:
    labels = 'when,label,file,read\n"1, 2",7,images/a.png,1\n,,images/b.png,1\n,None,images/c.png,1\n, 0 ,d.png,1\n'
    found = read_corrections(archived(tmp_path, labels, b=PNG, c=PNG, d=PNG, unnamed=b"no picture"))
    assert found.labels.tolist() == [7, NOT_A_DIGIT, NOT_A_DIGIT, 0]
    assert found.images.shape == (4, 28, 28)


def test_a_spreadsheets_mark_at_the_start_is_no_part_of_a_column(tmp_path: Path) -> None:
    assert len(read_corrections(archived(tmp_path, b"\xef\xbb\xbffile,label\r\na.png,7\r\n"))) == 1


@pytest.mark.parametrize("label", ["10", "-1", "seven", "7.0", "\u0663", "1 2"])
def test_other_labels_are_refused_with_their_line(tmp_path: Path, label: str) -> None:
    labels = f"file,label\nimages/a.png,7\nimages/b.png,{label}\n"
    with pytest.raises(DataError, match=rf"mine\.zip: labels\.csv, line 3: '{label}' is no label. Write 0 to 9"):
        read_corrections(archived(tmp_path, labels, b=PNG))


@pytest.mark.parametrize(
    "file",
    [
        "../a.png",
        "images/../a.png",
        "/images/a.png",
        "images/x/a.png",
        r"images\a.png",
        "images/",
        "..",
        "",
        "C:/a.png",
    ],
)
def test_a_path_that_leaves_the_images_is_refused(tmp_path: Path, file: str) -> None:
    names = {"labels.csv": f"file,label\n{file},7\n", "../a.png": PNG, "/images/a.png": PNG, "images/x/a.png": PNG}
    with pytest.raises(DataError, match=r"mine\.zip: labels\.csv, line 2: .* is no file in images/"):
        read_corrections(zipped(tmp_path / "mine.zip", names))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.zip"]


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ("", r"labels\.csv wants the columns file and label.*\['file', 'label'\]"),
        ("file;label\na.png;7\n", "separated by commas"),
        ("file,label\n", "names no tile"),
        ("file,label\na.png\n", "line 2: the row is cut short"),
        ("file,label\na.png,7\nimages/a.png,8\n", r"line 3: images/a\.png is named a second time"),
        ("file,label\nb.png,7\n", r"images/b\.png is not in the archive"),
    ],
)
def test_a_table_that_cannot_be_used_is_named_with_what_to_do(tmp_path: Path, labels: str | bytes, said: str) -> None:
    with pytest.raises(DataError, match=rf"mine\.zip.*{said}"):
        read_corrections(archived(tmp_path, labels))


@pytest.mark.parametrize(
    ("tile", "said"),
    [
        (as_file(hook()), "has 40 x 40 pixels, a tile has 28 x 28"),
        (as_file(TILE[:27]), "has 28 x 27 pixels"),
        (as_file(np.zeros((28, 28), np.uint8)), "is empty, but its label says 7"),
        (PNG[:60], "damaged"),
        (b"", "empty"),
        (b"no picture", "not a photo we can read"),
    ],
)
def test_a_tile_that_cannot_be_used_is_named(tmp_path: Path, tile: bytes, said: str) -> None:
    with pytest.raises(DataError, match=rf"mine\.zip: images/a\.png.*{said}"):
        read_corrections(archived(tmp_path, a=tile))


def test_an_archive_of_something_else_is_told_what_one_of_corrections_has(tmp_path: Path) -> None:
    path = zipped(tmp_path / "mine.zip", {"corrections/labels.csv": "file,label\n"})
    with pytest.raises(DataError, match=r"mine\.zip: labels\.csv is missing at the archive's top.*images/"):
        read_corrections(path)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = archived(tmp_path, a=PNG + bytes(20_000_000))
    tracemalloc.start()
    try:
        with pytest.raises(DataError, match=r"mine\.zip: images/a\.png: This photo has more than 0\.05 MB"):
            read_corrections(path)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_too_long_a_table_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corrections, "MOST_LABELS", 20)
    with pytest.raises(DataError, match=r"mine\.zip: labels\.csv: .* has more than 2e-05 MB"):
        read_corrections(archived(tmp_path))
