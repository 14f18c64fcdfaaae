"""Read a stack: list its photos, read them chunk by chunk, write one table."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from digitreader import __version__
from digitreader.atomic_write import atomic_write
from digitreader.bulk.chunks import ReadChunk
from digitreader.bulk.executor import Executor, InProcess, read_all
from digitreader.bulk.parts import Parts, Plan, told
from digitreader.bulk.photo_list import list_photos
from digitreader.bulk.progress import ProgressBar
from digitreader.bulk.rows import Row
from digitreader.bulk.table import writer_for
from digitreader.errors import BulkError, OutputError
from digitreader.numbers.decimal_mark import Convention


@dataclass(frozen=True)
class Stack:
    """What to read.

    sources: as the user named them. out: the table. model: a model folder or file; None for the shipped one. chunk:
    photos handed out at a time. decimal: the decimal mark of the numbers.
    """

    sources: tuple[str, ...]
    out: Path
    model: Path | None = None
    chunk: int = 32
    decimal: Convention = "auto"


def read_stack(stack: Stack, workers: int, scheduler: str | None = None) -> str:
    """Read a stack, or what an earlier run left of it, and return a sentence that sums it up.

    Args:
        stack: the photos and the table.
        workers: processes on this machine; 0 reads in this one.
        scheduler: address of a Dask cluster that reads instead.

    Raises:
        BulkError: there is nothing to read, the run started with other photos or networks, or no worker can read.
        OutputError: the table exists already, or cannot be written.
        ModelError: the networks cannot be loaded.
        SetupError: a package of the extra `bulk` is missing.
    """
    write = writer_for(stack.out)
    parts = Parts(stack.out)
    if stack.out.exists():
        return _finished(stack.out, parts)
    read, reader = _reader(stack)
    photos = () if parts.begun else list_photos(stack.sources)
    with parts.held():
        if not parts.begun:
            parts.begin(Plan(stack.sources, reader, stack.chunk, len(photos)), photos)
        _check(parts, stack.sources, reader)
        rate = _read(parts, _executor(read, workers, scheduler))
        count = _Count()
        whole = parts.folder / stack.out.name
        with told(stack.out):
            with atomic_write(whole) as beside:  # on the disk before it gets its name, even if the machine stops
                write(count.counted(parts.rows()), beside)
            whole.replace(stack.out)
    parts.remove()
    return f"{stack.out}: {count}; {rate:.1f} photos a second"


def _finished(out: Path, parts: Parts) -> str:
    """Sum up a run whose table exists: it was killed at its very end.

    Raises:
        OutputError: the table is another run's.
    """
    if not parts.begun:
        raise OutputError(f"{out} is there already, and nothing was read. Remove it, or name another --out.")
    parts.remove()
    return f"{out}: was complete already"


def _reader(stack: Stack) -> tuple[ReadChunk, str]:
    """Return the function that reads chunks, and the version, networks and decimal mark that it reads with."""
    from digitreader.bulk.reader import Reader
    from digitreader.decision.networks import fingerprint, load_networks

    model = stack.model.absolute() if stack.model else None
    load_networks(model)  # report their faults once, not from every worker
    networks = fingerprint(model)
    return Reader(model, networks, stack.decimal), f"{__version__} {networks} {stack.decimal}"


def _check(parts: Parts, sources: tuple[str, ...], reader: str) -> None:
    """Refuse to mix the results of two different runs."""
    plan = parts.plan()
    if (plan.sources, plan.reader) == (sources, reader):
        return
    differ = "photos" if plan.sources != sources else "networks or another decimal mark"
    raise BulkError(
        f"{parts.folder} was begun with other {differ}. Start the same command again, name another --out, or "
        "remove that folder to begin anew."
    )


def _executor(read: ReadChunk, workers: int, scheduler: str | None) -> Executor:
    """Return the executor that the user asked for."""
    if scheduler:
        from digitreader.bulk.cluster import Cluster

        return Cluster(read, scheduler)
    if not workers:
        return InProcess(read)
    from digitreader.bulk.pool import Pool

    return Pool(read, workers)


def _read(parts: Parts, executor: Executor) -> float:
    """Read the unread chunks; return how many photos a second."""
    plan = parts.plan()
    progress = ProgressBar(min(len(parts.read()) * plan.chunk, plan.photos), plan.photos)
    with closing(executor):
        for chunk, rows in read_all(parts.unread(), executor):
            parts.keep(chunk, rows)
            progress.add(len(chunk.photos))
    progress.end()
    return progress.rate


class _Count:
    """Counts rows while they pass."""

    def __init__(self) -> None:
        self._photos, self._lines, self._failed = 0, 0, 0

    def counted(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the same rows."""
        for row in rows:
            self._photos += row.line in (None, 1)
            self._lines += row.line is not None
            self._failed += row.error is not None
            yield row

    def __str__(self) -> str:
        """Sum up."""
        bad = f", {self._failed:,} could not be read" if self._failed else ""
        return f"{self._photos:,} photos, {self._lines:,} lines of writing{bad}"
