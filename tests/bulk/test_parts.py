"""What a run has done so far."""

import sys
from dataclasses import replace

import pytest

from digitreader.bulk.address import Address
from digitreader.bulk.parts import Parts, Plan
from digitreader.bulk.rows import Row
from digitreader.errors import OutputError

PHOTOS = [Address(f"{i}.jpg", f"/photos/{i}.jpg") for i in range(5)]
PLAN = Plan(("photos",), "networks", chunk=2, photos=5)


@pytest.fixture
def parts(tmp_path):
    parts = Parts(tmp_path / "table.csv")
    with parts.held():
        parts.begin(PLAN, PHOTOS)
        yield parts


def rows(*names):
    return tuple(Row(name, 1, "12", 0.5, 1) for name in names)


def test_the_plan_is_read_back_as_it_was_written(parts):
    assert parts.begun
    assert parts.plan() == PLAN
    assert [photo for chunk in parts.unread() for photo in chunk.photos] == PHOTOS


def test_only_what_was_not_kept_is_read_again(parts):
    first, second, third = parts.unread()
    parts.keep(second, rows("2.jpg", "3.jpg"))
    assert list(parts.unread()) == [first, third]
    assert parts.read() == {1}


def test_rows_come_in_the_order_of_the_plan_whatever_was_read_first(parts):
    first, second, third = parts.unread()
    for chunk in (third, first, second):
        parts.keep(chunk, rows(*(photo.name for photo in chunk.photos)))
    assert list(parts.rows()) == list(rows(*(photo.name for photo in PHOTOS)))


def test_a_part_that_was_being_written_when_the_run_was_killed_is_no_part(parts):
    (parts.folder / "part-00000001.aside").write_text('["2.jpg", 1, "1')
    assert parts.read() == set()
    assert len(list(parts.unread())) == 3


def test_names_that_are_no_text_and_rows_without_a_line_survive(parts, tmp_path):
    odd = Parts(tmp_path / "odd.csv")
    with odd.held():
        odd.begin(replace(PLAN, photos=1), [Address("\\xff.png", "/photos/\udcff.png")])
        (chunk,) = odd.unread()
        assert chunk.photos[0].url == "/photos/\udcff.png"
        odd.keep(chunk, (Row("\\xff.png", error="Zerstört."),))
        assert list(odd.rows()) == [Row("\\xff.png", None, "", None, 0, "Zerstört.")]


def test_two_runs_do_not_write_the_same_table_at_once(parts, tmp_path):
    pytest.importorskip("fcntl", reason="Windows has no such locks")
    with pytest.raises(OutputError, match="Another run"), Parts(tmp_path / "table.csv").held():
        pass


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    with pytest.raises(OutputError, match="gone"), Parts(tmp_path / "gone" / "table.csv").held():
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few users make links")
@pytest.mark.parametrize("link", ["table.csv.parts", "table.csv.parts/lock"])
def test_a_link_that_somebody_laid_leads_nowhere(link, tmp_path):
    precious = tmp_path / "precious"
    (tmp_path / "table.csv.parts").mkdir()
    if link.endswith("lock"):
        precious.write_text("old")
    else:
        (tmp_path / "table.csv.parts").rmdir()
        precious.mkdir()
    (tmp_path / link).symlink_to(precious)
    with pytest.raises(OutputError, match="link"), Parts(tmp_path / "table.csv").held():
        pass
    assert list(precious.iterdir()) == [] if precious.is_dir() else precious.read_text() == "old"


def test_a_full_disk_is_told_in_a_sentence_and_what_was_read_is_kept(parts, monkeypatch):
    first, second, _ = parts.unread()
    parts.keep(first, rows("0.jpg", "1.jpg"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match=r"No space left on device.*same command again"):
        parts.keep(second, rows("2.jpg", "3.jpg"))
    assert parts.read() == {0}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_only_who_started_the_run_may_look_into_the_folder_whose_plan_has_the_addresses(parts):
    assert parts.folder.stat().st_mode & 0o077 == 0
