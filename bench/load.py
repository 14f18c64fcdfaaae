"""Load test: many visitors at once in little memory: `make load`.

The app's server runs with two CPUs and 1 GiB. Each visitor speaks a browser's protocol, uploads a 12-megapixel photo
and waits for its text; no two photos are the same file. Visitors come in waves for some minutes, then a whole wave
arrives at once, then twice as many. The visitors run on the same machine, on the same two CPUs if it has no more.
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
from dataclasses import asdict
from pathlib import Path

import numpy as np
from boxed import ROOT, Boxed, boxed
from PIL import Image
from screen import Screen
from visitor import Visitor
from visits import Part, Visit, as_table, targets
from web import Lost
from websockets.exceptions import WebSocketException

SAMPLE = ROOT / "src" / "digitreader" / "samples" / "ruled-paper.jpg"  # the slowest to read; 4:3, like a phone's photos
SIZE = 4032, 3024  # pixels
GRAIN = 6  # grey levels of sensor noise
STAY = 5.0  # seconds a visitor stays to look at the text
PATIENCE = 180.0  # seconds until a visitor gives up
WAIT = re.compile(r"\b(wait|waits|waiting|busy|in a minute|many people)\b", re.IGNORECASE)
WAVE = 60.0  # seconds
LOG = 2000  # characters


def make_photo(file: Path) -> bytes:
    """Make a sample look like a phone's photo: a JPEG of 12 megapixels."""
    with Image.open(file) as image:
        pixels = np.asarray(image.convert("RGB").resize(SIZE, Image.Resampling.BICUBIC), np.int16)
    noise = np.random.default_rng(0).integers(-GRAIN, GRAIN + 1, (*pixels.shape[:2], 1), dtype=np.int16)
    stream = io.BytesIO()
    Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8)).save(stream, "JPEG", quality=90)
    return stream.getvalue()


def another(photo: bytes, number: int) -> bytes:
    """The same photo as a different file: number it in a comment after the JPEG's first two bytes."""
    comment = f"{number:08}".encode()
    return photo[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + photo[2:]


async def visit(host: str, photo: bytes, stay: float = STAY) -> Visit:
    """Visit: open the page, upload a photo, wait for its text, look at it, and leave."""
    came, page, told, visitor = time.monotonic(), math.nan, False, Visitor(host)

    def answered(screen: Screen) -> bool:
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
        """Send waves of visitors, spread over `within` seconds, for some minutes, or a single wave."""
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
        """Make one visit that begins after a delay in seconds."""
        self._photos += 1
        number = self._photos
        await asyncio.sleep(after)
        return await visit(self.server.host, another(self.photo, number))

    def _memory(self) -> float:
        return self.server.samples[-1][1]


def _options() -> argparse.Namespace:
    """Parse the command line."""
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
    """Run all parts."""
    run, many = Run(server, make_photo(options.photo)), options.visitors
    await run.part("1 (first of all)", 1)
    waves = f"{many} in {options.within:g} s, for {options.minutes:g} min"
    await run.part(waves, many, options.within, options.minutes)
    await run.part(f"{many} at once", many)
    await run.part(f"{options.surplus} at once", options.surplus)
    return run.parts


def main() -> None:
    """Run and print the table; exit with an error if a target was missed."""
    options = _options()
    with tempfile.TemporaryFile() as log:
        with boxed(options.memory, log) as server:
            parts = asyncio.run(_run(server, options))
            found = targets(parts[1], parts[3], server.runs)
            kernel = (
                f"peak {server.peak:.0f} MB by the kernel, {server.busy:.0f} s of the processor" if server.runs else ""
            )
        log.seek(0)
        said = log.read().decode(errors="replace")
    print(as_table(parts))
    print(f"the server: {kernel or 'ended'}; {said.count('Traceback')} tracebacks in its log")
    print(f"its limit: {options.memory} MiB, kept by {server.box}{'; CROSSED' if server.crossed else ''}")
    own = resource.getrusage(resource.RUSAGE_SELF)
    print(f"the visitors: {own.ru_utime + own.ru_stime:.0f} s of the processor; "
          f"{os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f} at the end")  # fmt: skip
    for reason in sorted({each.said for part in parts for each in part.visits if each.outcome != "read"}):
        print(f"not read: {reason}")
    for met, words in found:
        print(f"{'met:' if met else 'MISSED:'} {words}")
    if options.json:
        options.json.write_text(json.dumps([asdict(part) for part in parts], indent=1) + "\n")
    if not all(met for met, _ in found):
        raise SystemExit(f"A target was missed. The end of the server's log:\n{said[-LOG:]}")


if __name__ == "__main__":
    main()
