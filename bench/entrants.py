"""The readers to compare: how each is started, its version and its disk space."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fresh_process import seconds_and_mib

from digitreader import __version__

BENCH = Path(__file__).parent
ROOT = BENCH.parent
READERS = BENCH / "readers"
DEBIAN = ("tesseract-ocr", "tesseract-ocr-eng", "tesseract-ocr-osd", "libtesseract5", "liblept5")


@dataclass(frozen=True)
class Entrant:
    """One reader. command: starts it with the protocol of readers/protocol.py. once: a process that reads {file} once.

    megabytes: size of the installation, without Python itself.
    """

    name: str
    version: str
    command: tuple[str, ...]
    once: tuple[str, ...]
    megabytes: float

    def cold(self, photo: Path) -> tuple[float, float]:
        """Seconds and MiB of a fresh process that reads one photo."""
        return seconds_and_mib([word.replace("{file}", str(photo)) for word in self.once])


class Running:
    """A running reader."""

    def __init__(self, entrant: Entrant) -> None:
        """Start it."""
        self._process = subprocess.Popen(
            entrant.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def read(self, file: Path, psm: int) -> tuple[str, float, float]:
        """Read a file; return its text and the wall and CPU milliseconds it took."""
        answer = self._ask(json.dumps({"file": str(file), "psm": psm}))
        return answer["text"], answer["ms"], answer["busy_ms"]

    def end(self) -> float:
        """Stop it; return its peak memory in MiB."""
        assert self._process.stdin
        self._process.stdin.close()
        peak: float = self._ask(None)["peak_mib"]
        self._process.wait()
        return peak

    def _ask(self, job: str | None) -> dict[str, Any]:
        """Send a job, if there is one, and receive the next answer."""
        assert self._process.stdin
        assert self._process.stdout
        if job:
            self._process.stdin.write(job + "\n")
            self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise SystemExit(f"a reader ended: {self._process.args}")
        return dict(json.loads(answer))


def entrants(rapid: Path) -> list[Entrant]:
    """This project and the rivals that are installed. rapid: the Python that has RapidOCR."""
    return [found for found in (_ours(), _tesseract(), _rapid(rapid)) if found]


def _ours() -> Entrant:
    """This project."""
    command = sys.executable, str(READERS / "ours.py")
    once = sys.executable, "-m", "digitreader.cli", "read", "{file}"
    needs = tomllib.loads((ROOT / "pyproject.toml").read_text())
    shipped = needs["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    own = [*(ROOT / "src" / "digitreader").rglob("*.*"), *(ROOT / file for file in shipped)]
    size = sum(path.stat().st_size for path in own if path.is_file() and path.suffix != ".pyc")
    size += _size(Path(sys.executable), *(re.split("[<>=]", need)[0] for need in needs["project"]["dependencies"]))[0]
    return Entrant("Digit Reader", __version__, command, once, size / 1e6)


def _tesseract() -> Entrant | None:
    """Tesseract, if it is installed."""
    program = shutil.which("tesseract")
    if not program:
        return None
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    once = program, "{file}", "-", "--oem", "1", "--psm", "6", "-c", "tessedit_char_whitelist=0123456789"
    return Entrant("Tesseract", version, (sys.executable, str(READERS / "tesseract.py")), once, _debian())


def _debian() -> float:
    """Megabytes of Tesseract's own Debian packages; NaN on other systems."""
    if not shutil.which("dpkg-query"):
        return float("nan")
    query = ["dpkg-query", "--show", "--showformat", "${Installed-Size}\n", *DEBIAN]
    sizes = subprocess.run(query, capture_output=True, text=True).stdout.split()
    return sum(map(int, sizes)) * 1024 / 1e6 if sizes else float("nan")


def _rapid(python: Path) -> Entrant | None:
    """RapidOCR, if that Python has it."""
    if not python.exists():
        return None
    size, version, runtime = _size(python, "rapidocr", "onnxruntime")
    command = str(python), str(READERS / "rapid.py")
    return Entrant("RapidOCR", f"{version}, ONNX Runtime {runtime}", command, (*command, "{file}"), size / 1e6)


def _size(python: Path, *names: str) -> tuple[int, *tuple[str, ...]]:
    """Bytes of distributions and their dependencies in a Python's environment, and their versions."""
    command = [str(python), str(READERS / "size.py"), *names]
    size, *versions = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return int(size), *versions
