"""What the uploader says of files that had no room."""

from digitreader.ui.read.uploader import Uploader


def test_files_without_room_are_counted_while_a_drop_comes_in() -> None:
    uploader = Uploader()
    uploader.refuse(2, "Full.")
    uploader.refuse(1, "Full.")
    assert uploader.words == "3 files had no room. Full."


def test_it_is_said_until_another_drop_was_taken() -> None:
    uploader = Uploader()
    uploader.refuse(1, "Full.")
    uploader.empty()
    assert uploader.words == "One file had no room. Full."
    uploader.refuse(0, "")
    uploader.empty()
    assert uploader.words == ""
