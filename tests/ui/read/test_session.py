"""The desk of a session: each photo once, nothing finished lost, nothing held for longer than needed."""

import pytest
from packed import picture, zipped

from digitreader.intake.containers import list_parts
from digitreader.ui.read import room, session
from digitreader.ui.read.session import Desk, Entry, sha256
from digitreader.ui.reader import Result

READ = Result(text="42\n")


def desk_of(*files: tuple[str, bytes]) -> Desk:
    desk = Desk()
    desk.take(files)
    return desk


def opened(desk: Desk) -> list[Entry]:
    """Open every file, and return what waits then."""
    for entry in desk.waiting:
        if entry.part is None:
            desk.open(entry, list_parts(entry.names[0], entry.data))
    return desk.waiting


def names(entries: list[Entry]) -> list[str]:
    return [entry.names[0] for entry in entries]


def test_the_photos_of_a_file_take_its_place() -> None:
    archive = zipped({"1.png": picture(1), "2.png": picture(2)})
    desk = desk_of(("a.jpg", b"a"), ("b.zip", archive), ("c.jpg", b"c"))
    assert names(opened(desk)) == ["a.jpg", "b.zip/1.png", "b.zip/2.png", "c.jpg"]


def test_files_are_opened_before_the_first_photo_is_read() -> None:
    desk = desk_of(("a.jpg", b"a"), ("b.zip", zipped({"1.png": picture()})))
    desk.open(desk.waiting[0], list_parts("a.jpg", b"a"))
    assert desk.waiting[0].names == ("b.zip",)


def test_the_last_upload_stands_first() -> None:
    desk = desk_of(("a.jpg", b"a"), ("b.jpg", b"b"))
    desk.take([("c.jpg", b"c")])
    assert names(desk.shown) == ["c.jpg", "a.jpg", "b.jpg"]


def test_a_photo_is_let_go_when_it_is_read() -> None:
    desk = desk_of(("a.jpg", b"abc"))
    desk.finish(opened(desk)[0], READ, sha256(b"abc"))
    assert desk.waiting_bytes == 0
    assert desk.results[0][1] is READ


def test_an_archive_is_held_once_however_many_photos_wait_in_it() -> None:
    archive = zipped({f"{number}.png": picture(number) for number in range(5)})
    desk = desk_of(("b.zip", archive))
    assert len(opened(desk)) == 5
    assert desk.waiting_bytes == len(archive)
    for entry in desk.waiting:
        desk.finish(entry, READ, entry.key)
    assert desk.waiting_bytes == 0


def test_the_same_photo_in_an_archive_is_known() -> None:
    desk = desk_of(("a.png", picture(1)))
    desk.finish(opened(desk)[0], READ, sha256(picture(1)))
    desk.take([("b.zip", zipped({"copy.png": picture(1)}))])
    assert desk.known(opened(desk)[0], sha256(picture(1)))
    assert [(entry.names, entry.batch) for entry, _ in desk.results] == [(("a.png", "b.zip/copy.png"), 2)]
    assert not desk.waiting


def test_a_photo_that_waits_twice_is_read_once() -> None:
    desk = desk_of(("b.zip", zipped({"copy.png": picture(1)})), ("a.png", picture(1)))
    first = opened(desk)[0]
    desk.finish(first, READ, sha256(picture(1)))
    assert not desk.waiting
    assert set(desk.results[0][0].names) == {"a.png", "b.zip/copy.png"}


def test_what_was_refused_has_another_try() -> None:
    desk = desk_of(("a.jpg", b"a"))
    desk.finish(opened(desk)[0], Result(error="Busy. Try again."), sha256(b"a"))
    desk.take([("a.jpg", b"a")])
    assert names(desk.waiting) == ["a.jpg"]


def test_what_was_read_is_not_read_again() -> None:
    desk = desk_of(("a.jpg", b"a"))
    desk.finish(opened(desk)[0], READ, sha256(b"a"))
    desk.take([("b.jpg", b"a")])
    assert not desk.waiting
    assert desk.results[0][0].names == ("a.jpg", "b.jpg")


def test_a_result_for_a_desk_that_was_cleared_is_not_put_back() -> None:
    desk = desk_of(("a.jpg", b"a"))
    entry = opened(desk)[0]
    desk.clear()
    desk.finish(entry, READ, entry.key)
    assert desk.entries == {}


def test_the_oldest_results_go_first_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "LIMIT", 2)
    desk = desk_of(("old.jpg", b"o"))
    desk.finish(opened(desk)[0], READ, sha256(b"o"))
    desk.take([("a.jpg", b"a"), ("b.jpg", b"b")])
    for entry in opened(desk):
        desk.finish(entry, READ, entry.key)
    assert names(desk.shown) == ["a.jpg", "b.jpg"]
    assert desk.dropped == 1


def test_results_are_bounded_in_bytes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_RESULTS", 250)
    desk = desk_of(*((f"{number}.jpg", b"%d" % number) for number in range(4)))
    for entry in opened(desk):
        desk.finish(entry, Result(picture=bytes(100)), entry.key)
    assert names(desk.shown) == ["2.jpg", "3.jpg"]
    assert desk.dropped == 2


def test_a_result_alone_stays_however_large_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_RESULTS", 10)
    desk = desk_of(("a.jpg", b"a"))
    desk.finish(opened(desk)[0], Result(picture=bytes(100)), sha256(b"a"))
    assert len(desk.results) == 1


def test_a_stack_that_is_too_large_says_which_file_has_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_WAITING", 10)
    desk = desk_of(("a.jpg", bytes(6)), ("b.jpg", bytes(7)))
    assert names(desk.waiting) == ["a.jpg"]
    assert "Upload this file again" in desk.results[0][1].error
    desk.finish(opened(desk)[0], READ, "a")
    desk.take([("b.jpg", bytes(7))])
    assert names(desk.waiting) == ["b.jpg"]


def test_what_waits_can_be_left_out_and_what_is_read_stays() -> None:
    desk = desk_of(("a.jpg", b"a"), ("b.jpg", b"b"))
    desk.finish(opened(desk)[0], READ, sha256(b"a"))
    desk.forget_waiting()
    assert names(desk.shown) == ["a.jpg"]
    desk.forget(sha256(b"a"))
    assert desk.shown == []
