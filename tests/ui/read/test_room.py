"""What all sessions hold together."""

import threading
import time

import pytest

from digitreader.ui.read import room
from digitreader.ui.read.session import Desk
from digitreader.ui.reader import Result


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> list[Desk]:
    """Three sessions; the first was not seen for longest."""
    monkeypatch.setattr(room, "_holders", type(room._holders)())
    found = [Desk(seen=time.monotonic() - 10 + number) for number in range(3)]
    for desk in found:
        room.enter(desk)
    return found


def read(desk: Desk, name: str, size: int = 100) -> None:
    desk.take([(name, name.encode())])
    for entry in desk.waiting:  # none where there was no room
        desk.finish(entry, Result(picture=bytes(size)), name)


def test_results_go_first_from_who_was_not_seen_for_longest(desks: list[Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    for desk in desks:
        for name in "abc":
            read(desk, name)
    monkeypatch.setattr(room, "MOST_IN_ALL", 600)
    room.make_room()
    assert [len(desk.results) for desk in desks] == [1, 2, 3]
    assert [desk.dropped for desk in desks] == [2, 1, 0]


def test_nobody_loses_the_last_result(desks: list[Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    for desk in desks:
        read(desk, "a")
    monkeypatch.setattr(room, "MOST_IN_ALL", 10)
    room.make_room()
    assert [len(desk.results) for desk in desks] == [1, 1, 1]


def test_a_file_is_sent_away_while_the_others_hold_too_much(desks: list[Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_IN_ALL", 10)
    desks[0].take([("a.jpg", bytes(8))])
    desks[1].take([("b.jpg", bytes(9))])
    assert "Many people" in desks[1].results[0][1].error
    desks[0].clear()
    desks[1].take([("b.jpg", bytes(9))])
    assert len(desks[1].waiting) == 1


def test_who_was_not_seen_for_long_makes_room_for_new_files(desks: list[Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    for desk in desks[:2]:
        for name in "ab":
            read(desk, name)
    desks[0].seen -= room.FORGOTTEN
    monkeypatch.setattr(room, "MOST_IN_ALL", 400)
    desks[2].take([("c.jpg", bytes(90))])
    assert [len(desk.results) for desk in desks] == [1, 2, 0]
    assert len(desks[2].waiting) == 1


def test_a_session_that_has_ended_counts_no_more(desks: list[Desk]) -> None:
    desks[0].take([("a.jpg", bytes(8))])
    assert room._held() == 8
    desks.clear()
    assert room._held() == 0


def test_sessions_never_wait_for_each_other(desks: list[Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_IN_ALL", 2_000)

    def busy(desk: Desk) -> None:
        for number in range(60):
            read(desk, f"{number}", 200)
            room.make_room()

    threads = [threading.Thread(target=busy, args=(desk,), daemon=True) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    assert all(desk.results for desk in desks)
