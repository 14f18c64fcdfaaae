"""What all sessions hold together."""

import threading
import time

import numpy as np
import pytest
import streamlit as st
from storing import on_disk

from digitreader.output.pictured import PicturedPage
from digitreader.settings import Settings
from digitreader.ui import budget
from digitreader.ui.disk import in_memory
from digitreader.ui.draw.drawing_result import DrawingResult
from digitreader.ui.draw.drawing_session import TOO_LARGE, DrawingSession, current_session
from digitreader.ui.how import stories
from digitreader.ui.how.stories import Stories, current_stories
from digitreader.ui.how.story import Story
from digitreader.ui.read import worker
from digitreader.ui.read.fair_semaphore import FairSemaphore
from digitreader.ui.read.session_files import SessionFiles, current_files


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
        session.finish(entry, PicturedPage(picture=bytes(size)), name)


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


def told(monkeypatch: pytest.MonkeyPatch, size: int) -> Stories:
    """The stories of three photos, of so many bytes each."""
    monkeypatch.setattr(stories, "shared_networks", lambda: None)
    monkeypatch.setattr(stories, "tell", lambda *_: Story(pictures={"photo": bytes(size)}))
    found = current_stories()
    for name in (b"a", b"b", b"c"):
        found.story(in_memory(name), Settings(), None)
    return found


def drawn(strokes: int, letters: int) -> DrawingSession:
    """What was drawn in so many strokes, each described in so many letters."""
    found = current_session()
    for count in range(1, strokes + 1):
        found.take(["s" * letters] * count, b"%d" % count, lambda _: DrawingResult())
    return found


def test_every_page_counts_what_its_session_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "_holders", type(budget._holders)())
    monkeypatch.setattr(st, "session_state", {})
    files = current_files()
    read(files, "a", 50_000)
    kept, drawing = told(monkeypatch, 10_000), drawn(3, 1_000)
    assert set(budget._holders) == {files, kept, drawing}
    assert files.held == 50_000
    assert 30_000 <= kept.held < 32_000
    assert 6_000 <= drawing.held < 8_000
    assert budget.held() == files.held + kept.held + drawing.held


def test_on_every_page_the_oldest_goes_and_what_is_shown_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "_holders", type(budget._holders)())
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(budget, "MOST_IN_ALL", 0)
    files = current_files()
    for name in "abc":
        read(files, name)
    kept, drawing = told(monkeypatch, 100), drawn(3, 100)
    budget.free_memory()
    assert [len(result.picture) for _, result in files.results] == [100]
    assert kept.held == 0
    assert (len(drawing.past), drawing.drawing.count) == (1, 3)


def test_stories_and_drawings_of_one_session_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(budget, "MOST_STORIES", 3_500)
    monkeypatch.setattr(budget, "MOST_DRAWING", 10_000)
    assert len(told(monkeypatch, 1_000).told) == 2
    drawing = drawn(20, 100)
    assert drawing.held <= 10_000
    assert drawing.drawing.count == 20


def test_a_made_up_drawing_is_refused_in_a_sentence_and_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})
    drawing = drawn(1, 8_000_000)
    assert drawing.result.error == TOO_LARGE
    assert drawing.held < 1_000


def test_what_is_weighed_is_what_lies_in_it() -> None:
    assert budget.weight(np.zeros(100, np.float32)) == 400
    assert budget.weight(Story(pictures={"ink": bytes(5_000)}, crops=(bytes(100),))) in range(5_100, 5_800)
    assert budget.weight({"a": [b"12", "345"], "b": 1.0}) == 5 + budget.A_NUMBER


def test_a_photo_is_followed_in_a_slot_of_those_that_read(monkeypatch: pytest.MonkeyPatch) -> None:
    slots, free = FairSemaphore(1), []
    monkeypatch.setattr(worker, "READING_SLOTS", slots)
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(stories, "shared_networks", lambda: None)
    monkeypatch.setattr(stories, "tell", lambda *_: free.append(slots.acquire("another", 0.0)) or Story())
    Stories().story(in_memory(b"a"), Settings(), None)
    assert free == [False]
