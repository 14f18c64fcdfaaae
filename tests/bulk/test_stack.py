"""The story of a stack."""

import os
import shutil
import signal
import subprocess
import sys
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from handwriting import photo_of
from packed import zipped
from stacks import expected, make_stack, read_alone, seen, table

from digitreader.bulk.address import Address
from digitreader.bulk.parts import Parts
from digitreader.bulk.reader import read_bytes
from digitreader.bulk.stack import Stack, read_stack
from digitreader.cli.main import main
from digitreader.errors import BulkError, OutputError, TooLarge, UnknownFormat
from digitreader.recognition.model_files import model_folder

RUN = [sys.executable, "-m", "digitreader.cli", "bulk"]


@pytest.fixture
def folder(tmp_path):
    return make_stack(tmp_path / "photos")


def stop_after(chunks, monkeypatch):
    """Interrupt the run after so many chunks were kept."""
    keep, kept = Parts.keep, []

    def stop(self, chunk, rows):
        if len(kept) == chunks:
            raise KeyboardInterrupt
        keep(self, chunk, rows)
        kept.append(chunk)

    monkeypatch.setattr(Parts, "keep", stop)


def test_a_folder_becomes_a_table_with_a_row_a_line_and_a_reason_for_what_is_no_photo(folder, tmp_path, capsys):
    out = tmp_path / "t.csv"
    assert main(["bulk", str(folder), "--out", str(out), "--workers", "0"]) == 0
    assert sorted(seen(out)) == expected(folder)
    reasons = {row["file"]: row["error"] for row in table(out) if row["error"]}
    assert list(reasons) == [str(folder / "0-3-bad.jpg")]
    assert "JPG or PNG" in reasons[str(folder / "0-3-bad.jpg")]
    assert all(0 < float(row["confidence"]) <= 1 for row in table(out) if row["line"])
    assert "9 photos, 9 lines of writing, 1 could not be read" in capsys.readouterr().out
    assert not Parts(out).folder.exists()


def test_processes_make_the_table_that_one_process_makes(folder, tmp_path):
    alone = read_alone(folder, tmp_path / "alone.csv")
    read_stack(Stack((str(folder),), tmp_path / "pool.csv", chunk=2), workers=2)
    assert (tmp_path / "pool.csv").read_bytes() == alone


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL to send")
def test_a_run_that_was_killed_goes_on_where_it_stopped(tmp_path):
    folder = make_stack(tmp_path / "photos", copies=4)
    alone = read_alone(folder, tmp_path / "alone.csv")
    out = tmp_path / "t.csv"
    command = [*RUN, str(folder), "--out", str(out), "--workers", "1", "--chunk", "2"]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    parts = Parts(out)
    while not parts.read() and running.poll() is None:
        time.sleep(0.01)
    running.kill()
    running.wait()
    done = parts.read()
    assert done, "it was to be killed half-way"
    assert not out.exists()
    stamps = {path: path.stat().st_mtime_ns for path in parts.folder.glob("part-*.jsonl")}
    again = subprocess.run(command, capture_output=True, text=True, check=True)
    assert f"going on: {2 * len(stamps)} of 33 photos" in again.stderr
    assert out.read_bytes() == alone
    assert len({row["file"] for row in table(out)}) == 33


def test_a_run_that_is_interrupted_keeps_what_it_read(folder, tmp_path, monkeypatch):
    out = tmp_path / "t.csv"
    stack = Stack((str(folder),), out, chunk=1)
    stop_after(3, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        read_stack(stack, workers=0)
    monkeypatch.undo()
    assert Parts(out).read() == {0, 1, 2}
    assert "9 photos" in read_stack(stack, workers=0)
    assert sorted(seen(out)) == expected(folder)


def test_a_table_that_is_there_is_not_overwritten(folder, tmp_path):
    out = tmp_path / "t.csv"
    out.write_text("precious")
    with pytest.raises(OutputError, match="there already"):
        read_stack(Stack((str(folder),), out), workers=0)
    assert out.read_text() == "precious"


def test_a_run_that_was_killed_at_its_very_end_is_complete(folder, tmp_path, monkeypatch):
    stack = Stack((str(folder),), tmp_path / "t.csv")
    with monkeypatch.context() as patch:
        patch.setattr(Parts, "remove", lambda self: None)
        read_stack(stack, workers=0)
    assert "complete" in read_stack(stack, workers=0)
    assert not Parts(stack.out).folder.exists()
    assert sorted(seen(stack.out)) == expected(folder)


def test_what_two_different_runs_read_is_not_mixed(folder, tmp_path, monkeypatch):
    out = tmp_path / "t.csv"
    stop_after(0, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        read_stack(Stack((str(folder),), out), workers=0)
    monkeypatch.undo()
    with pytest.raises(BulkError, match="other photos"):
        read_stack(Stack((str(tmp_path),), out), workers=0)
    other = shutil.copytree(model_folder(), tmp_path / "model")
    (other / "lines.json").write_text((other / "lines.json").read_text() + "\n")
    with pytest.raises(BulkError, match="other networks"):
        read_stack(Stack((str(folder),), out, model=other), workers=0)


def test_nothing_is_left_behind_where_there_is_nothing_to_read(tmp_path, capsys):
    assert main(["bulk", str(tmp_path / "gone"), "--out", str(tmp_path / "t.csv")]) == 4
    assert "gone" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_photos_in_a_zip_are_read_and_damaged_ones_have_their_reason(tmp_path):
    path = tmp_path / "stack.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.png", photo_of(["42"]))
        archive.writestr("b.png", b"PNG" * 99)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"PNG" * 99, b"PNG" * 98 + b"GNP"))  # its checksum is wrong now
    read_stack(Stack((str(path),), tmp_path / "t.csv"), workers=0)
    good, bad = table(tmp_path / "t.csv")
    assert (good["file"], good["text"]) == (f"zip://a.png::{path}", "42")
    assert "damaged inside its ZIP" in bad["error"]


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_bomb_that_cannot_be_unpacked_within_bounds_is_refused(packing, tmp_path):
    path = tmp_path / "bomb.zip"
    path.write_bytes(zipped({"a.png": bytes(20_000_000)}, packing))
    assert path.stat().st_size < 100_000
    tracemalloc.start()
    with pytest.raises(UnknownFormat, match="packed in an unusual way"):
        read_bytes(Address("a.png", str(path), "a.png"), 1_000)
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_a_photo_that_grows_too_large_in_its_zip_is_refused(tmp_path):
    path = tmp_path / "bomb.zip"
    path.write_bytes(zipped({"a.png": bytes(30_000_000)}))
    with pytest.raises(TooLarge, match="2 MB when it is unpacked"):
        read_bytes(Address("a.png", str(path), "a.png"), 2_000_000)


def test_photos_at_an_address_are_read(tmp_path):
    fsspec = pytest.importorskip("fsspec", reason="the extra bulk is not installed")
    fsspec.filesystem("memory").pipe({"/bulk/a.png": photo_of(["42"]), "/bulk/b.png": photo_of(["7", "31"])})
    read_stack(Stack(("memory://bulk",), tmp_path / "t.csv"), workers=0)
    assert seen(tmp_path / "t.csv") == [
        ("memory:///bulk/a.png", "1", "42"),
        ("memory:///bulk/b.png", "1", "7"),
        ("memory:///bulk/b.png", "2", "31"),
    ]


def test_a_file_of_a_list_that_is_not_there_has_its_reason(tmp_path):
    (tmp_path / "a.png").write_bytes(photo_of(["42"]))
    (tmp_path / "list.txt").write_text(f"{tmp_path / 'gone.png'}\n{tmp_path / 'a.png'}\n{tmp_path}\n")
    read_stack(Stack((str(tmp_path / "list.txt"),), tmp_path / "t.csv"), workers=0)
    gone, good, folder = table(tmp_path / "t.csv")
    assert (gone["error"], good["text"]) == ("There is no such file. Check its name and folder.", "42")
    assert "folder" in folder["error"]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to look for processes")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_workers_do_not_outlive_the_run_that_started_them(tmp_path, end):
    folder = make_stack(tmp_path / "photos", copies=4)
    command = [*RUN, str(folder), "--out", str(tmp_path / "t.csv"), "--workers", "1", "--chunk", "1"]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while not Parts(tmp_path / "t.csv").read() and running.poll() is None:
        time.sleep(0.01)
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
    running.send_signal(end)
    assert running.wait(20) == (143 if end == signal.SIGTERM else -end)
    assert children
    until = time.monotonic() + 20
    while any(Path(f"/proc/{child}/cmdline").exists() for child in children) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [child for child in children if Path(f"/proc/{child}/cmdline").exists()]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
def test_a_pipe_in_a_folder_is_a_row_with_its_reason_and_stops_nothing(tmp_path):
    folder = tmp_path / "photos"
    folder.mkdir()
    os.mkfifo(folder / "a.jpg")
    (folder / "b.png").write_bytes(photo_of(["42"]))
    read_stack(Stack((str(folder),), tmp_path / "t.csv"), workers=0)
    pipe, good = table(tmp_path / "t.csv")
    assert good["text"] == "42"
    assert "a pipe, a socket or a device" in pipe["error"]


@pytest.mark.parametrize("write", ["_to_csv", "_to_parquet"])
def test_a_disk_that_is_full_when_the_table_is_written_is_told_in_a_sentence(write, folder, tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"digitreader.bulk.table.{write}", full)
    out = tmp_path / ("t.csv" if write == "_to_csv" else "t.parquet")
    stack = Stack((str(folder),), out, chunk=3)
    with pytest.raises(OutputError, match=r"No space left on device.*same command again"):
        read_stack(stack, workers=0)
    monkeypatch.undo()
    assert len(Parts(out).read()) == 3
    assert "9 photos" in read_stack(stack, workers=0)


def test_help_of_bulk_loads_nothing_heavy():
    code = (
        "import sys, digitreader.cli.main as c\ntry: c.main(['bulk', '--help'])\nexcept SystemExit: print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"numpy", "cv2", "fsspec", "pyarrow", "distributed"} & set(done.stdout.splitlines()[-1].split())
