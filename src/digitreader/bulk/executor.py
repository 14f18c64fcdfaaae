"""Who reads the chunks, and what happens to a chunk whose worker died."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from digitreader.bulk.chunks import Chunk, ReadChunk, Rows
from digitreader.bulk.rows import Row

TRIES = 3  # workers that a single photo may kill before we give it up
KILLED_WORKER = (
    "Reading this photo ended the worker, three times over. It may want more memory than there is: use fewer workers, "
    "or save the photo smaller."
)


class Outcome(NamedTuple):
    """A chunk and its rows; None when its worker died."""

    chunk: Chunk
    rows: Rows | None


class Executor(Protocol):
    """Reads chunks, several at a time."""

    def room(self) -> bool:
        """Tell whether it can take another chunk now."""

    def submit(self, chunk: Chunk) -> None:
        """Start reading a chunk."""

    def outcome(self) -> Outcome:
        """Wait for the next finished chunk.

        Raises:
            DigitReaderError: no worker can read, and trying again would not help.
        """

    def close(self) -> None:
        """Stop the workers at once."""


class InProcess:
    """Reads one chunk at a time in this process."""

    def __init__(self, read: ReadChunk) -> None:
        """Read with this function."""
        self._read = read
        self._chunks: deque[Chunk] = deque()

    def room(self) -> bool:
        """Tell whether no chunk is waiting."""
        return not self._chunks

    def submit(self, chunk: Chunk) -> None:
        """Keep the chunk until its outcome is asked for."""
        self._chunks.append(chunk)

    def outcome(self) -> Outcome:
        """Read the waiting chunk."""
        chunk = self._chunks.popleft()
        return Outcome(chunk, self._read(chunk))

    def close(self) -> None:
        """Do nothing: there are no workers."""


def read_all(chunks: Iterable[Chunk], executor: Executor) -> Iterator[tuple[Chunk, Rows]]:
    """Yield each chunk with its rows as soon as it is read, in no particular order.

    When a worker dies, its chunk is read again photo by photo. A photo that kills TRIES workers becomes a row that
    says so.

    Raises:
        DigitReaderError: no worker can read.
    """
    fresh, again, waiting = iter(chunks), deque[Chunk](), 0
    split: dict[int, _Split] = {}
    while True:
        while executor.room() and (chunk := again.popleft() if again else next(fresh, None)):
            executor.submit(chunk)
            waiting += 1
        if not waiting:
            return
        chunk, rows = executor.outcome()
        waiting -= 1
        if rows is None and (len(chunk.photos) > 1 or chunk.tries + 1 < TRIES):
            split.setdefault(chunk.number, _Split(chunk))
            again.extend(chunk.one_by_one())
            continue
        if rows is None:
            rows = (Row(chunk.photos[0].name, error=KILLED_WORKER),)
        if chunk.number not in split:
            yield chunk, rows
        elif split[chunk.number].complete_with(chunk, rows):
            yield split.pop(chunk.number).merged()


class _Split:
    """A chunk that is being read photo by photo."""

    def __init__(self, chunk: Chunk) -> None:
        """Start with nothing read."""
        self._chunk = chunk
        self._rows: dict[int, Rows] = {}

    def complete_with(self, part: Chunk, rows: Rows) -> bool:
        """Add the rows of one photo; tell whether the chunk is complete."""
        self._rows[part.first] = rows
        return len(self._rows) == len(self._chunk.photos)

    def merged(self) -> tuple[Chunk, Rows]:
        """Return the chunk and the rows of its photos, in order."""
        return self._chunk, tuple(row for _, rows in sorted(self._rows.items()) for row in rows)
