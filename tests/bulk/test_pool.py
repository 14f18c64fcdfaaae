"""Worker processes."""

import os
import signal
import sys
from contextlib import closing

import pytest

from digitreader.bulk.address import Address
from digitreader.bulk.chunks import Chunk
from digitreader.bulk.executor import read_all
from digitreader.bulk.pool import Pool
from digitreader.bulk.rows import Row
from digitreader.errors import BulkError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL to send")


def read(chunk):
    """Read a name as its text; some names are fatal, once or always."""
    for photo in chunk.photos:
        if photo.name == "deadly" or (photo.name == "unlucky" and not os.path.exists(photo.url)):
            open(photo.url, "w").close()
            os.kill(os.getpid(), signal.SIGKILL)
        if photo.name == "broken":
            raise RuntimeError("no networks here")
    return tuple(Row(photo.name, 1, photo.name) for photo in chunk.photos)


def read_names(names, tmp_path, workers=2):
    chunks = [Chunk(i, tuple(Address(name, str(tmp_path / name)) for name in some)) for i, some in enumerate(names)]
    with closing(Pool(read, workers)) as pool:
        rows = {chunk.number: rows for chunk, rows in read_all(chunks, pool)}
    return [[row.text or row.error for row in rows[i]] for i in range(len(names))]


def test_processes_read_all_chunks(tmp_path):
    names = [[f"{i}a", f"{i}b"] for i in range(7)]
    assert read_names(names, tmp_path) == names


def test_the_current_folder_supplies_no_module(tmp_path, monkeypatch):
    for name in ("multiprocessing", "numpy", "struct", "digitreader"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'was run')!r}, 'w')\nraise SystemExit(9)\n")
    monkeypatch.chdir(tmp_path)
    assert read_names([["a"]], tmp_path, workers=1) == [["a"]]
    assert not (tmp_path / "was run").exists()


def test_nothing_is_lost_with_a_process_that_is_killed(tmp_path):
    names = [["a", "b"], ["c", "unlucky"], ["d", "e"], ["f"]]
    assert read_names(names, tmp_path) == names
    assert (tmp_path / "unlucky").exists()


def test_a_photo_that_kills_its_process_each_time_becomes_a_row(tmp_path):
    (good, bad, other), more = read_names([["a", "deadly", "b"], ["c"]], tmp_path, workers=1)
    assert (good, other, more) == ("a", "b", ["c"])
    assert "ended the worker" in bad


def test_a_photo_that_kills_the_first_process_of_all_becomes_a_row_too(tmp_path):
    assert "ended the worker" in read_names([["deadly"]], tmp_path, workers=1)[0][0]


def die(chunk):
    """Die before there is a photo to blame."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_processes_that_end_before_they_can_read_are_not_started_for_ever():
    with closing(Pool(die, 1)) as pool, pytest.raises(BulkError, match="before they can read"):
        list(read_all([Chunk(0, (Address("a", "a"), Address("b", "b")))], pool))


def test_what_no_worker_can_do_is_an_error_and_not_a_row(tmp_path):
    with pytest.raises(BulkError, match="no networks here"):
        read_names([["a"], ["broken"]], tmp_path)
