"""Worker processes on this machine. One of them may die; the others go on."""

import multiprocessing
import os
import pickle
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from digitreader.bulk.chunks import Chunk, ReadChunk, Rows
from digitreader.bulk.executor import Outcome
from digitreader.errors import BulkError

SAFE_PATH = "PYTHONSAFEPATH"  # Python's variable that means -P
# fork() copies the locks of fsspec and OpenCV but not the threads that hold them.
SPAWN = multiprocessing.get_context("spawn")
FAILED_AT_START = 3  # workers in a row that die before their networks are loaded; one may be bad luck
LOST = "Workers end before they can read. There may be too little memory: use fewer of them."


class Pool:
    """Reads chunks in worker processes.

    ProcessPoolExecutor drops every pending task when one process is killed, and does not tell which task it was on.
    """

    def __init__(self, read: ReadChunk, workers: int) -> None:
        """Start the workers."""
        self._read = read
        self._workers = [_Worker(read) for _ in range(workers)]
        self._failed_at_start = 0  # in a row

    def room(self) -> bool:
        """Tell whether a worker is idle."""
        return any(worker.chunk is None for worker in self._workers)

    def submit(self, chunk: Chunk) -> None:
        """Give a chunk to an idle worker."""
        place = next(i for i, worker in enumerate(self._workers) if worker.chunk is None)
        try:
            self._workers[place].take(chunk)
        except OSError:  # it died while idle
            self._replace(self._workers[place])
            self._workers[place].take(chunk)

    def outcome(self) -> Outcome:
        """Wait until a worker finishes its chunk or dies."""
        while True:
            busy = {worker.pipe: worker for worker in self._workers if worker.chunk}
            for worker in [busy[pipe] for pipe in wait(list(busy)) if isinstance(pipe, Connection)]:
                if outcome := self._heard(worker):
                    return outcome

    def close(self) -> None:
        """Kill all workers."""
        for worker in self._workers:
            worker.end()

    def _heard(self, worker: "_Worker") -> Outcome | None:
        """Receive from a worker: the outcome of its chunk, or None when it only reports that it is ready."""
        chunk, ready = worker.chunk, worker.ready
        assert chunk is not None  # we wait for busy workers only
        try:
            said: Rows | str = worker.pipe.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            self._failed_at_start += not ready
            if self._failed_at_start >= FAILED_AT_START:
                raise BulkError(LOST) from None
            self._replace(worker)
            return Outcome(chunk, None)
        if isinstance(said, str):
            raise BulkError(said)
        worker.ready, self._failed_at_start = True, 0
        if not ready:
            return None
        worker.chunk = None
        return Outcome(chunk, said)

    def _replace(self, worker: "_Worker") -> None:
        """Start a new worker in place of a dead one."""
        worker.end()
        self._workers[self._workers.index(worker)] = _Worker(self._read)


class _Worker:
    """A process and the pipe to it. chunk: what it reads now, None when idle. ready: its networks are loaded."""

    def __init__(self, read: ReadChunk) -> None:
        """Start the process."""
        self.pipe, theirs = SPAWN.Pipe()
        self.chunk: Chunk | None = None
        self.ready = False
        self._process: SpawnProcess = SPAWN.Process(target=_work, args=(read, theirs), daemon=True)
        with _no_modules_from_here():
            self._process.start()
        theirs.close()  # the process holds the only other end now, so its death closes the pipe

    def take(self, chunk: Chunk) -> None:
        """Send a chunk."""
        self.pipe.send(chunk)
        self.chunk = chunk

    def end(self) -> None:
        """Kill the process."""
        self._process.kill()
        self._process.join()
        self.pipe.close()


@contextmanager
def _no_modules_from_here() -> Iterator[None]:
    """Start processes that import nothing from the current folder: spawn runs `python -c`, which looks there first."""
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        yield
    finally:
        os.environ.pop(SAFE_PATH)
        if before is not None:
            os.environ[SAFE_PATH] = before


def _work(read: ReadChunk, pipe: "Connection[Rows | str, Chunk]") -> None:
    """Read chunks until the pipe closes. Ctrl-C is left to the parent process.

    The first message answers an empty chunk: it says that the networks are loaded.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    chunk = Chunk(0, ())
    try:
        while True:
            try:
                said: Rows | str = read(chunk)
            except Exception as error:  # the networks failed; a bad photo is a row, not an exception
                said = str(error)
            pipe.send(said)
            chunk = pipe.recv()
    except (EOFError, OSError):
        return
