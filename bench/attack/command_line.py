"""Files, folders and devices that trip up `digitreader read` and `digitreader bulk`."""

import csv
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from attack.row import Row, Seen

PATIENCE = 120  # seconds; a run takes two
PHOTO = Path(__file__).parents[2] / "src" / "digitreader" / "samples" / "phone-number.jpg"
SHELL = shlex.join([sys.executable, "-m", "digitreader.cli"])
ROOM = "2m"  # of the disk that gets full; a table of one photo fits, its plan and parts do, too


@contextmanager
def _folder() -> Iterator[Path]:
    """Give a folder of its own with one photo, a.jpg."""
    with tempfile.TemporaryDirectory() as name:
        shutil.copy(PHOTO, Path(name, "a.jpg"))
        yield Path(name)


def _run(folder: Path, words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a folder, by a shell."""
    source = str(Path(__file__).parents[2] / "src")
    return subprocess.run(
        f"{SHELL} {words}", shell=True, cwd=folder, capture_output=True, text=True, errors="replace", timeout=PATIENCE,
        check=False, env=os.environ | {"PYTHONPATH": source},
    )  # fmt: skip


def _said(done: subprocess.CompletedProcess[str]) -> str:
    """Return the exit code and the last line of what was said."""
    lines = (done.stdout if done.stdout and not done.returncode else done.stderr).strip().splitlines() or ["nothing"]
    lines[-1] = lines[-1].partition("; ")[0]  # without how fast it was
    return f"exit code {done.returncode}, “{lines[-1]}”"


def _in_a_folder(
    prepare: Callable[[Path], object], words: str, held: Callable[[Path, str], bool]
) -> Callable[[], Seen]:
    """Return an attack: prepare a folder, run a command in it, and look at the folder and what was said."""

    def run() -> Seen:
        with _folder() as folder:
            prepare(folder)
            done = _run(folder, words)
            return Seen(_said(done), "Traceback" not in done.stderr and held(folder, done.stdout + done.stderr))

    return run


def _rows(folder: Path) -> list[dict[str, str]]:
    """Return the table that bulk wrote."""
    with (folder / "t.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _one_read_one_refused(folder: Path, said: str) -> bool:
    """Tell whether the photo was read and the other file has its reason."""
    return sorted(bool(row["error"]) for row in _rows(folder)) == [False, True]


def _link(folder: Path) -> None:
    """Lay a link where bulk keeps its lock."""
    (folder / "precious").write_text("old")
    (folder / "t.csv.parts").mkdir()
    (folder / "t.csv.parts" / "lock").symlink_to(folder / "precious")


def _full_disk() -> Seen:
    """Let the disk be full when bulk writes; Linux alone, and where a small disk may be made."""
    with _folder() as folder:
        (folder / "disk").mkdir()
        script = (
            f"mount -t tmpfs -o size={ROOM} none disk && head -c 9m /dev/zero > disk/full 2>/dev/null; "
            f"{SHELL} bulk a.jpg --out disk/t.csv --workers 0"
        )
        done = subprocess.run(
            ["unshare", "--mount", "--map-root-user", "sh", "-c", script], cwd=folder, capture_output=True, text=True,
            timeout=PATIENCE, check=False,
        )  # fmt: skip
        return Seen(_said(done), done.returncode == 5 and "Traceback" not in done.stderr)


BULK = "bulk . --out t.csv --workers 0"
NAME = "\x1b]0;mine\x07\x1b[2J\nb.jpg"

ROWS = (
    Row(
        "pipe",
        "`bulk` of a folder with a pipe nobody writes to",
        "a row with its reason, the photo read",
        _in_a_folder(lambda folder: os.mkfifo(folder / "b.jpg"), BULK, _one_read_one_refused),
    ),
    Row(
        "lock-link",
        "`bulk` where a link lies in place of its lock",
        "refused, the link's target as it was",
        _in_a_folder(_link, BULK, lambda folder, _: (folder / "precious").read_text() == "old"),
    ),
    Row("full-disk", "`bulk` onto a full disk", "a sentence and exit code 5", _full_disk),
    Row(
        "credentials",
        "`bulk` of `https://user:secret@127.0.0.1:9/a.jpg` in a list",
        "neither user nor secret in table or messages",
        _in_a_folder(
            lambda folder: (folder / "list.txt").write_text("https://user:secret@127.0.0.1:9/a.jpg\na.jpg\n"),
            "bulk list.txt --out t.csv --workers 0",
            lambda folder, said: "secret" not in said + (folder / "t.csv").read_text() and len(_rows(folder)) == 2,
        ),
    ),
    Row(
        "own-photo",
        "`read a.jpg --out a.jpg`",
        "refused, the photo as it was",
        _in_a_folder(
            lambda folder: None,
            "read a.jpg --out a.jpg",
            lambda folder, _: (folder / "a.jpg").read_bytes() == PHOTO.read_bytes(),
        ),
    ),
    Row(
        "full-output",
        "`read a.jpg > /dev/full`",
        "a sentence and exit code 5",
        _in_a_folder(lambda folder: None, "read a.jpg > /dev/full", lambda _, said: "cannot be written" in said),
    ),
    Row(
        "terminal",
        "`read` of a file whose name clears the screen and forges a line",
        "both shown as text",
        _in_a_folder(
            lambda folder: (folder / NAME).write_bytes(b"no photo"),
            "read *[!a].jpg",
            lambda _, said: "\x1b" not in said and "\nb.jpg" not in said and "\\x1b" in said,
        ),
    ),
)
