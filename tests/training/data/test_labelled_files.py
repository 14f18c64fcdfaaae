"""Archives with a labels.csv, of tiles and of lines: what is refused in both."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from packed import with_damage, with_password, zipped

from digitreader.errors import DataError
from digitreader.settings.adapt import AdaptSettings
from digitreader.training.data.corrections import read_corrections
from digitreader.training.data.line_labels import read_line_labels

Read = Callable[[Path], object]
PICTURE = "images/a.png"
LABELS = b"file,label,text\nimages/a.png,7,7\n"


def read_lines(path: Path) -> object:
    return read_line_labels(path, AdaptSettings())


@pytest.fixture(params=[read_corrections, read_lines])
def read(request: pytest.FixtureRequest) -> Read:
    return request.param


def archive(labels: bytes = LABELS, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    return zipped({"labels.csv": labels, PICTURE: b"what a picture may be"}, packing)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "damaged or was cut short"),
        (b"PK\x03\x04 cut short", "damaged or was cut short"),
        (b"no archive", "damaged or was cut short"),
        (archive(packing=zipfile.ZIP_BZIP2), r"labels\.csv: .* packed in an unusual way"),
        (archive(packing=zipfile.ZIP_LZMA), r"labels\.csv: .* packed in an unusual way"),
        (with_password(archive()), r"labels\.csv: .* protected by a password"),
        (with_damage(archive(), PICTURE), r"images/a\.png: .* damaged inside its ZIP file"),
        (archive(LABELS + b"\xff\xfe,7,7\n"), r"labels\.csv cannot be read .*Save it as CSV in UTF-8"),
        (archive(LABELS + b"x" * 200_000 + b",7,7\n"), r"labels\.csv cannot be read"),
    ],
)
def test_an_archive_that_cannot_be_used_is_named(read: Read, tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "mine.zip").write_bytes(data)
    with pytest.raises(DataError, match=rf"mine\.zip: .*{said}"):
        read(tmp_path / "mine.zip")
