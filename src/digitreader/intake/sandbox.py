"""Runs a child process isolated and within limits: what decodes HEIC and PDF is large, and may fall alone."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from digitreader.intake.sandbox_start import NOT_LOADED
from digitreader.settings import ChildLimits

START = Path(__file__).with_name("sandbox_start.py")
ONE_ARENA = {"MALLOC_ARENA_MAX": "1"}  # glibc; otherwise each thread reserves addresses that count as memory


class ChildFailed(Exception):
    """The child gave no answer. status: its exit status, negative for a signal."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the child ended with status {status}")
        self.status = status


class ChildTooSlow(ChildFailed):
    """The child used up its processor time."""


class ChildNotLoaded(ChildFailed):
    """A library that the child needs is not where an isolated Python looks for it."""


class ChildTimedOut(Exception):
    """The child was not ready in time by the clock; the machine may be busy."""


def run_child(program: Path, data: bytes, limits: ChildLimits, *arguments: object) -> bytes:
    """Run a program in a process of its own, and return what it writes.

    `python -I` ignores the current folder, PYTHONPATH and the user's own packages.

    Args:
        program: a Python file with a function `main(arguments)` that returns an exit status or None.
        data: what it reads from standard input.
        limits: what it may take.
        arguments: handed to `main`, as texts.

    Raises:
        ChildTooSlow: it used up its processor time.
        ChildTimedOut: it used up its time by the clock.
        ChildNotLoaded: a library is missing there.
        ChildFailed: it ended in any other way but well.
        OSError: it could not be started.
    """
    command = [sys.executable, "-I", START, program, limits.memory, limits.processor, *arguments]
    words, environment = [str(part) for part in command], os.environ | ONE_ARENA
    try:
        done = subprocess.run(
            words, input=data, capture_output=True, env=environment, timeout=limits.clock, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ChildTimedOut from error
    if hasattr(signal, "SIGXCPU") and done.returncode == -signal.SIGXCPU:
        raise ChildTooSlow(done.returncode)
    if done.returncode == NOT_LOADED:
        raise ChildNotLoaded(done.returncode)
    if done.returncode:
        raise ChildFailed(done.returncode)
    return done.stdout
