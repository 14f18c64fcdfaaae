"""What the server does with uploads before a page sees them."""

import time

import pytest
from starlette.exceptions import HTTPException
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from digitreader.ui import disk, upload_manager
from digitreader.ui.disk import Disk
from digitreader.ui.upload_manager import UploadManager, adopt


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> UploadManager:
    """A manager with a disk of its own: what an earlier test let go counts until its garbage is collected."""
    monkeypatch.setattr(upload_manager, "DISK", Disk())
    return adopt(MemoryUploadedFileManager("/upload"))


def upload(name: str, data: bytes = b"photo") -> UploadedFileRec:
    return UploadedFileRec(name, f"{name}.jpg", "image/jpeg", data)


def test_the_server_holds_no_bytes_of_an_upload_in_memory(manager: UploadManager) -> None:
    manager.add_file("anna", upload("a"))
    assert [(file.name, file.data) for file in manager.get_files("anna", ["a"])] == [("a.jpg", b"")]
    stored = manager.stored("anna", "a")
    assert stored is not None
    assert stored.read() == b"photo"


def test_what_came_before_the_first_page_was_shown_goes_to_the_disk_too() -> None:
    manager = MemoryUploadedFileManager("/upload")
    manager.add_file("anna", upload("a"))
    ours = adopt(manager)
    assert ours is manager
    assert ours.get_files("anna", ["a"])[0].data == b""
    stored = ours.stored("anna", "a")
    assert stored is not None
    assert stored.read() == b"photo"


def test_an_upload_without_room_is_refused_and_counted(manager: UploadManager, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "MOST_A_SESSION", 8)
    manager.add_file("anna", upload("a"))
    for name in "bc":
        with pytest.raises(HTTPException) as refusal:
            manager.add_file("anna", upload(name))
        assert refusal.value.status_code == 413
    assert manager.refused("anna") == (2, disk.TOO_MUCH)
    assert manager.refused("anna") == (0, "")


def test_a_page_keeps_what_it_took_when_the_server_lets_it_go(manager: UploadManager) -> None:
    manager.add_file("anna", upload("a"))
    taken = manager.stored("anna", "a")
    manager.remove_file("anna", "a")
    assert taken is not None
    assert taken.read() == b"photo"
    del taken
    assert upload_manager.DISK.held == 0


def test_who_leaves_leaves_nothing_behind(manager: UploadManager) -> None:
    for name in "abc":
        manager.add_file("anna", upload(name))
    manager.remove_session_files("anna")
    assert upload_manager.DISK.held == 0


def test_uploads_that_no_page_takes_are_let_go_when_no_more_come(
    manager: UploadManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.monotonic()
    manager.add_file("anna", upload("a"))
    manager.let_unclaimed_go()
    assert upload_manager.DISK.held == 5
    monkeypatch.setattr(upload_manager.time, "monotonic", lambda: now + upload_manager.UNCLAIMED + 1)
    manager.let_unclaimed_go()
    assert upload_manager.DISK.held == 0
