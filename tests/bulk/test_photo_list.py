"""What is in a stack."""

import os
import socket
import sys
import zipfile
from pathlib import Path

import pytest

from digitreader.bulk.address import opened
from digitreader.bulk.credentials import without_secrets
from digitreader.bulk.photo_list import list_photos
from digitreader.errors import BulkError, SetupError

fsspec = pytest.importorskip("fsspec", reason="the extra bulk is not installed")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with two photos, one of them in a folder of its own, and hidden files."""
    monkeypatch.chdir(tmp_path)
    for name in ("photos/b.jpg", "photos/a/c.png", "photos/.DS_Store", "photos/.git/d.jpg", "photos/__MACOSX/e.jpg"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return tmp_path


@pytest.fixture
def memory():
    """fsspec's memory, with two photos and a hidden file."""
    system = fsspec.filesystem("memory")
    system.pipe({"/stack/b.jpg": b"b", "/stack/a/c.png": b"c", "/stack/.hidden": b"h"})
    yield system
    system.rm("/stack", recursive=True)


def zipped(path, names=("b.jpg", "a/c.png", "__MACOSX/a.jpg", ".hidden")):
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return str(path)


def names(*sources):
    return [photo.name for photo in list_photos(sources)]


def test_a_folder_gives_all_that_is_in_it_but_what_is_hidden(folder):
    assert names("photos") == ["photos/b.jpg", "photos/a/c.png"]


def test_workers_in_another_folder_find_what_was_named_from_here(folder):
    assert [photo.url for photo in list_photos(["photos/b.jpg"])] == [str(folder / "photos" / "b.jpg")]


def test_a_pattern_gives_what_fits_it(folder):
    assert names("photos/**/*.png") == ["photos/a/c.png"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(folder):
    (folder / "a[1].jpg").touch()
    (folder / "a1.jpg").touch()
    assert names("a[1].jpg") == ["a[1].jpg"]


def test_a_list_names_a_file_a_line_whether_it_is_there_or_not(folder):
    (folder / "list.txt").write_text("\ufeffphotos/b.jpg\n\n  gone.jpg\r\nmemory://x/y.jpg\n", "utf-8")
    assert names("list.txt") == ["photos/b.jpg", "gone.jpg", "memory://x/y.jpg"]


def test_a_zip_gives_its_photos_under_addresses_that_fsspec_opens(folder):
    zipped("stack.zip")
    assert names("stack.zip") == ["zip://b.jpg::stack.zip", "zip://a/c.png::stack.zip"]
    assert fsspec.open(names("stack.zip")[1]).open().read() == b"a/c.png"


def test_a_remote_folder_pattern_and_file_are_found(memory):
    assert names("memory://stack") == ["memory:///stack/a/c.png", "memory:///stack/b.jpg"]
    assert names("memory://stack/*.jpg") == ["memory:///stack/b.jpg"]
    assert names("memory://stack/b.jpg") == ["memory:///stack/b.jpg"]
    with opened("memory:///stack/b.jpg") as file:
        assert file.read() == b"b"


def test_a_remote_zip_and_list_are_looked_into(memory, tmp_path):
    memory.pipe("/stack/x.zip", Path(zipped(tmp_path / "x.zip")).read_bytes())
    memory.pipe("/stack/x.txt", b"memory://stack/b.jpg\n")
    assert names("memory://stack/x.zip")[0] == "zip://b.jpg::memory:///stack/x.zip"
    assert names("memory://stack/x.txt") == ["memory://stack/b.jpg"]


def test_a_chain_of_addresses_is_followed(tmp_path):
    path = zipped(tmp_path / "x.zip")
    found = names(f"zip://*.jpg::{path}")
    assert found == [f"zip://b.jpg::{path}"]
    with opened(found[0]) as file:
        assert file.read() == b"b.jpg"


def test_what_is_named_twice_is_read_once(folder):
    (folder / "list.txt").write_text("photos/b.jpg\n./photos/b.jpg\n")
    assert names("photos", "photos/*.jpg", str(folder / "photos"), "list.txt") == ["photos/b.jpg", "photos/a/c.png"]


@pytest.mark.parametrize("source", ["gone", "gone/*.jpg", "memory://gone", "memory://gone/*.jpg", "nothing://x"])
def test_a_source_that_does_not_exist_is_named(source, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BulkError, match=source.replace("*", r"\*")):
        list_photos([source])


def test_an_empty_folder_is_said_to_hold_no_photo(tmp_path):
    with pytest.raises(BulkError, match="no photo"):
        list_photos([str(tmp_path)])


def test_a_zip_that_is_none_is_named(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"PK no more")
    with pytest.raises(BulkError, match=r"x\.zip.*damaged"):
        list_photos([str(tmp_path / "x.zip")])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
@pytest.mark.parametrize("name", ["pipe.jpg", "pipe.zip", "pipe.txt"])
def test_a_pipe_or_a_socket_is_refused_and_not_waited_for(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    os.mkfifo(name)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.jpg")
        for odd in (name, "socket.jpg", "/dev/null"):
            with pytest.raises(OSError, match="a pipe, a socket or a device"), opened(os.path.abspath(odd)):
                pass
    assert names(".") == [os.path.join(".", name), "./socket.jpg"]
    if not name.endswith(".jpg"):
        with pytest.raises(BulkError, match="a pipe, a socket or a device"):
            list_photos([name])


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://user:pass@host/a.jpg", "https://host/a.jpg"),
        ("https://us@er:pa@host/a@b.jpg", "https://host/a@b.jpg"),
        (
            "https://token@host/a.jpg?id=7&X-Amz-Signature=abc&sig=x#f",
            "https://host/a.jpg?id=7&X-Amz-Signature=…&sig=…#f",
        ),
        ("zip://a@b.jpg::https://u:p@host/x.zip", "zip://a@b.jpg::https://host/x.zip"),
        ("s3://bucket/a@b.jpg", "s3://bucket/a@b.jpg"),
        ("memory://a@b.jpg", "memory://a@b.jpg"),
    ],
)
def test_what_opens_an_address_is_not_shown(address, shown, tmp_path):
    assert without_secrets(address) == shown
    (tmp_path / "list.txt").write_text(address)
    (photo,) = list_photos([str(tmp_path / "list.txt")])
    assert (photo.name, photo.url) == (shown, address)


def test_what_opens_an_address_is_not_in_an_error_either():
    with pytest.raises(BulkError) as refused:
        list_photos(["nothing://user:pass@host/x"])
    assert "pass" not in str(refused.value)


def test_a_name_that_is_no_text_can_be_shown(tmp_path):
    try:
        open(os.fsencode(tmp_path) + b"/\xff.png", "w").close()
    except OSError:
        pytest.skip("this file system wants names to be text")
    (photo,) = list_photos([str(tmp_path)])
    assert photo.name.encode().endswith(rb"\xff.png")
    assert os.path.exists(photo.url)


def test_without_fsspec_an_address_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(SetupError, match=r"digitreader\[bulk\]"):
        list_photos(["s3://bucket/photos"])
