"""The command line."""

import csv
import io
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import cv2
import pytest
from handwriting import as_file, ink_of, photo_of, photographed

from digitreader import __version__
from digitreader.advice.advice import BLURRED
from digitreader.atomic_write import TERMINATED
from digitreader.cli.main import EPILOG, INTERRUPTED, PIPE_CLOSED, main
from digitreader.decision import networks
from digitreader.errors import BulkError, DataError, DigitReaderError, ModelError, OutputError, ReadError, SetupError
from digitreader.recognition.model_files import model_folder

RUN = [sys.executable, "-m", "digitreader.cli"]


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "0123.png"
    path.write_bytes(photo_of(["0123", "4567"]))
    return str(path)


@pytest.fixture
def bad(tmp_path):
    path = tmp_path / "bad.jpg"
    path.write_bytes(b"no picture")
    return str(path)


def test_one_photo_gives_its_lines_and_nothing_else(photo, capsys):
    assert main(["read", photo]) == 0
    assert capsys.readouterr().out == "0123\n4567\n"


def test_several_photos_stand_under_their_names_in_the_order_given(photo, tmp_path, capsys):
    other = tmp_path / "a.png"
    other.write_bytes(photo_of(["89"]))
    assert main(["read", photo, str(other)]) == 0
    assert capsys.readouterr().out == f"== {photo} ==\n0123\n4567\n== {other} ==\n89\n"


def test_a_bad_file_is_named_on_standard_error_and_the_others_are_still_read(photo, bad, capsys):
    assert main(["read", bad, photo]) == 1
    captured = capsys.readouterr()
    assert captured.out == f"== {photo} ==\n0123\n4567\n"
    assert bad in captured.err
    assert "JPG or PNG" in captured.err


def test_json_gives_an_object_a_line_in_order_with_errors_among_them(photo, bad, capsys):
    assert main(["read", bad, photo, "--format", "json"]) == 1
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["file"], first["lines"]) == (bad, [])
    assert "JPG or PNG" in first["error"]
    assert (second["file"], second["error"]) == (photo, None)
    assert [line["text"] for line in second["lines"]] == ["0123", "4567"]


def test_csv_has_one_header_and_a_row_a_digit(photo, bad, capsys):
    assert main(["read", photo, bad, photo, "--format", "csv"]) == 1
    captured = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(captured.out)))
    assert "".join(row["digit"] for row in rows) == 2 * "01234567"
    assert bad in captured.err


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "no such file"),
        (lambda path: path.mkdir(), "folder"),
        (lambda path: path.touch(), "empty"),
    ],
)
def test_what_is_no_photo_is_told_in_a_plain_sentence(make, said, tmp_path, capsys):
    make(tmp_path / "it")
    assert main(["read", str(tmp_path / "it")]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err
    assert "Errno" not in captured.err


def test_a_file_that_may_not_be_opened_is_told_in_a_plain_sentence(photo, monkeypatch, capsys):
    opened = os.open

    def refuse(path, *options, **more):
        if str(path) == photo:
            raise PermissionError(13, "Permission denied")
        return opened(path, *options, **more)

    monkeypatch.setattr("os.open", refuse)  # root, who runs many a CI, may open every file
    assert main(["read", photo]) == 1
    assert "permissions" in capsys.readouterr().err


def test_a_blank_photo_prints_nothing_but_says_what_to_do(tmp_path, capsys):
    path = tmp_path / "blank.png"
    path.write_bytes(photo_of([]))
    assert main(["read", str(path)]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "No digits" in captured.err


def test_advice_goes_to_standard_error_and_into_json_beside_what_was_read(tmp_path, capsys):
    path = tmp_path / "soft.png"
    path.write_bytes(as_file(cv2.GaussianBlur(photographed(ink_of(["0123"])), (0, 0), 5)))
    assert main(["read", str(path)]) == 0
    captured = capsys.readouterr()
    assert captured.err == f"{path}: {BLURRED}\n"
    assert captured.out.strip().isdigit()
    assert main(["read", str(path), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["advice"] == [BLURRED]


def test_a_file_name_that_is_no_text_is_still_shown(tmp_path, photo):
    odd = os.fsencode(tmp_path) + b"/\xff.png"
    try:
        os.rename(photo, odd)
    except OSError:
        pytest.skip("this file system wants names to be text")
    done = subprocess.run([*RUN, "read", odd, odd], capture_output=True, check=True)
    assert done.stdout.count(b"0123\n4567\n") == 2


def test_the_version_is_the_packages(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"digitreader {__version__}\n"


@pytest.mark.parametrize("command", [[], ["read"], ["evaluate"], ["guess"]])
def test_a_command_that_is_not_understood_shows_how_it_is_used(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert ended.value.code == 2
    assert "usage: digitreader" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["read", "evaluate"])
def test_another_model_may_be_named(command, photo, tmp_path, capsys):
    labels = tmp_path / "labels.csv"
    labels.write_text("file,text,kind\n0123.png,0123|4567,paper\n")
    given = photo if command == "read" else str(labels)
    folder = shutil.copytree(model_folder(), tmp_path / "model")
    assert main([command, given, "--model", str(folder)]) == 0
    (folder / "digits.tflite").unlink()
    assert main([command, given, "--model", str(folder)]) == 3
    assert f"digitreader export NETWORK.keras --out {folder}" in capsys.readouterr().err


def test_the_server_reads_with_the_model_that_is_named_or_says_at_once_that_it_cannot(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(networks.VARIABLE, "")
    monkeypatch.setattr(networks, "_loaded", {})
    monkeypatch.setattr("digitreader.api.serve.serve", lambda *_: None)
    folder = shutil.copytree(model_folder(), tmp_path / "model")
    assert main(["serve", "--model", str(folder)]) == 0
    assert os.environ[networks.VARIABLE] == str(folder)
    assert main(["serve", "--model", str(tmp_path / "gone.tflite")]) == 3
    assert "cannot be opened" in capsys.readouterr().err


def test_a_keras_file_as_model_is_told_how_to_be_exported(photo, capsys):
    assert main(["read", photo, "--model", "mine.keras"]) == 3
    assert "`digitreader export mine.keras --out FOLDER`" in capsys.readouterr().err


def test_help_loads_nothing_heavy():
    code = "import sys, digitreader.cli.main as c\ntry: c.main(['--help'])\nexcept SystemExit: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"numpy", "cv2", "ai_edge_litert", "keras", "tensorflow"} & set(done.stdout.split())


@pytest.mark.parametrize("command", [["train"], ["train-lines"], ["export", "mine.keras", "--out", "mine"],
                                     ["adapt", "corrections.zip", "--out", "mine"]])  # fmt: skip
def test_training_without_keras_says_what_to_install(command, monkeypatch, capsys):
    for name in [module for module in sys.modules if module.startswith("digitreader.training")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "keras", None)
    assert main(command) == 6
    assert "pip install tensorflow keras" in capsys.readouterr().err


def test_a_reader_that_stops_listening_is_no_error(photo):
    running = subprocess.Popen([*RUN, "read", *[photo] * 20], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    running.stdout.close()
    errors = running.stderr.read()
    running.stderr.close()
    assert running.wait(60) == 141
    assert "Traceback" not in errors
    assert "BrokenPipe" not in errors


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
def test_an_interrupt_ends_it_without_a_traceback(photo):
    running = subprocess.Popen(
        [*RUN, "read", *[photo] * 2000],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # who runs the tests may have it ignored
    )
    running.stdout.readline()
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in errors


def test_a_file_is_written_instead_of_standard_output(photo, bad, tmp_path, capsys):
    out = tmp_path / "digits.csv"
    assert main(["read", photo, bad, "--format", "csv", "--out", str(out)]) == 1
    assert len(out.read_text().splitlines()) == 9
    assert capsys.readouterr().out == ""
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_full_disk_is_told_in_a_sentence_and_the_old_file_stays(photo, tmp_path, monkeypatch, capsys):
    out = tmp_path / "digits.txt"
    out.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert main(["read", photo, "--out", str(out)]) == 5
    assert "No space left on device" in capsys.readouterr().err
    assert out.read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"digits.txt", "0123.png"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
def test_who_is_asked_to_end_in_the_middle_of_a_stack_leaves_no_half_a_file(photo, tmp_path):
    out = tmp_path / "digits.txt"
    out.write_text("old")
    running = subprocess.Popen([*RUN, "read", *[photo] * 5000, "--out", str(out)], stderr=subprocess.PIPE, text=True)
    while not list(tmp_path.glob(".digits-*")):
        assert running.poll() is None
        time.sleep(0.05)
    running.send_signal(signal.SIGTERM)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 143
    assert "Traceback" not in errors
    assert out.read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"digits.txt", "0123.png"}


def test_no_name_of_a_file_is_a_formula_in_the_table(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("=cmd.png").write_bytes(photo_of(["42"]))
    assert main(["read", "=cmd.png", "--format", "csv"]) == 0
    assert {row["file"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))} == {"'=cmd.png"}


def read_signs(monkeypatch, make_reading):
    """Have any photo read as two lines with signs."""
    monkeypatch.setattr("digitreader.reading.read_photo", lambda *_: make_reading("1.234", "-3 7,?5"))


def test_text_is_as_it_was_written_and_digits_only_on_demand(photo, monkeypatch, make_reading, capsys):
    read_signs(monkeypatch, make_reading)
    assert main(["read", photo]) == main(["read", photo, "--digits-only"]) == 0
    assert capsys.readouterr().out == "1.234\n-3 7,5\n" + "1234\n375\n"


def test_a_table_has_a_row_a_number_by_the_decimal_mark_that_is_named(photo, monkeypatch, make_reading, capsys):
    read_signs(monkeypatch, make_reading)
    assert main(["read", photo, "--format", "numbers", "--decimal", "point"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["written"], row["value"]) for row in rows] == [("1.234", "1.234"), ("-3", "-3"), ("7,5", "7.5")]
    assert main(["read", photo, "--format", "numbers"]) == 0
    row = next(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert (row["value"], row["ambiguous"]) == ("1234", "true")


@pytest.mark.parametrize(
    ("error", "code"),
    [(ReadError, 1), (ModelError, 3), (DataError, 4), (BulkError, 4), (OutputError, 5), (SetupError, 6)],
)
def test_each_kind_of_error_ends_with_its_own_exit_code(error, code, photo, monkeypatch, capsys):
    def fail(*_: object) -> None:
        raise error("Restore it.")

    monkeypatch.setattr("digitreader.decision.networks.load_networks", fail)
    assert main(["read", photo]) == error.exit_code == code
    assert capsys.readouterr().err == "digitreader: Restore it.\n"


def test_every_exit_code_is_in_the_help_and_in_the_docs():
    kinds = {error.exit_code for error in (DigitReaderError, *DigitReaderError.__subclasses__())}
    codes = {0, 2, INTERRUPTED, PIPE_CLOSED, TERMINATED} | kinds
    docs = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
    assert {int(code) for code in re.findall(r"^  (\d+) ", EPILOG, re.MULTILINE)} == codes
    for line in EPILOG.splitlines()[1:]:
        code, meaning = line.split(maxsplit=1)
        assert f"| {code} | {meaning} |" in docs


def test_a_result_in_the_way_ends_with_its_own_code(photo, tmp_path, capsys):
    (tmp_path / "t.csv").touch()
    assert main(["bulk", photo, "--out", str(tmp_path / "t.csv"), "--workers", "0"]) == 5
    assert "there already" in capsys.readouterr().err


@pytest.mark.parametrize("link", [None, Path.symlink_to, Path.hardlink_to])
def test_a_photo_is_never_replaced_by_what_was_read_in_it(link, photo, tmp_path, capsys):
    before, out = Path(photo).read_bytes(), Path(photo)
    if link:
        out = tmp_path / "out.txt"
        link(out, photo)
    assert main(["read", photo, "--out", str(out)]) == 5
    assert "name another --out" in capsys.readouterr().err.lower()
    assert Path(photo).read_bytes() == out.read_bytes() == before


@pytest.mark.parametrize("words", [["read", "{photo}"], ["read", "{photo}", "--format", "json"], ["read", "--help"]])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
def test_a_full_standard_output_is_told_in_a_sentence(words, photo):
    with open("/dev/full", "w") as full:
        command = [*RUN, *(word.format(photo=photo) for word in words)]
        environment = os.environ | {"PYTHONUNBUFFERED": ""}  # what is printed meets the full device at the very end
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=environment)
    assert done.returncode == 5
    assert done.stderr.endswith(
        "digitreader: The output cannot be written (No space left on device). Make room for it.\n"
    )
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_a_closed_standard_output_does_not_end_in_a_traceback(photo):
    command = " ".join(map(shlex.quote, [*RUN, "read", photo]))
    done = subprocess.run(["sh", "-c", f"{command} >&-"], stderr=subprocess.PIPE, text=True, check=False)
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_no_name_of_a_file_steers_the_terminal(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    name = "\x1b]0;mine\x07\x1b[2Ja\nb.jpg: fine\u202e\x9b.jpg"
    Path(name).write_bytes(b"no picture")
    (tmp_path / "labels.csv").write_text(f'file,text,kind\n"{name}",1,paper\n', encoding="utf-8")
    for words in (
        ["read", name],
        ["read", name, name],
        ["read", name, "--out", f"{name}/x"],
        ["bulk", name + "/*", "--out", "t.csv"],
        ["bulk", ".", "--out", f"{name}.csv", "--workers", "0"],
        ["evaluate", "labels.csv", "--errors"],
        ["evaluate", name],
        ["read", "--model", name, name],
    ):
        main(words)
        captured = capsys.readouterr()
        said = captured.out + captured.err
        assert not [sign for sign in said if not sign.isprintable() and sign not in "\n\t"], words
        assert "\nb.jpg" not in said
    with pytest.raises(SystemExit):
        main(["read", "--\x1b[2J", name])
    assert "\x1b" not in capsys.readouterr().err


def test_a_table_for_a_program_has_the_name_as_it_is_and_one_for_a_terminal_escaped(tmp_path, monkeypatch, capsys):
    if sys.platform == "win32":
        pytest.skip("Windows has no such names")
    monkeypatch.chdir(tmp_path)
    Path("\x1b[2J.png").write_bytes(photo_of(["4"]))
    for terminal in (False, True):
        monkeypatch.setattr(sys.stdout, "isatty", lambda found=terminal: found, raising=False)
        assert main(["read", "\x1b[2J.png", "--format", "csv"]) == 0
        assert ("\x1b" in capsys.readouterr().out) is not terminal


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
def test_a_pipe_is_not_waited_for_unless_the_shell_made_it(tmp_path, photo, capsys):
    os.mkfifo(tmp_path / "pipe.jpg")
    assert main(["read", str(tmp_path / "pipe.jpg")]) == 1
    assert "a pipe, a socket or a device" in capsys.readouterr().err
    data = Path(photo).read_bytes()
    done = subprocess.run([*RUN, "read", "/dev/stdin"], input=data, capture_output=True, check=True)
    assert done.stdout == b"0123\n4567\n"
