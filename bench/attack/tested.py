"""What the project's own tests attack."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from attack.row import Row, Seen

ROOT = Path(__file__).parents[2]
PATIENCE = 300  # seconds; the browser's tests take some twenty


def _by(*files: str) -> Callable[[], Seen]:
    """Return an attack that runs files of tests; tests that cannot run here count as such."""

    def run() -> Seen:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(f"tests/{file}" for file in files)],
            cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False,
            env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        )  # fmt: skip
        counts = re.findall(r"\d+ (?:passed|failed|error|skipped)", done.stdout.strip().splitlines()[-1])
        return Seen(f"`{'`, `'.join(files)}`: {', '.join(counts)}", done.returncode == 0 and "passed" in counts[0])

    return run


ROWS = (
    Row(
        "hostile-folder",
        "A folder with modules of the names that HEIC, PDF and the workers of `bulk` import",
        "none of them runs; limits hold",
        _by("intake/test_sandbox.py", "bulk/test_pool.py"),
    ),
    Row(
        "fallen-child",
        "HEICs and PDFs that crash their decoder",
        "a sentence",
        _by("intake/test_pdf.py", "intake/test_heic.py"),
    ),
    Row(
        "file-names",
        "Names of files that are links, icons or Markdown",
        "shown as text",
        _by("ui/browser/test_browser_names.py"),
    ),
    Row("code", "Anything else in the program that decodes, executes or unpickles", "none", _by("test_safety.py")),
    Row(
        "leavers",
        "Visitors who leave or cancel while their PDF is drawn",
        "no page more is drawn, nobody waits for them",
        _by("ui/read/test_worker.py"),
    ),
    Row(
        "share",
        "Sessions that hold more results, stories and drawings than their share",
        "the oldest go, no correction is lost",
        _by("ui/test_budget.py", "ui/read/test_session_files.py", "ui/test_hosting.py"),
    ),
    Row(
        "disk",
        "Uploads beyond a session's share, and sessions that end",
        "refused; the files are gone",
        _by("ui/test_disk.py", "ui/test_upload_manager.py"),
    ),
    Row("pins", "Dependencies that are not pinned with a hash", "none", _by("test_requirements.py")),
)
