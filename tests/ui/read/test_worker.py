"""The thread that reads a stack: cancelled, left alone, looked at, and given what is broken."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from packed import picture, with_password, zipped
from storing import on_disk

from digitreader.errors import UnknownFormat
from digitreader.intake.containers import Part
from digitreader.intake.sandbox import GivenUp
from digitreader.output.pictured import PicturedPage
from digitreader.ui.read import worker as loop
from digitreader.ui.read.session_files import SessionFiles
from digitreader.ui.read.worker import Worker
from digitreader.ui.reader import OUR_FAULT

PATIENCE = 20  # seconds; a busy machine with two cores


class Reader:
    """Reads bytes as their own text; where it is held, only as many as it is allowed."""

    def __init__(self, held: bool = False) -> None:
        self.seen: list[bytes] = []
        self.begun = threading.Semaphore(0)
        self.allowed = threading.Semaphore(0)
        self.held = held

    def __call__(self, data: bytes) -> PicturedPage:
        self.begun.release()
        if self.held:
            assert self.allowed.acquire(timeout=PATIENCE)
        self.seen.append(data)
        if data == b"refused":
            raise UnknownFormat("This is not a photo.")
        if data == b"breaks":
            raise MemoryError
        return PicturedPage()

    def free(self) -> None:
        self.held = False
        for _ in range(100):
            self.allowed.release()


@pytest.fixture
def held() -> Iterator[Reader]:
    reader = Reader(held=True)
    yield reader
    reader.free()


def stack(*names: str) -> Worker:
    session = SessionFiles()
    session.take(on_disk([(name, name.encode()) for name in names]))
    return Worker(session)


def errors(worker: Worker) -> dict[str, str]:
    return {entry.names[0]: result.error for entry, result in worker.session.results}


def test_a_stack_is_read_in_its_order_and_the_thread_ends() -> None:
    worker, read = stack("a", "b", "c"), Reader()
    assert worker.start(read)
    assert worker.wait(PATIENCE)
    assert read.seen == [b"a", b"b", b"c"]
    assert not worker.running
    assert not [thread for thread in threading.enumerate() if thread.name == "reading"]


@pytest.mark.parametrize(("bad", "reason"), [("refused", "This is not a photo."), ("breaks", OUR_FAULT)])
def test_a_bad_file_half_way_spoils_no_other(bad: str, reason: str) -> None:
    worker = stack("a", bad, "c")
    worker.start(Reader())
    assert worker.wait(PATIENCE)
    assert errors(worker) == {"a": "", bad: reason, "c": ""}


def test_a_bad_archive_half_way_spoils_no_other() -> None:
    worker = stack("a", "c")
    locked = with_password(zipped({"x.png": picture()}))
    worker.session.take(on_disk([("cut.zip", zipped({"x.png": picture()})[:40]), ("locked.zip", locked), ("b", b"b")]))
    worker.start(Reader())
    assert worker.wait(PATIENCE)
    found = errors(worker)
    assert list(found) == ["cut.zip", "locked.zip/x.png", "b", "a", "c"]
    assert "damaged" in found["cut.zip"]
    assert "password" in found["locked.zip/x.png"]
    assert [found[name] for name in "bac"] == ["", "", ""]


def test_cancelling_ends_after_the_photo_in_hand_and_keeps_what_is_done(held: Reader) -> None:
    worker = stack("a", "b", "c")
    worker.start(held)
    held.allowed.release()
    assert held.begun.acquire(timeout=PATIENCE)
    assert held.begun.acquire(timeout=PATIENCE)  # b is in hand
    worker.stop()
    held.allowed.release()
    assert worker.wait(PATIENCE)
    assert held.seen == [b"a", b"b"]
    assert list(errors(worker)) == ["a", "b"]
    assert not worker.start(held)  # what was stopped stays so


def test_going_on_reads_the_rest_and_nothing_twice(held: Reader) -> None:
    worker = stack("a", "b", "c")
    worker.start(held)
    assert held.begun.acquire(timeout=PATIENCE)
    worker.stop()
    held.free()
    assert worker.wait(PATIENCE)
    worker.go_on()
    worker.start(held)
    assert worker.wait(PATIENCE)
    assert held.seen == [b"a", b"b", b"c"]


def test_running_the_page_again_half_way_neither_loses_nor_repeats(held: Reader) -> None:
    worker = stack("a", "b", "c")
    assert worker.start(held)
    assert held.begun.acquire(timeout=PATIENCE)
    assert not any(worker.start(held) for _ in range(5))
    worker.session.take(on_disk([("d", b"d")]))
    assert not worker.start(held)
    held.free()
    assert worker.wait(PATIENCE)
    assert sorted(held.seen) == [b"a", b"b", b"c", b"d"]


def test_starting_over_half_way_leaves_nothing_behind(held: Reader) -> None:
    worker = stack("a", "b")
    worker.start(held)
    assert held.begun.acquire(timeout=PATIENCE)
    worker.session.clear()
    held.free()
    assert worker.wait(PATIENCE)
    assert held.seen == [b"a"]
    assert worker.session.results == []


def test_a_session_that_nobody_looks_at_is_read_no_further_and_goes_on_later() -> None:
    worker, read = stack("a", "b"), Reader()
    worker.session.seen = time.monotonic() - loop.ABANDONED - 1
    worker.start(read)
    assert worker.wait(PATIENCE)
    assert read.seen == []
    worker.session.seen = time.monotonic()
    worker.start(read)
    assert worker.wait(PATIENCE)
    assert read.seen == [b"a", b"b"]


def test_no_more_photos_are_read_at_a_time_than_there_are_seats(held: Reader) -> None:
    workers = [stack(f"{number}") for number in range(5)]
    for worker in workers:
        worker.start(held)
    for _ in range(2):
        assert held.begun.acquire(timeout=PATIENCE)
    assert not held.begun.acquire(timeout=0.6)
    held.free()
    assert all(worker.wait(PATIENCE) for worker in workers)
    assert len(held.seen) == 5


def test_who_waits_for_a_seat_can_cancel_too(held: Reader) -> None:
    first = [stack("a"), stack("b")]
    for worker in first:
        worker.start(held)
        assert held.begun.acquire(timeout=PATIENCE)
    late = stack("c")
    late.start(held)
    late.stop()
    assert late.wait(1.5)
    assert [entry.names[0] for entry in late.session.waiting] == ["c"]


def test_progress_tells_the_turn_and_the_time_left(held: Reader) -> None:
    worker = stack("a", "b", "c")
    worker.start(held)
    assert held.begun.acquire(timeout=PATIENCE)
    first = worker.progress
    assert (first.name, first.done, first.left, first.seconds) == ("a", 0, 3, None)
    held.allowed.release()
    assert held.begun.acquire(timeout=PATIENCE)
    second = worker.progress
    assert (second.name, second.done, second.left) == ("b", 1, 2)
    assert second.seconds is not None


def test_a_server_that_ends_waits_for_the_photo_in_hand_only() -> None:
    script = (
        "import time\n"
        "from digitreader.ui.disk import DISK\n"
        "from digitreader.ui.read.session_files import SessionFiles\n"
        "from digitreader.ui.read.worker import Worker\n"
        "from digitreader.output.pictured import PicturedPage\n"
        "session = SessionFiles()\n"
        "session.take([(str(n), DISK.store(b'%d' % n, '')) for n in range(500)])\n"
        "Worker(session).start(lambda data: time.sleep(0.2) or PicturedPage())\n"
    )
    assert subprocess.run([sys.executable, "-c", script], timeout=PATIENCE, check=False).returncode == 0


def test_who_finds_every_seat_taken_is_told_so_and_is_read_in_the_end(held: Reader) -> None:
    others = [stack("a.jpg"), stack("b.jpg")]
    for other in others:
        assert other.start(held)
        assert held.begun.acquire(timeout=PATIENCE)
    late = stack("c.jpg")
    assert late.start(held)
    deadline = time.monotonic() + PATIENCE
    while not late.progress.held_up and time.monotonic() < deadline:
        time.sleep(0.02)
    assert late.progress.held_up
    assert not any(other.progress.held_up for other in others)
    assert late.progress.queued == 1
    held.free()
    assert late.wait(PATIENCE)
    assert b"c.jpg" in held.seen


def pages(monkeypatch: pytest.MonkeyPatch, draw: Callable[..., bytes]) -> Worker:
    """A worker whose one file is a PDF of two pages; `draw` draws them."""
    parts = [Part(f"page {page}", "pdf", page) for page in range(2)]
    monkeypatch.setattr(loop, "list_parts", lambda *_, **__: parts)
    monkeypatch.setattr(loop, "take_out", draw)
    return stack("%PDF-1.7")


def test_a_pdf_is_drawn_though_every_seat_is_taken_and_its_pages_are_read_once_each(
    monkeypatch: pytest.MonkeyPatch, held: Reader
) -> None:
    others, drawn = [stack("a"), stack("b")], threading.Event()
    for other in others:
        other.start(held)
        assert held.begun.acquire(timeout=PATIENCE)
        assert not other.progress.held_up

    def draw(_data: bytes, part: Part, **_: object) -> bytes:
        drawn.set()
        return part.name.encode()

    worker = pages(monkeypatch, draw)
    worker.start(held)
    assert drawn.wait(PATIENCE)
    held.free()
    assert worker.wait(PATIENCE)
    assert all(other.wait(PATIENCE) for other in others)
    assert sorted(held.seen) == [b"a", b"b", b"page 0", b"page 1"]


def test_a_page_that_nobody_wants_any_more_is_dropped_and_drawn_when_they_do(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, read = threading.Event(), Reader()

    def draw(_data: bytes, part: Part, given_up: Callable[[], bool]) -> bytes:
        begun.set()
        while not allowed.wait(0.01):
            if given_up():
                raise GivenUp
        return part.name.encode()

    allowed = threading.Event()
    worker = pages(monkeypatch, draw)
    worker.start(read)
    assert begun.wait(PATIENCE)
    worker.stop()
    assert worker.wait(PATIENCE)
    assert errors(worker) == {}
    allowed.set()
    worker.go_on()
    worker.start(read)
    assert worker.wait(PATIENCE)
    assert read.seen == [b"page 0", b"page 1"]
