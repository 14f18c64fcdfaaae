"""A crew of processes on this machine, each of which may be lost without harm to the others."""

import multiprocessing
import pickle
import signal
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from digitreader.bulk.chunks import Chunk, ReadChunk, Rows
from digitreader.bulk.crew import Outcome
from digitreader.errors import BulkError

# A forked process would inherit threads of fsspec's and OpenCV's that do not run in it.
SPAWN = multiprocessing.get_context("spawn")
LOST = "Two workers in a row ended before they had read anything. There may be too little memory: use fewer workers."


class Pool:
    """A crew of processes.

    The standard library's pool forgets all that was handed out when one process is killed, and not which it was at.
    """

    def __init__(self, read: ReadChunk, workers: int) -> None:
        """Start so many processes."""
        self._read = read
        self._workers = [_Worker(read) for _ in range(workers)]
        self._stillborn = 0  # workers lost in a row without anything read

    def room(self) -> bool:
        """Return whether a process is idle."""
        return any(worker.chunk is None for worker in self._workers)

    def submit(self, chunk: Chunk) -> None:
        """Hand a chunk to an idle process."""
        place = next(i for i, worker in enumerate(self._workers) if worker.chunk is None)
        try:
            self._workers[place].take(chunk)
        except OSError:  # it was lost while it was idle
            self._replace(self._workers[place])
            self._workers[place].take(chunk)

    def outcome(self) -> Outcome:
        """Wait for any process to finish its chunk, or to end."""
        busy = {worker.pipe: worker for worker in self._workers if worker.chunk is not None}
        worker = busy[next(pipe for pipe in wait(list(busy)) if isinstance(pipe, Connection))]
        chunk = worker.chunk
        assert chunk is not None  # busy workers have one
        try:
            said: Rows | str = worker.pipe.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            self._count_lost(worker)
            self._replace(worker)
            return Outcome(chunk, None)
        if isinstance(said, str):
            raise BulkError(said)
        worker.chunk, worker.has_read, self._stillborn = None, True, 0
        return Outcome(chunk, said)

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.end()

    def _count_lost(self, worker: "_Worker") -> None:
        """Refuse to go on where workers are lost as fast as they start."""
        self._stillborn += not worker.has_read
        if self._stillborn > 1 and not any(other.has_read for other in self._workers):
            raise BulkError(LOST)

    def _replace(self, worker: "_Worker") -> None:
        """Start a process instead of one that was lost."""
        worker.end()
        self._workers[self._workers.index(worker)] = _Worker(self._read)


class _Worker:
    """A process and the pipe to it. chunk: what it reads; None: it is idle. has_read: whether it ever finished one."""

    def __init__(self, read: ReadChunk) -> None:
        """Start it."""
        self.pipe, theirs = SPAWN.Pipe()
        self.chunk: Chunk | None = None
        self.has_read = False
        self._process: SpawnProcess = SPAWN.Process(target=_work, args=(read, theirs), daemon=True)
        self._process.start()
        theirs.close()  # the only other end is the process's now, and its end is seen as the end of the pipe

    def take(self, chunk: Chunk) -> None:
        """Send it a chunk."""
        self.pipe.send(chunk)
        self.chunk = chunk

    def end(self) -> None:
        """End it."""
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _work(read: ReadChunk, pipe: "Connection[Rows | str, Chunk]") -> None:
    """Read the chunks that come, until the pipe ends; an interrupt is for the process at the other end of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        while True:
            chunk = pipe.recv()
            try:
                said: Rows | str = read(chunk)
            except Exception as error:  # of the networks: photos that cannot be read are rows
                said = str(error)
            pipe.send(said)
    except (EOFError, OSError):
        return
