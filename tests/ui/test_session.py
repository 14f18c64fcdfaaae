"""The desk: what a session holds."""

import pytest

from digitreader.ui import session
from digitreader.ui.reader import Result
from digitreader.ui.session import Desk


class File:
    """A file as Streamlit's uploader gives it."""

    def __init__(self, file_id: str, name: str, data: bytes) -> None:
        self.file_id, self.name, self._data = file_id, name, data

    def getvalue(self) -> bytes:
        return self._data


def read_all(desk: Desk) -> None:
    for entry in desk.shown:
        if entry.result is None:
            desk.read(entry, lambda data: Result(text=f"{data.decode()}\n"))


def texts(desk: Desk) -> list[str]:
    return [result.text.strip() for _, result in desk.results]


def test_a_file_waits_until_it_is_read_and_then_lets_its_bytes_go() -> None:
    desk = Desk()
    desk.take([("a.jpg", b"1")])
    assert desk.shown[0].data == b"1"
    assert desk.results == []
    read_all(desk)
    assert desk.shown[0].data == b""
    assert texts(desk) == ["1"]


def test_the_last_upload_stands_above_the_earlier_ones() -> None:
    desk = Desk()
    files = [File(name, f"{name}.jpg", name.encode()) for name in "abcd"]
    desk.take_uploads(files[:2])
    desk.take_uploads(files)
    assert [entry.names[0] for entry in desk.shown] == ["c.jpg", "d.jpg", "a.jpg", "b.jpg"]


def test_a_file_laid_down_again_comes_up_with_its_result() -> None:
    desk = Desk()
    desk.take([("a.jpg", b"1")])
    desk.take([("b.jpg", b"2")])
    read_all(desk)
    desk.take([("a.jpg", b"1")])
    assert texts(desk) == ["1", "2"]


def test_the_same_file_twice_in_one_upload_is_one_entry_with_two_names() -> None:
    desk = Desk()
    desk.take([("a.jpg", b"1"), ("copy.jpg", b"1")])
    assert [entry.names for entry in desk.shown] == [("a.jpg", "copy.jpg")]


def test_files_that_left_with_the_page_stay_on_the_desk() -> None:
    desk, first, second = Desk(), File("1", "a.jpg", b"1"), File("2", "b.jpg", b"2")
    desk.take_uploads([first])
    desk.take_uploads([])  # the page was left and entered again: the uploader is empty
    desk.forget_removed([second])
    desk.take_uploads([second])
    assert [entry.names[0] for entry in desk.shown] == ["b.jpg", "a.jpg"]


def test_a_removed_file_goes_unless_its_copy_is_still_listed() -> None:
    desk = Desk()
    files = [File("1", "a.jpg", b"1"), File("2", "copy.jpg", b"1"), File("3", "c.jpg", b"3")]
    desk.take_uploads(files)
    desk.forget_removed(files[1:])
    assert len(desk.entries) == 2
    desk.take_uploads(files[1:])
    desk.forget_removed(files[2:])
    assert [entry.names[0] for entry in desk.shown] == ["c.jpg"]


def test_a_removed_file_can_come_again() -> None:
    desk, file = Desk(), File("1", "a.jpg", b"1")
    desk.take_uploads([file])
    desk.forget_removed([])
    desk.take_uploads([])
    desk.take_uploads([file])
    assert len(desk.entries) == 1


def test_beyond_the_limit_the_oldest_result_goes_and_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "LIMIT", 3)
    desk = Desk()
    files = [File(str(number), f"{number}.jpg", str(number).encode()) for number in range(5)]
    desk.take_uploads(files[:2])
    read_all(desk)
    desk.take_uploads(files)
    read_all(desk)
    assert texts(desk) == ["2", "3", "4"]
    assert desk.dropped == 2
    desk.take_uploads(files)
    assert len(desk.entries) == 3


def test_clearing_leaves_a_new_desk_with_another_uploader() -> None:
    desk = Desk()
    desk.take_uploads([File("1", "a.jpg", b"1")])
    before = desk.uploader_key
    desk.clear()
    assert desk == Desk(uploader=1)
    assert desk.uploader_key != before
