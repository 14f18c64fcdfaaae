"""Many visitors at once, in little memory: `make load`.

The app's own server runs with two processors and 1 GiB; each visitor speaks what a browser speaks, uploads a photo of
12 megapixels and waits for its text. No two photos are the same file. First visitors come in waves for some minutes,
then all of a wave at the same moment, then twice as many. The visitors' own work is done on the same machine, and on
the same two processors where it has no others.
"""

import argparse
import asyncio
import io
import json
import math
import os
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean

import numpy as np
from boxed import ROOT, Boxed, boxed
from PIL import Image
from visitor import Lost, Visitor
from websockets.exceptions import WebSocketException

SAMPLE = ROOT / "src" / "digitreader" / "samples" / "ruled-paper.jpg"  # the slowest to read; 4:3, as a phone's photo is
SIZE = 4032, 3024  # pixels
GRAIN = 6  # grey levels of a sensor's noise
STAY = 5.0  # seconds that a visitor looks at the text before leaving
PATIENCE = 180.0  # seconds until a visitor gives up
WAIT = re.compile(r"\b(wait|waits|waiting|busy|in a minute|many people)\b", re.IGNORECASE)
SOON, LEAN, FLAT = 3.0, 500.0, 0.05  # targets: seconds, MB, growth
PROMPT = 10.0  # seconds; who waits for longer has to be told so
WAVE = 60.0  # seconds
LOG = 2000  # characters


@dataclass(frozen=True)
class Visit:
    """How one visit went.

    outcome: "read", "turned away" with a word when to come again, or "failed". told: whether the page ever said that
    one has to wait. seconds: from the beginning of the upload to the text; page: from arriving to the page. said: the
    text, or what went wrong.
    """

    outcome: str
    told: bool
    seconds: float
    page: float
    said: str


@dataclass(frozen=True)
class Part:
    """A part of the run: name, its visits, and the server's memory then in MB, in the order it was measured."""

    name: str
    visits: tuple[Visit, ...]
    memory: tuple[float, ...]

    def count(self, outcome: str) -> int:
        """Return how many visits ended so."""
        return sum(visit.outcome == outcome for visit in self.visits)

    @property
    def seconds(self) -> list[float]:
        """The seconds from upload to text of all that were read."""
        return [visit.seconds for visit in self.visits if visit.outcome == "read"]

    @property
    def untold(self) -> int:
        """How many waited long, or in vain, and the page never said so."""
        return sum(not visit.told and not visit.seconds <= PROMPT for visit in self.visits)

    @property
    def growth(self) -> float:
        """How much the memory grew from the middle third to the last, as a share; the first third is for filling."""
        third = len(self.memory) // 3
        return mean(self.memory[-third:]) / mean(self.memory[third : 2 * third]) - 1 if third else math.nan


def make_photo(file: Path) -> bytes:
    """Return a sample as a phone would take it: a JPEG of 12 megapixels."""
    with Image.open(file) as image:
        pixels = np.asarray(image.convert("RGB").resize(SIZE, Image.Resampling.BICUBIC), np.int16)
    noise = np.random.default_rng(0).integers(-GRAIN, GRAIN + 1, (*pixels.shape[:2], 1), dtype=np.int16)
    stream = io.BytesIO()
    Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8)).save(stream, "JPEG", quality=90)
    return stream.getvalue()


def another(photo: bytes, number: int) -> bytes:
    """Return the same photo as another file: with a number in a comment after the JPEG's first two bytes."""
    comment = f"{number:08}".encode()
    return photo[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + photo[2:]


async def visit(host: str, photo: bytes, stay: float = STAY) -> Visit:
    """Come, upload a photo, wait for its text, look at it, and go."""
    came, page, told, visitor = time.monotonic(), math.nan, False, Visitor(host)

    def answered(screen) -> bool:
        nonlocal told
        told = told or any(WAIT.search(note) for note in screen.notes)
        return bool(screen.texts or screen.refusals)

    try:
        async with visitor:
            await visitor.until(lambda screen: screen.runs and any(screen.elements("file_uploader")), PATIENCE)
            page = time.monotonic() - came
            await visitor.upload([("photo.jpg", photo)])
            await visitor.until(answered, PATIENCE)
            seconds, screen = time.monotonic() - visitor.uploaded, visitor.screen
            refusal = " ".join(screen.refusals)
            outcome = "read" if not refusal else "turned away" if WAIT.search(refusal) else "failed"
            found = Visit(outcome, told, seconds, page, refusal or "\n".join(screen.texts))
            await asyncio.sleep(stay)
            for picture in screen.pictures[-1:]:
                await visitor.fetch(picture)
            return found
    except (Lost, OSError, TimeoutError, WebSocketException) as error:
        return Visit("failed", told, math.nan, page, f"{type(error).__name__}: {error}")


class Run:
    """The whole run against one server."""

    def __init__(self, server: Boxed, photo: bytes) -> None:
        self.server, self.photo = server, photo
        self.parts: list[Part] = []
        self._photos = 0
        self._random = random.Random(0)

    async def part(self, name: str, visitors: int, within: float = 0.0, minutes: float = 0.0) -> None:
        """Let visitors come within so many seconds, again and again for some minutes, or once."""
        began, visits = time.monotonic(), list[Visit]()
        while not visits or time.monotonic() - began < 60 * minutes:
            wave = time.monotonic()
            visits += await asyncio.gather(*(self._one(self._random.uniform(0, within)) for _ in range(visitors)))
            print(f"  {name}: {len(visits)} visits, {self._memory():.0f} MB", file=sys.stderr)
            if not self.server.runs:
                break
            if 60 * minutes > time.monotonic() - began:
                await asyncio.sleep(max(0.0, wave + within - time.monotonic()))
        memory = self.server.between(began, time.monotonic())
        self.parts.append(Part(name, tuple(visits), tuple(memory)))

    async def _one(self, after: float) -> Visit:
        """Return how one visit went that begins after so many seconds."""
        self._photos += 1
        number = self._photos
        await asyncio.sleep(after)
        return await visit(self.server.host, another(self.photo, number))

    def _memory(self) -> float:
        return self.server.samples[-1][1]


def as_table(parts: Sequence[Part]) -> str:
    """Return the table in Markdown."""
    titles = ["visitors", "visits", "read", "told to wait", "turned away", "failed", "page p95 s"]
    titles += ["text p50 s", "text p95 s", "longest s", "MB at start", "peak", "end"]
    rows = [titles, ["---"] * len(titles), *(_row(part) for part in parts)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(part: Part) -> list[str]:
    """Return a part's row."""
    told = sum(visit.told for visit in part.visits)
    counts = [len(part.visits), part.count("read"), told, part.count("turned away"), part.count("failed")]
    pages = [visit.page for visit in part.visits if not math.isnan(visit.page)]
    times = [percentile(pages, 95), percentile(part.seconds, 50), percentile(part.seconds, 95)]
    times.append(max(part.seconds, default=math.nan))
    memory = [part.memory[0], max(part.memory), part.memory[-1]] if part.memory else [math.nan] * 3
    return [part.name, *map(str, counts), *(f"{s:.2f}" for s in times), *(f"{size:.0f}" for size in memory)]


def percentile(values: Sequence[float], share: int) -> float:
    """Return the least value that so many percent do not exceed."""
    return sorted(values)[max(0, math.ceil(share / 100 * len(values)) - 1)] if values else math.nan


def targets(waves: Part, surplus: Part, server: Boxed) -> list[tuple[bool, str]]:
    """Return what came of each target: the waves of visitors, then more of them than can be served at once."""
    p95, lost = percentile(waves.seconds, 95), len(waves.visits) - waves.count("read")
    texts = {visit.said for part in (waves, surplus) for visit in part.visits if visit.outcome == "read"}
    peak = max(waves.memory, default=math.nan)
    return [
        (lost == 0, f"{lost} of {len(waves.visits)} uploads not read (target: none)"),
        (p95 <= SOON, f"p95 {p95:.2f} s from upload to text (target: {SOON:.0f})"),
        (peak <= LEAN, f"at most {peak:.0f} MB resident (target: {LEAN:.0f})"),
        (waves.growth <= FLAT, f"{waves.growth:+.1%} from the middle third to the last (target: flat, {FLAT:.0%})"),
        (server.runs, f"the server {'lives' if server.runs else 'ENDED'} after {surplus.name}"),
        (surplus.count("failed") == 0, f"{surplus.count('failed')} failed of {surplus.name} (target: none)"),
        (surplus.untold == 0, f"{surplus.untold} of them waited over {PROMPT:.0f} s untold (target: none)"),
        (len(texts) == 1, f"{len(texts)} different texts read in one photo (target: 1)"),
    ]


def _options() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description="Many visitors at once, in little memory.")
    parser.add_argument("--visitors", type=int, default=50, help="of a wave (default: 50)")
    parser.add_argument("--within", type=float, default=WAVE, help="seconds in which they arrive (default: 60)")
    parser.add_argument("--minutes", type=float, default=10, help="of waves (default: 10)")
    parser.add_argument("--surplus", type=int, default=100, help="visitors who come at the same moment (default: 100)")
    parser.add_argument("--memory", type=int, default=1024, help="MiB that the server may have (default: 1024)")
    parser.add_argument("--photo", type=Path, default=SAMPLE, help=f"to enlarge (default: {SAMPLE.name})")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every visit, too")
    return parser.parse_args()


async def _run(server: Boxed, options: argparse.Namespace) -> list[Part]:
    """Return all parts of a run."""
    run, many = Run(server, make_photo(options.photo)), options.visitors
    await run.part("1 (first of all)", 1)
    waves = f"{many} in {options.within:g} s, for {options.minutes:g} min"
    await run.part(waves, many, options.within, options.minutes)
    await run.part(f"{many} at once", many)
    await run.part(f"{options.surplus} at once", options.surplus)
    return run.parts


def main() -> None:
    """Run, and print the table."""
    options = _options()
    with tempfile.TemporaryFile() as log:
        with boxed(options.memory, log) as server:
            parts = asyncio.run(_run(server, options))
            found = targets(parts[1], parts[3], server)
            if server.runs:
                print(f"peak of the server, by the kernel: {server.peak:.0f} MB; its processor: {server.busy:.0f} s")
        log.seek(0)
        said = log.read().decode(errors="replace")
    own = resource.getrusage(resource.RUSAGE_SELF)
    print(as_table(parts))
    print(f"limit: {options.memory} MiB, kept by {server.box}{'; CROSSED' if server.crossed else ''}")
    print(f"the visitors' own processor: {own.ru_utime + own.ru_stime:.0f} s; {os.cpu_count()} processors, "
          f"load average {os.getloadavg()[0]:.1f} at the end")  # fmt: skip
    print(f"tracebacks in the server's log: {said.count('Traceback')}")
    for reason in sorted({v.said for part in parts for v in part.visits if v.outcome != "read"}):
        print(f"not read: {reason}")
    for met, words in found:
        print(f"{'met:' if met else 'MISSED:'} {words}")
    if options.json:
        options.json.write_text(json.dumps([asdict(part) for part in parts], indent=1) + "\n")
    if not all(met for met, _ in found):
        raise SystemExit(f"A target was missed. The end of the server's log:\n{said[-LOG:]}")


if __name__ == "__main__":
    main()
