"""Files that are there whole or not at all."""

import os
import sys
import threading

import pytest

from digitreader.atomic_write import atomic_write, write_atomically

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes with names in folders")


def test_what_is_written_aside_takes_the_place(tmp_path):
    write_atomically(tmp_path / "a.json", "{}")
    write_atomically(tmp_path / "a.json", b"[]")
    assert (tmp_path / "a.json").read_text() == "[]"
    assert len(list(tmp_path.iterdir())) == 1


def test_it_keeps_its_suffix_for_what_goes_by_that(tmp_path):
    with atomic_write(tmp_path / "network.keras") as beside:
        assert (beside.suffix, beside.parent) == (".keras", tmp_path)
        beside.write_bytes(b"x")


def test_where_something_fails_half_way_the_old_file_stays(tmp_path):
    place = tmp_path / "a.txt"
    place.write_text("old")

    def half() -> None:
        with atomic_write(place) as beside:
            beside.write_text("half of the n")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert place.read_text() == "old"
    assert list(tmp_path.iterdir()) == [place]


def test_what_was_never_begun_is_an_error_and_leaves_nothing(tmp_path):
    with pytest.raises(FileNotFoundError), atomic_write(tmp_path / "a.txt"):
        pass
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "no such folder" / "a.txt", "text")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("make", [os.mkdir, pytest.param(os.mkfifo, marks=posix)])
def test_a_folder_a_pipe_or_a_device_is_not_replaced(make, tmp_path):
    make(tmp_path / "it")
    before = (tmp_path / "it").stat()
    with pytest.raises(OSError, match="not a file"):
        write_atomically(tmp_path / "it", "text")
    assert (tmp_path / "it").stat().st_ino == before.st_ino
    assert list(tmp_path.iterdir()) == [tmp_path / "it"]


def test_nobody_can_lay_a_link_where_it_will_write(tmp_path):
    with atomic_write(tmp_path / "a.txt") as first:
        first.touch()
    with atomic_write(tmp_path / "a.txt") as second:
        second.touch()
    assert first != second


def test_other_threads_may_write_too(tmp_path):
    thread = threading.Thread(target=write_atomically, args=(tmp_path / "a.txt", "text"))
    thread.start()
    thread.join()
    assert (tmp_path / "a.txt").read_text() == "text"
