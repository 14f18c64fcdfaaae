"""The protocol of all readers: one job a line in, one answer a line out, as JSON.

A job is {"file": ..., "psm": ...}; psm is Tesseract's page segmentation mode, and the others ignore it. An answer is
{"text": lines of digits, "ms": wall time from file name to text, "busy_ms": CPU time of all threads}; other load on the
machine hardly changes the CPU time. When the jobs end, the last answer is {"peak_mib": ...}. Each reader runs in its
own process and environment, so this module imports only the standard library.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path


def serve(read: Callable[[str, int], str]) -> None:
    """Answer all jobs with a function that reads a file."""
    answers = sys.stdout
    sys.stdout = sys.stderr  # keep libraries' output out of the answers
    for line in sys.stdin:
        job = json.loads(line)
        start, busy = time.perf_counter(), time.process_time()
        text = read(job["file"], job["psm"])
        took = {"ms": 1000 * (time.perf_counter() - start), "busy_ms": 1000 * (time.process_time() - busy)}
        print(json.dumps({"text": text, **took}), file=answers, flush=True)
    print(json.dumps({"peak_mib": peak_mib()}), file=answers, flush=True)


def peak_mib() -> float:
    """Peak memory of this process in MiB."""
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss would include the parent from before exec
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # macOS counts bytes
