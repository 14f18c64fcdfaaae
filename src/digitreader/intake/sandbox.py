"""Runs a child process isolated and within limits: what decodes HEIC and PDF is large, and may fall alone."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from digitreader.intake.sandbox_start import NO_MEMORY, NOT_LOADED
from digitreader.settings.intake import ChildLimits

START = Path(__file__).with_name("sandbox_start.py")
ISOLATED = "-E", "-P"  # like -I, but the packages that a user installed for themselves alone are found
ONE_ARENA = {"MALLOC_ARENA_MAX": "1"}  # glibc; otherwise each thread reserves addresses that count as memory
GLANCE = 0.1  # seconds between two looks whether the answer is still wanted
LIMITS_PROCESSOR = hasattr(signal, "SIGXCPU")  # not on Windows


class ChildFailed(Exception):
    """The child gave no answer. status: its exit status, negative for a signal."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the child ended with status {status}")
        self.status = status


class ChildTooSlow(ChildFailed):
    """The child used up its processor time."""


class ChildTooLarge(ChildFailed):
    """The child wanted more memory than it may have."""


class ChildNotLoaded(ChildFailed):
    """A library that the child needs is not where an isolated Python looks for it."""


class ChildTimedOut(Exception):
    """The child was not ready in time by the clock; the machine may be busy."""


class GivenUp(Exception):
    """Nobody wants the answer any more."""


class Answer(NamedTuple):
    """What a child wrote, and the seconds of the processor that it took."""

    output: bytes
    seconds: float


def never() -> bool:
    """Whether the answer is no longer wanted: it always is."""
    return False


def run_child(
    program: Path, data: bytes, limits: ChildLimits, *arguments: object, given_up: Callable[[], bool] = never
) -> Answer:
    """Run a program in a process of its own, and return what it writes.

    The current folder, PYTHONPATH and all other variables of Python supply nothing.

    Args:
        program: a Python file with a function `main(arguments)` that returns an exit status or None.
        data: what it reads from standard input.
        limits: what it may take.
        arguments: handed to `main`, as texts.
        given_up: asked several times a second; once it is true, the child is killed.

    Raises:
        ChildTooSlow: it used up its processor time.
        ChildTooLarge: it wanted more memory than it may have.
        ChildTimedOut: it used up its time by the clock.
        ChildNotLoaded: a library is missing there.
        ChildFailed: it ended in any other way but well.
        GivenUp: the answer is no longer wanted.
        OSError: it could not be started.
    """
    command = [sys.executable, *ISOLATED, START, program, limits.memory, limits.processor, *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    pipe = subprocess.PIPE
    with (
        subprocess.Popen(
            [str(part) for part in command], stdin=pipe, stdout=pipe, stderr=pipe, env=environment | ONE_ARENA
        ) as child,
        _killed_if(given_up, child),
    ):
        try:
            output, errors = child.communicate(data, limits.clock)
        except subprocess.TimeoutExpired as error:
            raise ChildTimedOut from error
        finally:
            child.kill()
    _judge(child.returncode)
    return Answer(output, float(errors.split()[-1]))


@contextmanager
def _killed_if(given_up: Callable[[], bool], child: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Kill a child as soon as nobody wants its answer.

    Raises:
        GivenUp: that was so.
    """
    done, killed = threading.Event(), threading.Event()

    def watch() -> None:
        while not done.wait(GLANCE):
            if given_up():
                killed.set()
                child.kill()
                return

    watcher = threading.Thread(target=watch, name="watching a child")
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
        if killed.is_set():
            raise GivenUp


def _judge(status: int) -> None:
    """Raise what the exit status of a child says."""
    if LIMITS_PROCESSOR and status == -signal.SIGXCPU:
        raise ChildTooSlow(status)
    kinds: dict[int, type[ChildFailed]] = {NOT_LOADED: ChildNotLoaded, NO_MEMORY: ChildTooLarge}
    if status:
        raise kinds.get(status, ChildFailed)(status)
