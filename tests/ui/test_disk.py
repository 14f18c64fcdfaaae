"""Uploads on disk: what they take, and when they are gone."""

import hashlib
from pathlib import Path

import pytest

from digitreader.ui import disk
from digitreader.ui.disk import Disk, NoRoom


def test_a_file_is_read_as_it_was_stored() -> None:
    stored = Disk().store(b"\xff\xd8photo", "anna")
    assert (stored.read(), stored.read(2), stored.size) == (b"\xff\xd8photo", b"\xff\xd8", 7)
    assert stored.sha256 == hashlib.sha256(b"\xff\xd8photo").hexdigest()


def test_a_file_has_no_name_that_anybody_could_find(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "folder", lambda: tmp_path)
    stored = Disk().store(b"photo", "anna")
    assert list(tmp_path.iterdir()) == []
    assert stored.read() == b"photo"


def test_a_file_that_nobody_refers_to_is_gone_and_counts_no_more() -> None:
    found = Disk()
    stored = found.store(b"photo", "anna")
    file = stored._file
    assert found.held == 5
    del stored
    assert (found.held, file.closed) == (0, True)


def test_a_session_is_told_how_much_may_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "MOST_A_SESSION", 10)
    found = Disk()
    kept = [found.store(bytes(6), "anna"), found.store(bytes(6), "ben")]
    with pytest.raises(NoRoom, match="Upload the rest when these have been read") as refusal:
        found.store(bytes(5), "anna")
    assert refusal.value.status == 413
    assert len(kept) == 2


@pytest.mark.parametrize(
    ("bound", "value"),
    [("MOST_IN_ALL", 10), ("MOST_FILES_IN_ALL", 1), ("SPARE", 10**18)],
    ids=["bytes", "files", "disk"],
)
def test_who_comes_when_all_is_full_is_asked_to_come_again(
    bound: str, value: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Disk()
    first = found.store(bytes(6), "anna")
    monkeypatch.setattr(disk, bound, value)
    with pytest.raises(NoRoom, match="again in a minute") as refusal:
        found.store(bytes(5), "ben")
    assert refusal.value.status == 429
    assert found.held == first.size


def test_many_small_files_are_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "MOST_FILES_A_SESSION", 2)
    found = Disk()
    kept = [found.store(b"1", "anna"), found.store(b"2", "anna")]
    with pytest.raises(NoRoom):
        found.store(b"3", "anna")
    kept.pop()
    assert found.store(b"3", "anna").read() == b"3"


def test_a_disk_that_is_full_loses_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Disk()

    def full(data: bytes) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(disk, "_written", full)
    with pytest.raises(NoRoom) as refusal:
        found.store(b"photo", "anna")
    assert (refusal.value.status, found.held) == (507, 0)
