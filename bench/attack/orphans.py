"""Child processes whose program is asked to end while they work."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from attack.row import Row, Seen

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds until the child is there, on a busy machine
SOON = 5.0  # seconds after which nothing may be left of it
CURVES = 30_000  # of a page that takes longer than the limit
DRAW = """
from pathlib import Path
from digitreader.intake.containers import list_parts, take_out
data = Path("a.pdf").read_bytes()
take_out(data, list_parts("a.pdf", data)[0])
"""


def _children(parent: int) -> list[Path]:
    """The processes that another one started, as their folders in /proc."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(folder)
        except (OSError, IndexError):
            continue  # it ended meanwhile
    return found


def _asked_to_end() -> Seen:
    """Ask a program to end while its child draws a page of a PDF."""
    sys.path.append(str(ROOT / "tests"))
    from packed import pdf_of_curves

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.pdf").write_bytes(pdf_of_curves(CURVES))
        command = [sys.executable, "-c", DRAW]
        program = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        began = time.monotonic()
        while not (children := _children(program.pid)) and time.monotonic() - began < PATIENCE:
            time.sleep(0.02)
        program.terminate()
        program.wait(PATIENCE)
        began = time.monotonic()
        while any(child.exists() for child in children) and time.monotonic() - began < SOON:
            time.sleep(0.02)
        left = sum(child.exists() for child in children)
    return Seen(f"{len(children)} child at work, {left} left", bool(children) and not left)


ROWS = (
    Row(
        "orphans",
        "SIGTERM for a program while its child draws a page of a PDF",
        f"the child ends with it, within {SOON:.0f} s",
        _asked_to_end,
    ),
)
