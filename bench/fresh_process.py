"""What a command costs from the start of its process on."""

import subprocess
import sys
from collections.abc import Sequence

WATCH = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, capture_output=True)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def seconds_and_mib(command: Sequence[str]) -> tuple[float, float]:
    """Seconds and peak memory of a command.

    A small process starts it: a child of this one would have this one's memory counted as its own.
    """
    done = subprocess.run([sys.executable, "-c", WATCH, *command], check=True, capture_output=True, text=True)
    seconds, peak = map(float, done.stdout.split())
    return seconds, peak / (2**20 if sys.platform == "darwin" else 2**10)  # macOS counts bytes, Linux kibibytes
