"""Dask workers, on one machine or many."""

import logging
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from digitreader.bulk.chunks import Chunk, ReadChunk
from digitreader.bulk.executor import Outcome
from digitreader.errors import BulkError, SetupError

CHUNKS_PER_THREAD = 2  # one in work and one waiting, so that no thread is ever idle
CONNECT_SECONDS = 10  # to reach the scheduler; on one network it answers in milliseconds
GONE = "The Dask scheduler is gone. What was read is kept: start the same command again once it is back."


class Cluster:
    """Reads chunks on a Dask cluster; the scheduler gives the chunk of a lost worker to another one."""

    def __init__(self, read: ReadChunk, address: str) -> None:
        """Join a cluster.

        Args:
            read: reads a chunk.
            address: the scheduler, tcp://host:port.

        Raises:
            SetupError: Dask is not installed.
            BulkError: no scheduler answers.
        """
        try:
            import distributed
        except ModuleNotFoundError as error:
            raise SetupError("--scheduler needs Dask. Install it with: pip install 'digitreader[bulk]'") from error
        try:
            self._client = distributed.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise BulkError(f"No Dask scheduler answers at {address}. Start one with: dask scheduler") from error
        self._lost_worker = distributed.KilledWorker
        self._read, self._run = read, uuid.uuid4().hex
        self._chunks: dict[Any, Chunk] = {}
        self._done = distributed.as_completed(loop=self._client.loop)
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # our own errors say what went wrong
        if not self._threads():
            print(f"waiting for workers; start some with: dask worker {address}", file=sys.stderr)

    def room(self) -> bool:
        """Tell whether the cluster can take another chunk."""
        return len(self._chunks) < CHUNKS_PER_THREAD * max(self._threads(), 1)

    def submit(self, chunk: Chunk) -> None:
        """Send a chunk to the scheduler."""
        key = f"read-{self._run}-{chunk.number}-{chunk.first}-{chunk.tries}"
        with _connected():
            future = self._client.submit(self._read, chunk, key=key, pure=False)
        self._chunks[future] = chunk
        self._done.add(future)

    def outcome(self) -> Outcome:
        """Wait for the next finished chunk."""
        future = next(self._done)
        chunk = self._chunks.pop(future)
        if future.status == "finished":
            with _connected():
                return Outcome(chunk, future.result())
        error = future.exception() if future.status == "error" else None
        if isinstance(error, self._lost_worker):
            return Outcome(chunk, None)
        raise BulkError(f"A Dask worker cannot read: {error}" if error else GONE)

    def _threads(self) -> int:
        """Count the threads of all workers."""
        with _connected():
            return sum(self._client.nthreads().values())

    def close(self) -> None:
        """Disconnect; the scheduler drops our pending chunks."""
        self._client.close()


@contextmanager
def _connected() -> Iterator[None]:
    """Turn a lost connection into a BulkError."""
    try:
        yield
    except (OSError, RuntimeError, TimeoutError) as error:  # Dask's own are children of these
        raise BulkError(GONE) from error
