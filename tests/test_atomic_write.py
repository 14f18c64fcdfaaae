"""Files that are there whole or not at all."""

import threading

import pytest

from digitreader.atomic_write import atomic_write, write_atomically


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


def test_other_threads_may_write_too(tmp_path):
    thread = threading.Thread(target=write_atomically, args=(tmp_path / "a.txt", "text"))
    thread.start()
    thread.join()
    assert (tmp_path / "a.txt").read_text() == "text"
