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
STILLBORN = 3  # workers in a row that end before they can read
LOST = "Workers end before they can read. There may be too little memory: use fewer of them."


class Pool:
    """A crew of processes.

    The standard library's pool forgets all that was handed out when one process is killed, and not which it was at.
    """

    def __init__(self, read: ReadChunk, workers: int) -> None:
        """Start so many processes."""
        self._read = read
        self._workers = [_Worker(read) for _ in range(workers)]
        self._stillborn = 0  # in a row

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
        while True:
            busy = {worker.pipe: worker for worker in self._workers if worker.chunk}
            for worker in [busy[pipe] for pipe in wait(list(busy)) if isinstance(pipe, Connection)]:
                if outcome := self._heard(worker):
                    return outcome

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.end()

    def _heard(self, worker: "_Worker") -> Outcome | None:
        """Return the outcome of a worker's chunk; None where it only says that it is ready."""
        chunk, ready = worker.chunk, worker.ready
        assert chunk is not None  # those who are listened to have one
        try:
            said: Rows | str = worker.pipe.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            self._stillborn += not ready
            if self._stillborn >= STILLBORN:
                raise BulkError(LOST) from None
            self._replace(worker)
            return Outcome(chunk, None)
        if isinstance(said, str):
            raise BulkError(said)
        worker.ready, self._stillborn = True, 0
        if not ready:
            return None
        worker.chunk = None
        return Outcome(chunk, said)

    def _replace(self, worker: "_Worker") -> None:
        """Start a process instead of one that was lost."""
        worker.end()
        self._workers[self._workers.index(worker)] = _Worker(self._read)


class _Worker:
    """A process and the pipe to it. chunk: what it reads; None: it is idle. ready: its networks are loaded."""

    def __init__(self, read: ReadChunk) -> None:
        """Start it."""
        self.pipe, theirs = SPAWN.Pipe()
        self.chunk: Chunk | None = None
        self.ready = False
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
    """Read the chunks that come, until the pipe ends; an interrupt is for the process at the other end of it.

    The first answer is to no chunk: it says that the networks are loaded.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    chunk = Chunk(0, ())
    try:
        while True:
            try:
                said: Rows | str = read(chunk)
            except Exception as error:  # of the networks: photos that cannot be read are rows
                said = str(error)
            pipe.send(said)
            chunk = pipe.recv()
    except (EOFError, OSError):
        return
