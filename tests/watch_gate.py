"""Send the odd files through the gate, one by one, and print what became of each: a process of its own.

`python tests/watch_gate.py` prints a line of JSON a file: name, end, what was said, seconds of the processor with those
of children (HEIC), peak megabytes (on Linux alone), bytes. With --read it is read, too.
"""

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from itertools import chain
from pathlib import Path

from odd_jpegs import odd_jpegs
from odd_others import odd_others
from odd_pngs import odd_pngs

from digitreader.decision.networks import load_networks
from digitreader.errors import ReadError
from digitreader.intake.photo import open_photo
from digitreader.reading import read_photo

SLOW = 1.0  # seconds; what takes longer is measured twice, for a crowded processor works slower
STATUS, FORGET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def seconds() -> float:
    """The processor's time that this process and its children took."""
    return sum(os.times()[:4])


def memory(what: str = "VmHWM") -> float:
    """The most memory held at once since the last time that peaks were forgotten, in MB; VmRSS: that is held now."""
    if not STATUS.exists():
        return 0.0
    return next(int(line.split()[1]) / 1000 for line in STATUS.read_text().splitlines() if line.startswith(what))


def measured(data: bytes, read: Callable[[bytes], object], libraries: float) -> tuple[str, str, float, float]:
    """Return how a file ends, what is said about it, the processor's seconds and the peak of memory in MB."""
    if FORGET.exists():
        FORGET.write_text("5")  # the peak so far
    start, before = seconds(), memory("VmRSS")  # what making the file left behind is not the gate's
    try:
        end, said = type(read(data)).__name__, ""
    except ReadError as error:
        end, said = type(error).__name__, str(error)
    except Exception as error:
        end, said = f"! {type(error).__name__}", str(error)
    return end, said, round(seconds() - start, 3), round(libraries + memory() - before, 1)


def main(read: bool) -> None:
    """Print the lines."""
    classifier, line_recognizer = load_networks()
    opened = partial(read_photo, classifier=classifier, line_recognizer=line_recognizer) if read else open_photo
    libraries = memory("VmRSS")
    for name, data in chain(odd_jpegs(), odd_pngs(), odd_others()):
        end, said, took, most = measured(data, opened, libraries)
        if took > SLOW:
            took = min(took, measured(data, opened, libraries)[2])
        print(json.dumps([name, end, said, took, most, len(data)]), flush=True)


if __name__ == "__main__":
    main("--read" in sys.argv)
