"""Many files as one."""

import io
import zipfile

from digitreader.output.zip_writer import zip_files


def read(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_files_come_back_as_they_went_in():
    assert read(zip_files([("texts/ä.txt", "007\n"), ("a.jpg", b"\xff\xd8")])) == {
        "texts/ä.txt": b"007\n",
        "a.jpg": b"\xff\xd8",
    }


def test_no_file_is_lost_to_another_of_its_name_whatever_the_case():
    names = list(read(zip_files([("x/a.txt", "1"), ("x/A.txt", "2"), ("x/a.txt", "3"), ("a.txt", "4")])))
    assert names == ["x/a.txt", "x/A (2).txt", "x/a (3).txt", "a.txt"]


def test_no_files_are_an_archive_too():
    assert read(zip_files([])) == {}
