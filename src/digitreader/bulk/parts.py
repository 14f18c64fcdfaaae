"""A run's state on disk: its plan, and one file for each chunk that was read. A stopped run goes on from it."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass
from itertools import chain, islice
from pathlib import Path

from digitreader.atomic_write import atomic_write
from digitreader.bulk.address import Address
from digitreader.bulk.chunks import Chunk, Rows
from digitreader.bulk.rows import Row
from digitreader.errors import OutputError

try:
    import fcntl
except ModuleNotFoundError:  # Windows has no flock; there nothing stops a second run
    fcntl = None  # type: ignore[assignment]

OWN = 0o700  # the plan holds addresses with all that opens them
NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # Windows has no such flag, and lets few users make links


@dataclass(frozen=True)
class Plan:
    """What a run started with. sources: as named. reader: version and networks. chunk, photos: counts of photos."""

    sources: tuple[str, ...]
    reader: str
    chunk: int
    photos: int


class Parts:
    """A folder beside the table: plan.jsonl, which lists the photos, and a part for each chunk that was read.

    A part is written under another name and then renamed, so it is there whole or not at all. Whenever a run is
    killed, each photo is in exactly one part or has yet to be read.
    """

    def __init__(self, out: Path) -> None:
        """Name the folder that belongs to a table; it need not exist."""
        self.folder = out.with_name(f"{out.name}.parts")
        self._plan = self.folder / "plan.jsonl"

    @property
    def begun(self) -> bool:
        """Whether a run has written its plan."""
        return self._plan.exists()

    def begin(self, plan: Plan, photos: Sequence[Address]) -> None:
        """Write the plan."""
        _write(self._plan, chain([asdict(plan)], map(astuple, photos)))

    def plan(self) -> Plan:
        """Return the plan."""
        with self._plan.open(encoding="ascii") as file:
            found = json.loads(file.readline())
        return Plan(**{**found, "sources": tuple(found["sources"])})

    @contextmanager
    def held(self) -> Iterator[None]:
        """Lock the folder against other runs; the lock ends with the process.

        Raises:
            OutputError: another run holds it, or the folder cannot be made.
        """
        lock = self.folder / "lock"
        if self.folder.is_symlink() or lock.is_symlink():
            raise OutputError(f"{self.folder} or the lock in it is a link. Remove the link, or name another --out.")
        try:
            self.folder.mkdir(mode=OWN, exist_ok=True)
            file = open(  # noqa: SIM115  # it is closed below, in the same function
                lock, "a", opener=lambda name, flags: os.open(name, flags | NO_LINK, 0o600)
            )
        except OSError as error:
            raise OutputError(f"{self.folder}: cannot be made or written to ({error.strerror}).") from error
        with file:
            try:
                if fcntl:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise OutputError("Another run is writing this table. Wait for it, or name another --out.") from error
            yield

    def read(self) -> set[int]:
        """Return the numbers of the chunks that were read."""
        return {int(path.stem.removeprefix("part-")) for path in self.folder.glob("part-*.jsonl")}

    def unread(self) -> Iterator[Chunk]:
        """Yield the chunks that are not read yet."""
        size, done = self.plan().chunk, self.read()
        with self._plan.open(encoding="ascii") as file:
            next(file)
            number = 0
            while lines := list(islice(file, size)):
                if number not in done:
                    yield Chunk(number, tuple(Address(*json.loads(line)) for line in lines))
                number += 1

    def keep(self, chunk: Chunk, rows: Rows) -> None:
        """Write the rows of a whole chunk."""
        _write(self._part(chunk.number), (row.cells for row in rows))

    def rows(self) -> Iterator[Row]:
        """Yield all rows, in the order of the plan."""
        for number in sorted(self.read()):
            with self._part(number).open(encoding="ascii") as file:
                yield from (Row(*json.loads(line)) for line in file)

    def remove(self) -> None:
        """Remove the folder, once the table is complete."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _part(self, number: int) -> Path:
        """Return the file for a chunk's rows."""
        return self.folder / f"part-{number:08}.jsonl"


def _write(path: Path, lines: Iterable[object]) -> None:
    """Write lines of JSON so that the file is there whole or not at all, even if the machine stops."""
    with told(path.parent), atomic_write(path) as beside, beside.open("w", encoding="ascii") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Say it in a sentence when something cannot be written.

    Raises:
        OutputError: it could not be.
    """
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror or error}). Make room, then start the same command again: "
            "what was read is kept."
        ) from error
