"""What all sessions hold together."""

import threading
import time

import pytest

from digitreader.output.pictured import PicturedPage
from digitreader.ui.read import memory_budget
from digitreader.ui.read.session_files import SessionFiles


@pytest.fixture
def sessions(monkeypatch: pytest.MonkeyPatch) -> list[SessionFiles]:
    """Three sessions; the first was not seen for longest."""
    monkeypatch.setattr(memory_budget, "_holders", type(memory_budget._holders)())
    found = [SessionFiles(seen=time.monotonic() - 10 + number) for number in range(3)]
    for session in found:
        memory_budget.register(session)
    return found


def read(session: SessionFiles, name: str, size: int = 100) -> None:
    session.take([(name, name.encode())])
    for entry in session.waiting:  # none where there was no room
        session.finish(entry, PicturedPage(picture=bytes(size)), name)


def test_results_go_first_from_who_was_not_seen_for_longest(
    sessions: list[SessionFiles], monkeypatch: pytest.MonkeyPatch
) -> None:
    for session in sessions:
        for name in "abc":
            read(session, name)
    monkeypatch.setattr(memory_budget, "MOST_IN_ALL", 600)
    memory_budget.free_memory()
    assert [len(session.results) for session in sessions] == [1, 2, 3]
    assert [session.dropped for session in sessions] == [2, 1, 0]


def test_nobody_loses_the_last_result(sessions: list[SessionFiles], monkeypatch: pytest.MonkeyPatch) -> None:
    for session in sessions:
        read(session, "a")
    monkeypatch.setattr(memory_budget, "MOST_IN_ALL", 10)
    memory_budget.free_memory()
    assert [len(session.results) for session in sessions] == [1, 1, 1]


def test_a_file_is_sent_away_while_the_others_hold_too_much(
    sessions: list[SessionFiles], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory_budget, "MOST_IN_ALL", 10)
    sessions[0].take([("a.jpg", bytes(8))])
    sessions[1].take([("b.jpg", bytes(9))])
    assert "Many people" in sessions[1].results[0][1].error
    sessions[0].clear()
    sessions[1].take([("b.jpg", bytes(9))])
    assert len(sessions[1].waiting) == 1


def test_who_was_not_seen_for_long_makes_room_for_new_files(
    sessions: list[SessionFiles], monkeypatch: pytest.MonkeyPatch
) -> None:
    for session in sessions[:2]:
        for name in "ab":
            read(session, name)
    sessions[0].seen -= memory_budget.FORGOTTEN
    monkeypatch.setattr(memory_budget, "MOST_IN_ALL", 400)
    sessions[2].take([("c.jpg", bytes(90))])
    assert [len(session.results) for session in sessions] == [1, 2, 0]
    assert len(sessions[2].waiting) == 1


def test_a_session_that_has_ended_counts_no_more(sessions: list[SessionFiles]) -> None:
    sessions[0].take([("a.jpg", bytes(8))])
    assert memory_budget._held() == 8
    sessions.clear()
    assert memory_budget._held() == 0


def test_sessions_never_wait_for_each_other(sessions: list[SessionFiles], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_budget, "MOST_IN_ALL", 2_000)

    def busy(session: SessionFiles) -> None:
        for number in range(60):
            read(session, f"{number}", 200)
            memory_budget.free_memory()

    threads = [threading.Thread(target=busy, args=(session,), daemon=True) for session in sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    assert all(session.results for session in sessions)
