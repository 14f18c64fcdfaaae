"""The crew: whoever reads chunks, and what happens to a chunk whose worker was lost."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from digitreader.bulk.chunks import Chunk, ReadChunk, Rows
from digitreader.bulk.rows import failed

TRIES = 3  # workers that a single photo may cost
DEADLY = (
    "Reading this photo ended the worker, three times over. It may want more memory than there is: use fewer workers, "
    "or save the photo smaller."
)


class Outcome(NamedTuple):
    """What became of a chunk: its rows, or None where its worker was lost."""

    chunk: Chunk
    rows: Rows | None


class Crew(Protocol):
    """Workers that read chunks at the same time."""

    def room(self) -> bool:
        """Return whether one more chunk may be handed out now."""

    def submit(self, chunk: Chunk) -> None:
        """Hand out a chunk."""

    def outcome(self) -> Outcome:
        """Wait for any chunk that was handed out.

        Raises:
            DigitReaderError: no worker can read, and none could with another try.
        """

    def close(self) -> None:
        """Send the workers home, whatever they are at."""


class Alone:
    """A crew of this process."""

    def __init__(self, read: ReadChunk) -> None:
        """Take what reads a chunk."""
        self._read = read
        self._chunks: deque[Chunk] = deque()

    def room(self) -> bool:
        """Return whether nothing is waiting."""
        return not self._chunks

    def submit(self, chunk: Chunk) -> None:
        """Keep a chunk until its outcome is asked for."""
        self._chunks.append(chunk)

    def outcome(self) -> Outcome:
        """Read the chunk that is waiting."""
        chunk = self._chunks.popleft()
        return Outcome(chunk, self._read(chunk))

    def close(self) -> None:
        """Do nothing: there is nobody else."""


def read_all(chunks: Iterable[Chunk], crew: Crew) -> Iterator[tuple[Chunk, Rows]]:
    """Yield each chunk with its rows as soon as it is read, in no particular order.

    Where a worker is lost, its chunk is read again photo by photo; a photo that costs several workers becomes a row
    that says so.

    Raises:
        DigitReaderError: nobody can read.
    """
    fresh, again, waiting = iter(chunks), deque[Chunk](), 0
    torn: dict[int, _Torn] = {}
    while True:
        while crew.room() and (chunk := again.popleft() if again else next(fresh, None)):
            crew.submit(chunk)
            waiting += 1
        if not waiting:
            return
        chunk, rows = crew.outcome()
        waiting -= 1
        if rows is None and (len(chunk.photos) > 1 or chunk.tries + 1 < TRIES):
            torn.setdefault(chunk.number, _Torn(chunk))
            again.extend(chunk.one_by_one())
            continue
        rows = failed(chunk.photos[0].name, DEADLY) if rows is None else rows
        if chunk.number not in torn:
            yield chunk, rows
        elif torn[chunk.number].whole_with(chunk, rows):
            yield torn.pop(chunk.number).mended()


class _Torn:
    """A chunk that is being read photo by photo."""

    def __init__(self, chunk: Chunk) -> None:
        """Begin with nothing read."""
        self._chunk = chunk
        self._rows: dict[int, Rows] = {}

    def whole_with(self, part: Chunk, rows: Rows) -> bool:
        """Add the rows of a part; return whether all are there now."""
        self._rows[part.first] = rows
        return len(self._rows) == len(self._chunk.photos)

    def mended(self) -> tuple[Chunk, Rows]:
        """Return the chunk with the rows of its photos in order."""
        return self._chunk, tuple(row for _, rows in sorted(self._rows.items()) for row in rows)
