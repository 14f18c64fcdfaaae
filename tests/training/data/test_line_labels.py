"""Labelled pictures of lines: what is taken, and what is refused."""

from dataclasses import replace
from pathlib import Path

import pytest
from own_data import in_folders, zipped

from digitreader.errors import DataError
from digitreader.output.corrections_archive import LabelledLine, corrections_zip
from digitreader.settings.adapt import AdaptSettings
from digitreader.settings.intake import ZipSettings
from digitreader.training.data.line_labels import Labels, read_line_labels

USUAL = AdaptSettings()


def read(path: Path) -> Labels:
    return read_line_labels(path, USUAL)


def texts(found: Labels) -> list[tuple[str, str, str]]:
    return [(picture.name, picture.text, picture.page) for picture in found.pictures]


def test_what_the_app_exports_is_read(tmp_path: Path) -> None:
    lines = [LabelledLine(b"1", "0532", "0582", "4f42", "a.jpg"), LabelledLine(b"2", "-3", "3", "77aa", "b.jpg")]
    (tmp_path / "mine.zip").write_bytes(corrections_zip(lines))
    assert texts(read(tmp_path / "mine.zip")) == [("lines/0001.png", "0532", "4f42"), ("lines/0002.png", "-3", "77aa")]


def test_a_folder_and_a_zip_of_it_are_read_alike(tmp_path: Path) -> None:
    files = {"labels.csv": b"file,text\na.png,12\nx/b.png,7\n", "a.png": b"a", "x/b.png": b"b"}
    in_folders(tmp_path / "scans", files)
    zipped(tmp_path / "scans.zip", {f"scans/{name}": data for name, data in files.items()})
    assert read(tmp_path / "scans") == read(tmp_path / "scans.zip")
    assert texts(read(tmp_path / "scans")) == [("a.png", "12", "a.png"), ("x/b.png", "7", "x/b.png")]


@pytest.mark.parametrize(
    ("label", "text"),
    [("13.254,00", "13.254,00"), ("\N{MINUS SIGN}3", "-3"), ("'=5", "=5"), (" 30  20\N{NO-BREAK SPACE}42 ", "30 20 42"),
     ("", ""), ("2*3", "2×3")],
)  # fmt: skip
def test_signs_are_kept_as_the_networks_know_them(tmp_path: Path, label: str, text: str) -> None:
    zipped(tmp_path / "a.zip", {"labels.csv": f'file,text\na.png,"{label}"\n', "a.png": b"a"})
    assert read(tmp_path / "a.zip").pictures[0].text == text


def test_a_line_with_other_signs_is_left_out_and_told(tmp_path: Path) -> None:
    zipped(tmp_path / "a.zip", {"labels.csv": "file,text\na.png,08X\nb.png,12\n", "a.png": b"a", "b.png": b"b"})
    found = read(tmp_path / "a.zip")
    assert [picture.text for picture in found.pictures] == ["12"]
    assert found.left_out[0].startswith("a.png: “08X” has other signs")


def test_the_same_picture_twice_counts_once(tmp_path: Path) -> None:
    zipped(tmp_path / "a.zip", {"labels.csv": "file,text\na.png,1\nb.png,1\n", "a.png": b"same", "b.png": b"same"})
    assert len(read(tmp_path / "a.zip").pictures) == 1


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ("", "names no line"),
        ("file,text\n", "names no line"),
        ("file,label\na.png,7\n", "holds single digits.*train --extra"),
        ("name,text\na.png,7\n", "cannot be read.*with file and text"),
        ("file,text\nb.png,7\n", r"b\.png is not in the archive"),
        ("file,text\n../a.png,7\n", "is no file beside it"),
        ("file,text\n/a.png,7\n", "is no file beside it"),
        ("file,text\n,7\n", "is no file beside it"),
    ],
)
def test_a_table_that_cannot_be_used_is_named_with_what_to_do(tmp_path: Path, labels: str | bytes, said: str) -> None:
    zipped(tmp_path / "mine.zip", {"labels.csv": labels, "a.png": b"a"})
    with pytest.raises(DataError, match=rf"mine\.zip.*{said}"):
        read(tmp_path / "mine.zip")


def test_what_is_not_there_or_has_no_labels_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"gone\.zip: There is no such file"):
        read(tmp_path / "gone.zip")
    with pytest.raises(DataError, match=r"a\.zip: holds no labels\.csv"):
        read(zipped(tmp_path / "a.zip", {"a.png": b"a"}))
    with pytest.raises(DataError, match=r"labels\.csv: There is no such file"):
        read(tmp_path)


def test_a_newer_version_asks_for_a_newer_program(tmp_path: Path) -> None:
    newer = '{"format": "digitreader corrections", "version": 3}'
    zipped(tmp_path / "a.zip", {"labels.csv": "file,text\na.png,1\n", "a.png": b"a", "format.json": newer})
    with pytest.raises(DataError, match="of version 3"):
        read(tmp_path / "a.zip")


def test_an_archive_takes_no_more_than_it_may(tmp_path: Path) -> None:
    zipped(
        tmp_path / "a.zip", {"labels.csv": "file,text\na.png,1\nb.png,2\n", "a.png": bytes(700), "b.png": b"b" * 700}
    )
    small = ZipSettings(max_bytes=600, max_bytes_in_all=1_000)
    with pytest.raises(DataError, match=r"a\.png: This photo has more than"):
        read_line_labels(tmp_path / "a.zip", replace(USUAL, archive=small))
    with pytest.raises(DataError, match="has more than 1,000 bytes"):
        read_line_labels(tmp_path / "a.zip", replace(USUAL, archive=replace(small, max_bytes=800)))
    with pytest.raises(DataError, match="more than 2 files"):
        read_line_labels(tmp_path / "a.zip", replace(USUAL, archive=ZipSettings(max_entries=2)))
    with pytest.raises(DataError, match="has 2 rows; at most 1"):
        read_line_labels(tmp_path / "a.zip", replace(USUAL, most_lines=1))
