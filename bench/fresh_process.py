"""Measure the time and memory of a command in a fresh process."""

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

    A small helper process starts it; a direct child would be charged with this process's memory.
    """
    done = subprocess.run([sys.executable, "-c", WATCH, *command], check=True, capture_output=True, text=True)
    seconds, peak = map(float, done.stdout.split())
    return seconds, peak / (2**20 if sys.platform == "darwin" else 2**10)  # macOS counts bytes, Linux kibibytes
