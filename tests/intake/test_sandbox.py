"""Child processes are isolated, and each of their limits holds."""

import io
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from odd_jpegs import page
from odd_others import heic
from packed import pdf
from PIL import Image

from digitreader.errors import UnknownFormat
from digitreader.intake import heic as heic_module
from digitreader.intake import pdf as pdf_module
from digitreader.intake.pdf import count_pages, draw_page
from digitreader.intake.photo import open_photo
from digitreader.intake.sandbox import (
    ChildFailed,
    ChildNotLoaded,
    ChildTimedOut,
    ChildTooLarge,
    ChildTooSlow,
    GivenUp,
    run_child,
)
from digitreader.settings.intake import ChildLimits

LIMITS = ChildLimits(memory=100_000_000, processor=5, clock=60)
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows limits the clock alone")


@pytest.fixture
def program(tmp_path):
    """Writes a child program with this body."""

    def write(body: str) -> Path:
        path = tmp_path / "program.py"
        path.write_text(f"import os, sys, time\ndef main(arguments):\n    {body}\n")
        return path

    return write


def test_a_child_reads_its_data_and_its_arguments_and_answers(program):
    child = program("sys.stdout.write(sys.stdin.read() + ' '.join(arguments))")
    answer = run_child(child, b"data ", LIMITS, 7, "words")
    assert answer.output == b"data 7 words"
    assert 0 < answer.seconds < LIMITS.processor


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent is gone")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_a_child_ends_with_its_parent_however_that_ends(program, tmp_path, end):
    child = program(f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); time.sleep(60)")
    code = (
        "import sys\nfrom pathlib import Path\nfrom digitreader.intake.sandbox import run_child\n"
        "from digitreader.settings.intake import ChildLimits\n"
        "run_child(Path(sys.argv[1]), b'', ChildLimits(memory=100_000_000, processor=5, clock=60))"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(child)])
    number = wait_for(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text())
    assert number, "the child never began"
    parent.send_signal(end)
    parent.wait()
    command = Path(f"/proc/{number}/cmdline")  # empty once it is dead, even if nobody asked how it ended
    assert wait_for(lambda: not command.exists() or not command.read_bytes())


def wait_for(condition):
    """Return what a condition gives once it is true."""
    deadline = time.monotonic() + 20
    while not (found := condition()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return found


def test_a_child_whose_library_is_missing_is_not_taken_for_one_that_failed_at_its_data(tmp_path):
    program = tmp_path / "program.py"
    program.write_text("import a_library_that_nobody_has\ndef main(arguments): pass\n")
    with pytest.raises(ChildNotLoaded):
        run_child(program, b"", LIMITS)


@pytest.mark.parametrize(
    ("read", "data"), [(open_photo, heic(page(64, 48))), (count_pages, pdf(1))], ids=["HEIC", "PDF"]
)
def test_a_missing_library_is_said_and_no_file_is_called_damaged_for_it(monkeypatch, tmp_path, read, data):
    program = tmp_path / "program.py"
    program.write_text("import a_library_that_nobody_has\n")
    for module in (heic_module, pdf_module):
        monkeypatch.setattr(module, "CHILD", program)
    with pytest.raises(UnknownFormat, match="is missing"):
        read(data)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory")
def test_a_child_that_wants_too_much_memory_fails(program):
    half, double = (f"sys.stdout.write(str(len(bytearray({size}))))" for size in (50_000_000, 200_000_000))
    assert run_child(program(half), b"", LIMITS).output == b"50000000"
    with pytest.raises(ChildTooLarge):
        run_child(program(double), b"", LIMITS)


@posix
def test_a_child_that_works_too_long_is_too_slow(program):
    with pytest.raises(ChildTooSlow):
        run_child(program("while True: pass"), b"", ChildLimits(100_000_000, 1, 60))


@posix
def test_a_child_that_does_not_listen_is_killed_a_second_later(program):
    child = program("import signal; signal.signal(signal.SIGXCPU, signal.SIG_IGN)\n    while True: pass")
    with pytest.raises(ChildFailed) as failed:
        run_child(child, b"", ChildLimits(100_000_000, 1, 60))
    assert failed.value.status == -9


def test_a_child_that_only_waits_runs_out_of_time(program):
    with pytest.raises(ChildTimedOut):
        run_child(program("time.sleep(60)"), b"", ChildLimits(100_000_000, 5, 0.3))


def test_a_child_whose_answer_nobody_wants_any_more_is_killed(program, tmp_path):
    child = program(f"open({str(tmp_path / 'begun')!r}, 'w').close(); time.sleep(60)")
    with pytest.raises(GivenUp):
        run_child(child, b"", LIMITS, given_up=(tmp_path / "begun").exists)


def test_the_status_of_a_child_that_fails_is_told(program):
    with pytest.raises(ChildFailed) as failed:
        run_child(program("return 4"), b"", LIMITS)
    assert failed.value.status == 4


def test_neither_the_current_folder_nor_pythonpath_supplies_a_module(tmp_path, monkeypatch):
    for name in (
        "pillow_heif",
        "pypdfium2",
        "multiprocessing",
        "numpy",
        "struct",
        "PIL",
        "digitreader",
        "sitecustomize",
    ):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'was run')!r}, 'w')\nraise SystemExit(9)\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert open_photo(heic(page(640, 480))).size == (640, 480)
    assert count_pages(pdf(2)) == 2
    with Image.open(io.BytesIO(draw_page(pdf(), 0))) as drawn:
        assert round(np.asarray(drawn).mean()) == 240
    assert not (tmp_path / "was run").exists()


def test_what_a_user_installed_for_themselves_alone_is_found_and_pythons_variables_supply_nothing(
    program, tmp_path, monkeypatch
):
    python = getattr(sys, "_base_executable", sys.executable)  # an environment of its own has no user's packages
    for variable in ("HOME", "APPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "home"))
    monkeypatch.delenv("PYTHONUSERBASE", raising=False)
    ask = [python, "-c", "import site; print(site.getusersitepackages())"]
    theirs = Path(subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip())
    assert theirs.is_relative_to(tmp_path)
    theirs.mkdir(parents=True)
    (theirs / "only_theirs.py").write_text("name = 'found'\n")
    for variable in ("PYTHONUSERBASE", "PYTHONHOME", "PYTHONPATH"):
        monkeypatch.setenv(variable, str(tmp_path))
    monkeypatch.setattr(sys, "executable", python)
    child = program("import only_theirs; sys.stdout.write(only_theirs.name)")
    assert run_child(child, b"", LIMITS).output == b"found"
