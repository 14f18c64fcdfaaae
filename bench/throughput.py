"""Measure photos a second of `digitreader bulk` on one worker and on two, and project it to a million photos.

    python bench/throughput.py [--photos N] [--workers 1 2] [--dask]

The stacks are generated: crops of one line, sheets of two to five lines, and phone photos of 12 megapixels with 50
digits.
"""

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from pictures import LINE, SHEET, draw_picture
from PIL import Image

from bench import draw_photo
from digitreader.bulk.progress import duration

MILLION = 1_000_000
DAY = 86_400  # seconds
DIFFERENT = 16  # different pictures of a kind; a stack repeats them under other names
PHONE = "12 megapixels"
SHARE = {LINE: 1.0, SHEET: 0.5, PHONE: 0.25}  # of the photos asked for; the larger ones take longer


def make_stack(folder: Path, kind: str, photos: int) -> None:
    """Write a stack of photos of one kind."""
    folder.mkdir()
    rng = np.random.default_rng(0)
    files = [draw_photo()] if kind == PHONE else [_file(folder / "one.jpg", kind, rng) for _ in range(DIFFERENT)]
    for number in range(photos):
        (folder / f"{number:06}.jpg").write_bytes(files[number % len(files)])


def _file(path: Path, kind: str, rng: np.random.Generator) -> bytes:
    """Generate one photo as bytes."""
    texts = ["".join(map(str, rng.integers(0, 10, 7))) for _ in range(1 if kind == LINE else int(rng.integers(2, 6)))]
    Image.fromarray(draw_picture(texts, kind, None, rng)).save(path, quality=85)
    data = path.read_bytes()
    path.unlink()
    return data


def photos_a_second(folder: Path, options: Sequence[str]) -> float:
    """Run once and return the rate it reports, with the start of the workers included."""
    with tempfile.TemporaryDirectory() as out:
        command = [
            sys.executable,
            "-m",
            "digitreader.cli",
            "bulk",
            str(folder),
            "--out",
            f"{out}/t.csv",
            "--chunk",
            "8",
        ]
        done = subprocess.run([*command, *options], check=True, capture_output=True, text=True)
    (rate,) = re.findall(r"([0-9.]+) photos a second", done.stdout)
    return float(rate)


def on_this_machine(folder: Path, workers: int) -> float:
    """The same on local processes."""
    return photos_a_second(folder, ["--workers", str(workers)])


def on_dask(folder: Path, workers: int) -> float:
    """The same on a Dask cluster of local processes."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0") as cluster:
        return photos_a_second(folder, ["--scheduler", cluster.scheduler_address])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Photos a second of digitreader bulk.")
    parser.add_argument("--photos", type=int, default=400, help="crops of a line in their stack (default: 400)")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--dask", action="store_true", help="on Dask, too")
    options = parser.parse_args()
    print(f"load average {os.getloadavg()[0]:.1f} at the start, {os.cpu_count()} processors")
    print("| photos | workers | a second | processor ms a photo | a million takes | workers for it in a day |")
    print("|---|---|---|---|---|---|")
    for kind, share in SHARE.items():
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "stack"
            photos = max(round(options.photos * share), 8)
            make_stack(folder, kind, photos)
            for workers in options.workers:
                _tell(f"{kind} | {workers}", photos, workers, partial(on_this_machine, folder, workers))
                if options.dask:
                    _tell(f"{kind} | {workers} of Dask", photos, workers, partial(on_dask, folder, workers))
    print(f"load average {os.getloadavg()[0]:.1f} at the end")


def _tell(name: str, photos: int, workers: int, run: Callable[[], float]) -> None:
    """Run and print a row; CPU time is that of all processes, including their start."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    rate = run()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / photos
    crowd = int(np.ceil(MILLION / DAY / (rate / workers)))
    print(f"| {name} | {rate:.1f} | {busy:.0f} | {duration(MILLION / rate)} | {crowd} |", flush=True)


if __name__ == "__main__":
    main()
