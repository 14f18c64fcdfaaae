"""The start of every child process: loads a program, sets the limits, then runs its `main`.

`python -E -P sandbox_start.py PROGRAM MEMORY SECONDS [ARGUMENT ...]` is run by sandbox.py. It imports nothing of
digitreader, and its program is a file, so neither the current folder nor PYTHONPATH decides what is loaded. The last
line on its standard error are the seconds of the processor that it took.
"""

import ctypes
import signal
import sys
import time
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

PR_SET_PDEATHSIG = 1  # of prctl(2)
NOT_LOADED = 127  # the exit status when a library is missing where an isolated Python looks; as a shell says it
NO_MEMORY = 12  # the exit status where memory ended; the number of ENOMEM


def end_with_parent() -> None:
    """Have this process killed when the one that started it ends, however it does; on Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def limit(memory: int, seconds: int) -> None:
    """Limit what this process may still take; Windows has no such limits, and there only the parent's clock helps.

    Args:
        memory: bytes beyond what is loaded already; on Linux only.
        seconds: of the processor, since the start. SIGXCPU ends the process then, and SIGKILL a second later.
    """
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    if sys.platform == "linux":
        with open("/proc/self/statm") as file:
            most = int(file.read().split()[0]) * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def load(path: str) -> ModuleType:
    """Load a program from its file, with the libraries that it imports."""
    spec = spec_from_file_location("program", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python file")
    program = module_from_spec(spec)
    spec.loader.exec_module(program)
    return program


def main(program: str, memory: str, seconds: str, *arguments: str) -> None:
    """Run a program within its limits; what its `main` returns is the exit status, or NOT_LOADED or NO_MEMORY."""
    end_with_parent()
    try:
        loaded = load(program)
    except ImportError:
        sys.exit(NOT_LOADED)
    limit(int(memory), int(seconds))
    try:
        status = loaded.main(list(arguments))
    except MemoryError:
        sys.exit(NO_MEMORY)
    print(time.process_time(), file=sys.stderr)
    sys.exit(status)


if __name__ == "__main__":
    main(*sys.argv[1:])
