"""The session of a session: each photo once, nothing finished lost, nothing held for longer than needed."""

from dataclasses import replace

import pytest
from packed import picture, zipped
from results import digit, line
from storing import on_disk, sha256

from digitreader.intake.containers import list_parts
from digitreader.output.pictured import PicturedPage, unread
from digitreader.output.result import PageResult
from digitreader.ui import budget
from digitreader.ui.disk import DISK
from digitreader.ui.read import session_files
from digitreader.ui.read.session_files import Entry, SessionFiles

READ = PicturedPage(PageResult("", (line(*map(digit, "42")),)))


def desk_of(*files: tuple[str, bytes]) -> SessionFiles:
    session = SessionFiles()
    session.take(on_disk(files))
    return session


def opened(session: SessionFiles) -> list[Entry]:
    """Open every file, and return what waits then."""
    for entry in session.waiting:
        if entry.part is None:
            session.open(entry, list_parts(entry.names[0], entry.data()))
    return session.waiting


def names(entries: list[Entry]) -> list[str]:
    return [entry.names[0] for entry in entries]


def test_the_photos_of_a_file_take_its_place() -> None:
    archive = zipped({"1.png": picture(1), "2.png": picture(2)})
    session = desk_of(("a.jpg", b"a"), ("b.zip", archive), ("c.jpg", b"c"))
    assert names(opened(session)) == ["a.jpg", "b.zip/1.png", "b.zip/2.png", "c.jpg"]


def test_files_are_opened_before_the_first_photo_is_read() -> None:
    session = desk_of(("a.jpg", b"a"), ("b.zip", zipped({"1.png": picture()})))
    session.open(session.waiting[0], list_parts("a.jpg", b"a"))
    assert session.waiting[0].names == ("b.zip",)


def test_the_last_upload_stands_first() -> None:
    session = desk_of(("a.jpg", b"a"), ("b.jpg", b"b"))
    session.take(on_disk([("c.jpg", b"c")]))
    assert names(session.shown) == ["c.jpg", "a.jpg", "b.jpg"]


def test_a_photo_is_let_go_when_it_is_read() -> None:
    before = DISK.held
    session = desk_of(("a.jpg", b"abc"))
    assert DISK.held == before + 3
    session.finish(opened(session)[0], READ, sha256(b"abc"))
    assert DISK.held == before
    assert session.results[0][1] is READ


def test_an_archive_is_held_once_however_many_photos_wait_in_it() -> None:
    archive = zipped({f"{number}.png": picture(number) for number in range(5)})
    before = DISK.held
    session = desk_of(("b.zip", archive))
    assert len(opened(session)) == 5
    assert DISK.held == before + len(archive)
    while session.waiting:
        session.finish(session.waiting[0], READ, session.waiting[0].key)
    assert DISK.held == before


def test_the_same_photo_in_an_archive_is_known() -> None:
    session = desk_of(("a.png", picture(1)))
    session.finish(opened(session)[0], READ, sha256(picture(1)))
    session.take(on_disk([("b.zip", zipped({"copy.png": picture(1)}))]))
    assert session.known(opened(session)[0], sha256(picture(1)))
    assert [(entry.names, entry.batch) for entry, _ in session.results] == [(("a.png", "b.zip/copy.png"), 2)]
    assert not session.waiting


def test_a_photo_that_waits_twice_is_read_once() -> None:
    session = desk_of(("b.zip", zipped({"copy.png": picture(1)})), ("a.png", picture(1)))
    first = opened(session)[0]
    session.finish(first, READ, sha256(picture(1)))
    assert not session.waiting
    assert set(session.results[0][0].names) == {"a.png", "b.zip/copy.png"}


def test_what_was_refused_has_another_try() -> None:
    session = desk_of(("a.jpg", b"a"))
    session.finish(opened(session)[0], unread("Busy. Try again."), sha256(b"a"))
    session.take(on_disk([("a.jpg", b"a")]))
    assert names(session.waiting) == ["a.jpg"]


def test_what_was_read_is_not_read_again() -> None:
    session = desk_of(("a.jpg", b"a"))
    session.finish(opened(session)[0], READ, sha256(b"a"))
    session.take(on_disk([("b.jpg", b"a")]))
    assert not session.waiting
    assert session.results[0][0].names == ("a.jpg", "b.jpg")


def test_a_result_for_a_desk_that_was_cleared_is_not_put_back() -> None:
    session = desk_of(("a.jpg", b"a"))
    entry = opened(session)[0]
    session.clear()
    session.finish(entry, READ, entry.key)
    assert session.entries == {}


def test_the_oldest_results_go_first_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_files, "LIMIT", 2)
    session = desk_of(("old.jpg", b"o"))
    session.finish(opened(session)[0], READ, sha256(b"o"))
    session.take(on_disk([("a.jpg", b"a"), ("b.jpg", b"b")]))
    for entry in opened(session):
        session.finish(entry, READ, entry.key)
    assert names(session.shown) == ["a.jpg", "b.jpg"]
    assert session.dropped == 1


def read_all(session: SessionFiles, size: int = 100) -> None:
    for entry in opened(session):
        session.finish(entry, replace(READ, picture=bytes(size)), entry.key)


def test_pictures_go_before_texts_when_results_take_too_much_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "MOST_RESULTS", 250)
    session = desk_of(*((f"{number}.jpg", b"%d" % number) for number in range(4)))
    read_all(session)
    assert [len(result.picture) for _, result in session.results] == [0, 0, 100, 100]
    assert [result.page.text for _, result in session.results] == ["42"] * 4
    assert (session.lightened, session.dropped) == (2, 0)


def test_a_photo_without_its_picture_is_read_again_when_it_comes_again_and_keeps_its_corrections() -> None:
    session = desk_of(("a.jpg", b"a"), ("b.jpg", b"b"))
    read_all(session)
    session.correct(sha256(b"a"), 1, "43")
    assert session.free_oldest()
    session.take(on_disk([("a.jpg", b"a")]))
    assert names(session.waiting) == ["a.jpg"]
    read_all(session)
    assert session.held == 200
    assert session.says(sha256(b"a"), 1, "42") == "43"


def test_what_a_person_corrected_is_never_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    session = desk_of(*((f"{number}.jpg", b"%d" % number) for number in range(4)))
    read_all(session)
    session.correct(sha256(b"0"), 1, "43")
    while session.free_oldest():
        pass
    assert names(session.shown) == ["0.jpg", "3.jpg"]
    assert session.says(sha256(b"0"), 1, "42") == "43"
    assert session.dropped == 2


def test_a_result_alone_stays_however_large_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "MOST_RESULTS", 10)
    session = desk_of(("a.jpg", b"a"))
    read_all(session)
    assert session.held == 100


def test_what_waits_can_be_left_out_and_what_is_read_stays() -> None:
    session = desk_of(("a.jpg", b"a"), ("b.jpg", b"b"))
    session.finish(opened(session)[0], READ, sha256(b"a"))
    session.forget_waiting()
    assert names(session.shown) == ["a.jpg"]
    session.forget(sha256(b"a"))
    assert session.shown == []
