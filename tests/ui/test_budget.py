"""What all sessions hold together."""

import threading
import time

import pytest
from storing import on_disk

from digitreader.ui import budget
from digitreader.ui.read.session_files import SessionFiles
from digitreader.ui.reader import Result


@pytest.fixture
def sessions(monkeypatch: pytest.MonkeyPatch) -> list[SessionFiles]:
    """Three sessions; the first was not seen for longest."""
    monkeypatch.setattr(budget, "_holders", type(budget._holders)())
    found = [SessionFiles(seen=time.monotonic() - 10 + number) for number in range(3)]
    for session in found:
        budget.register(session)
    return found


def read(session: SessionFiles, name: str, size: int = 100) -> None:
    session.take(on_disk([(name, name.encode())]))
    for entry in session.waiting:
        session.finish(entry, Result(picture=bytes(size)), name)


def test_results_go_first_from_who_was_not_seen_for_longest(
    sessions: list[SessionFiles], monkeypatch: pytest.MonkeyPatch
) -> None:
    for session in sessions:
        for name in "abc":
            read(session, name)
    monkeypatch.setattr(budget, "MOST_IN_ALL", 600)
    budget.free_memory()
    assert [session.held for session in sessions] == [100, 200, 300]
    assert [session.lightened for session in sessions] == [2, 1, 0]


def test_nobody_loses_the_last_result(sessions: list[SessionFiles], monkeypatch: pytest.MonkeyPatch) -> None:
    for session in sessions:
        read(session, "a")
    monkeypatch.setattr(budget, "MOST_IN_ALL", 10)
    budget.free_memory()
    assert [len(session.results) for session in sessions] == [1, 1, 1]


def test_a_session_that_has_ended_counts_no_more(sessions: list[SessionFiles]) -> None:
    read(sessions[0], "a")
    assert budget.held() == 100
    sessions.clear()
    assert budget.held() == 0


def test_sessions_never_wait_for_each_other(sessions: list[SessionFiles], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "MOST_IN_ALL", 2_000)

    def busy(session: SessionFiles) -> None:
        for number in range(60):
            read(session, f"{number}", 200)
            budget.free_memory()

    threads = [threading.Thread(target=busy, args=(session,), daemon=True) for session in sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    assert all(session.results for session in sessions)
