"""Files that cost as much as they can: PDFs, ZIP bombs, and all the odd files of the tests at their full size."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from attack.row import Row, Seen

ROOT = Path(__file__).parents[2]
TESTS = str(ROOT / "tests")  # makes the files
MEGABYTES, PROGRAM = 175, 25  # promised a file; and what a child's Python and libraries take beside
SECONDS = 3.0  # of the processor a file; one is promised, and a busy machine is slower
BOMB, MOST = 500_000_000, 20_000_000  # bytes: what a bomb unpacks to, and what may be unpacked of it


def _alone(work: Callable[[], Seen]) -> Seen:
    """Do some work in a process of its own, whose memory and processor can be told."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(work).result()


def _pdf(make: str, pages: int, seconds: float, *size: int) -> Seen:
    """Read every page of a PDF, as the app does. make: a function of packed.py; its one page is taken so many times."""
    import resource

    sys.path.append(TESTS)
    import packed

    from digitreader.errors import ReadError
    from digitreader.intake.containers import list_parts, take_out

    data, said = getattr(packed, make)(*size), ""
    (part,) = list_parts("a.pdf", data)
    for _ in range(pages):
        try:
            take_out(data, part)
        except ReadError as error:
            said = str(error)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    took, most = used.ru_utime + used.ru_stime, used.ru_maxrss / 1000
    held = bool(said) and took < seconds and most < MEGABYTES + PROGRAM
    return Seen(f"{took:.1f} s of the processor, {most:.0f} MB, “{said}”", held)


def _bombs() -> Seen:
    """Send ZIP bombs of each packing in through every way."""
    sys.path.append(TESTS)
    from packed import zipped
    from watch_gate import measured
    from zip_ways import NAME, WAYS, attempt

    most = 0.0
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.zip")
        for packing in (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
            path.write_bytes(zipped({NAME: b"\x89PNG\r\n\x1a\n" + bytes(BOMB)}, packing))
            for way in WAYS:
                most = max(most, measured(way, b"", lambda _, way=way: attempt(way, path, MOST)).megabytes)
    return Seen(f"at most {most:.0f} MB", most < MEGABYTES)


def _odd_files() -> Seen:
    """Send all odd files of the tests through the gate at their full size."""
    source = os.pathsep.join([str(ROOT / "src"), TESTS])
    command = [sys.executable, str(ROOT / "tests" / "watch_gate.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": source})
    seen = [json.loads(line) for line in done.stdout.splitlines()]
    wrong = [name for name, end, *_ in seen if end.startswith("!")]
    slowest, largest = max(one[3] for one in seen), max(one[4] for one in seen)
    said = f"{len(seen)} files, none without a sentence, at most {slowest:.1f} s of the processor and {largest:.0f} MB"
    return Seen(f"no photo and no sentence: {wrong}" if wrong else said, not wrong and slowest < SECONDS)


ROWS = (
    Row(
        "pdf-memory",
        "A PDF of 690 bytes that draws itself, hundreds of megabytes",
        "a sentence, at most 200 MB with the program",
        partial(_alone, partial(_pdf, "pdf_within_itself", 1, SECONDS)),
    ),
    Row(
        "pdf-seconds",
        "A PDF of 100 pages that take 20 s of the processor each",
        "a sentence; no more than 20 s for the whole file",
        partial(_alone, partial(_pdf, "pdf_of_curves", 100, 20.0, 30_000)),
    ),
    Row(
        "zip-bombs",
        "ZIP bombs of 500 MB, packed in three ways, by app, API, `read`, `bulk` and training",
        "at most 175 MB each",
        partial(_alone, _bombs),
    ),
    Row(
        "odd-files",
        "900 odd and hostile JPEGs, PNGs and HEICs at their full size",
        "a photo or a sentence each, about 1 s and 175 MB",
        _odd_files,
    ),
)
