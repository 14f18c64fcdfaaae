"""Corrected tiles as an archive: what is written here is what training reads."""

import csv
import io
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from handwriting import glyph
from PIL import Image

from digitreader.output.tiles_archive import tiles_zip
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.tile import normalise
from digitreader.training.data.corrections import MOST_TILE, read_corrections

TILES = [normalise(glyph(number, 60)) for number in range(12)]
LABELS = [*"0123456789", "", "7"]


def test_training_reads_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "mine.zip").write_bytes(tiles_zip(TILES, LABELS))
    found = read_corrections(tmp_path / "mine.zip")
    assert found.labels.tolist() == [*range(10), NOT_A_DIGIT, 7]
    before = np.rint(np.stack(TILES) * 255)
    assert np.mean(np.abs(before - found.images)) < 3  # MNIST's normalisation a second time changes next to nothing


def test_the_table_stands_at_the_top_and_names_small_grey_pictures() -> None:
    with ZipFile(io.BytesIO(tiles_zip(TILES, LABELS))) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("labels.csv").decode())))
        assert [row["label"] for row in rows] == LABELS
        assert rows[0]["file"] == "images/0001.png"
        assert set(archive.namelist()) == {"labels.csv", *(row["file"] for row in rows)}
        pictures = [archive.read(row["file"]) for row in rows]
    assert max(map(len, pictures)) <= MOST_TILE
    for picture, tile in zip(pictures, TILES, strict=True):
        with Image.open(io.BytesIO(picture)) as image:
            assert (image.mode, image.size) == ("L", (28, 28))
            assert np.array_equal(np.asarray(image), np.rint(tile * 255).astype(np.uint8))


def test_the_same_corrections_give_the_same_bytes() -> None:
    assert tiles_zip(TILES, LABELS) == tiles_zip(TILES, LABELS)


def test_no_corrections_give_an_archive_with_an_empty_table() -> None:
    with ZipFile(io.BytesIO(tiles_zip([], []))) as archive:
        assert archive.read("labels.csv") == b"file,label\n"


@pytest.mark.parametrize("label", ["10", "none", "x", " 1", "\u0663"])
def test_other_labels_are_refused(label: str) -> None:
    with pytest.raises(ValueError, match="is no label"):
        tiles_zip(TILES[:1], [label])


def test_tiles_and_labels_go_in_pairs() -> None:
    with pytest.raises(ValueError, match="shorter"):
        tiles_zip(TILES[:2], ["1"])


def test_other_pictures_than_tiles_are_refused() -> None:
    with pytest.raises(ValueError, match=r"not \(20, 20\)"):
        tiles_zip([np.zeros((20, 20), np.float32)], ["1"])
