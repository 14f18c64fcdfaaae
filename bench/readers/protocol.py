"""What every reader says and hears: a job a line in, an answer a line out, as JSON.

A job is {"file": ..., "psm": ...}; psm, Tesseract's page segmentation mode, is nothing to the others. An answer is
{"text": lines of digits, "ms": from the file's name to its text, "busy_ms": the same of the processor, all threads
together, which other work on the machine hardly changes}. When the jobs end, {"peak_mib": ...} is the last answer. Each
reader is a process of its own with an environment of its own: this module needs nothing.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path


def serve(read: Callable[[str, int], str]) -> None:
    """Answer all jobs with what reads a file."""
    answers = sys.stdout
    sys.stdout = sys.stderr  # libraries like to talk
    for line in sys.stdin:
        job = json.loads(line)
        start, busy = time.perf_counter(), time.process_time()
        text = read(job["file"], job["psm"])
        took = {"ms": 1000 * (time.perf_counter() - start), "busy_ms": 1000 * (time.process_time() - busy)}
        print(json.dumps({"text": text, **took}), file=answers, flush=True)
    print(json.dumps({"peak_mib": peak_mib()}), file=answers, flush=True)


def peak_mib() -> float:
    """Return the most memory that this process ever held, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss would count the process that this one was forked from
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # macOS counts bytes
