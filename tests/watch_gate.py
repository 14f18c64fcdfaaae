"""Send the odd files through the gate one by one, and see what became of each and what it cost.

`python tests/watch_gate.py` prints a line of JSON a file, with the costly ones at their full size: name, end, what was
said, seconds of the processor with those of children (HEIC), peak megabytes beside the program (on Linux alone). With
--read it is read, too.
"""

import ctypes
import json
import math
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from odd_jpegs import odd_jpegs
from odd_others import odd_others
from odd_pngs import odd_pngs

from digitreader.errors import ReadError
from digitreader.intake.photo import open_photo
from digitreader.settings.intake import PhotoSettings

try:
    import resource
except ImportError:  # Windows
    resource = None

STATUS, FORGET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
USUAL = PhotoSettings()
SLOW = 1.0  # seconds; what takes longer is measured twice, for a crowded processor works slower
HEAVY = 175  # megabytes; likewise, for the kernel counts memory by and by
give_back = getattr(ctypes.CDLL(None), "malloc_trim", int) if sys.platform == "linux" else int


class Outcome(NamedTuple):
    """What became of a file. end: Photo, or the kind of error. seconds: of the processor. megabytes: at the peak."""

    name: str
    end: str
    said: str
    seconds: float
    megabytes: float


def lowered(share: int) -> PhotoSettings:
    """The limits with 1 / share of the bytes, pixels and work, so that a costly file costs as little."""
    each = ("max_bytes", "max_pixels", "max_pixel_bytes", "max_decoder_bytes", "max_blocks_visited")
    counts = ("max_jpeg_tables", "max_jpeg_segments", "max_png_chunks", "strip_above", "strip_pixels")
    lower = {name: getattr(USUAL, name) // share for name in (*each, *counts)}
    return replace(USUAL, working_side=round(USUAL.working_side / math.sqrt(share)), **lower)


def seconds() -> float:
    """The processor's time that this process and its children took."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN) if resource else None
    return time.process_time() + (children.ru_utime + children.ru_stime if children else 0.0)


def memory(what: str = "VmHWM") -> float:
    """The most memory held at once since the last time that peaks were forgotten, in MB; VmRSS: that is held now."""
    if not STATUS.exists():
        return 0.0
    return next(int(line.split()[1]) / 1000 for line in STATUS.read_text().splitlines() if line.startswith(what))


def measured(name: str, data: bytes, read: Callable[[bytes], object]) -> Outcome:
    """See how a file ends, what is said about it, and what it costs."""
    if FORGET.exists():
        give_back(0)  # what earlier files left free would hide what this one takes
        FORGET.write_text("5")  # the peak so far
    start, before = seconds(), memory("VmRSS")  # what making the file left behind is not the gate's
    try:
        end, said = type(read(data)).__name__, ""
    except ReadError as error:
        end, said = type(error).__name__, str(error)
    except Exception as error:
        end, said = f"! {type(error).__name__}", str(error)
    return Outcome(name, end, said, round(seconds() - start, 3), round(memory() - before, 1))


def outcomes(read: Callable[[bytes], object], share: int = 1) -> Iterator[Outcome]:
    """See what becomes of every odd file, and twice of a dear one: another process or thread may have cost that.

    share: the costly ones have 1 / share of their full size.
    """
    for name, data in chain(odd_jpegs(share), odd_pngs(share), odd_others(share)):
        outcome = measured(name, data, read)
        if (outcome.seconds > SLOW / share or outcome.megabytes > HEAVY / share) and "heic" not in name:
            again = measured(name, data, read)
            least = {cost: min(getattr(outcome, cost), getattr(again, cost)) for cost in ("seconds", "megabytes")}
            outcome = outcome._replace(**least)
        yield outcome


def main(whole: bool) -> None:
    """Print what becomes of every file at its full size."""
    read: Callable[[bytes], object] = open_photo
    if whole:
        from digitreader.decision.networks import load_networks
        from digitreader.reading import read_photo

        classifier, line_recognizer = load_networks()
        read = partial(read_photo, classifier=classifier, line_recognizer=line_recognizer)
    for outcome in outcomes(read):
        print(json.dumps(outcome), flush=True)


if __name__ == "__main__":
    main("--read" in sys.argv)
