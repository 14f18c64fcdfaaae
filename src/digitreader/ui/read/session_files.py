"""What a session holds: its photos and what was read in them, each photo once, whatever is clicked."""

import hashlib
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from digitreader.intake.containers import Part, printable
from digitreader.output.pictured import PicturedPage, unread
from digitreader.ui.read import memory_budget
from digitreader.ui.read.memory_budget import LIMIT as LIMIT  # what the page tells about

KEY = "session_files"  # in the session state


@dataclass(frozen=True)
class Entry:
    """A file of the session, or one photo of a file that holds several.

    key: what it is known by: the SHA-256 of the photo, or of its file with its place in there until it is taken out.
    names: all it was uploaded as. batch: a later upload has a higher one. data: the file's bytes, until it is read.
    result: what was read, then. part: which photo of the file it is; None until somebody has looked. corrections: what
    a person says that lines say, by their numbers from 1; a line that was read right is there too, and after all that
    were read come those that a person added.
    """

    key: str
    names: tuple[str, ...]
    batch: int
    data: bytes = field(default=b"", repr=False)
    result: PicturedPage | None = None
    part: Part | None = None
    corrections: Mapping[int, str] = field(default_factory=dict, hash=False)


@dataclass(eq=False)
class SessionFiles:
    """The files of a session; its page and the thread that reads share it.

    entries: by key, in the order in which they were given. batch: the last upload's. uploader: goes into the
    uploader's key; a new one empties it. taken: the file_ids of the Streamlit uploads that were taken. dropped: how
    many results were dropped. bench: (name, bytes) of photos that will be turned or cropped first. stopped: the visitor
    wants nothing more read. seen: when the page was last shown. lock: to be held for every change; who only looks
    needs none, as entries are never changed, only replaced.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    batch: int = 0
    uploader: int = 0
    taken: set[str] = field(default_factory=set)
    dropped: int = 0
    edit_queue: list[tuple[str, bytes]] = field(default_factory=list)
    stopped: bool = False
    seen: float = field(default_factory=time.monotonic)
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False)

    @property
    def uploader_key(self) -> str:
        """The key of the file uploader."""
        return f"uploads-{self.uploader}"

    @property
    def shown(self) -> list[Entry]:
        """The entries in the order of the page: the last upload first, in it the files as they were given."""
        return sorted(self.entries.values(), key=lambda entry: -entry.batch)

    @property
    def results(self) -> list[tuple[Entry, PicturedPage]]:
        """The entries that have been read or refused, in the order of the page."""
        return [(entry, entry.result) for entry in self.shown if entry.result is not None]

    @property
    def waiting(self) -> list[Entry]:
        """The entries that are still to be read, in their turn: first the files that nobody has looked into."""
        return sorted((entry for entry in self.shown if entry.result is None), key=lambda entry: entry.part is not None)

    @property
    def waiting_bytes(self) -> int:
        """The bytes of all files that wait, each counted once however many photos it holds."""
        files = {id(entry.data): len(entry.data) for entry in self.shown}
        return sum(files.values()) + sum(len(data) for _, data in self.edit_queue)

    @property
    def held(self) -> int:
        """The bytes of files and results."""
        return self.waiting_bytes + sum(memory_budget.weight(result) for _, result in self.results)

    def take(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Put (name, bytes) of new files on top; what was read already comes up and is not read again."""
        new = list(files)
        memory_budget.free_memory(sum(len(data) for _, data in new), memory_budget.FORGOTTEN)
        with self.lock:
            self.stopped = False
            self.batch += 1
            for name, data in new:
                self._take(printable(name), data)

    def _take(self, name: str, data: bytes) -> None:
        """Lay a file on top, or say that there is no room for it."""
        key = sha256(data)
        old = self.entries.pop(key, None)
        if old is None or (old.result and old.result.error):  # what was refused has another try
            refusal = memory_budget.refusal(self.waiting_bytes, len(data))
            old = Entry(key, (), 0, b"" if refusal else data, unread(refusal) if refusal else None)
        self.entries[key] = replace(old, names=_both(old.names, (name,)), batch=self.batch)

    def open(self, entry: Entry, parts: Iterable[Part]) -> None:
        """Put the photos of a file in the file's place."""
        found = list(parts)
        if [part.kind for part in found] == ["photo"]:
            self._put(entry, [replace(entry, part=found[0])])
        else:
            self._put(entry, [_piece(entry, part, place) for place, part in enumerate(found)])

    def finish(self, entry: Entry, result: PicturedPage, key: str) -> None:
        """Keep what was read of an entry, known by its photo's own SHA-256 from now on, and let the photo go."""
        with self.lock:
            same = self.entries.get(key, entry)
            names = _both(entry.names, same.names)
            said = {**same.corrections, **entry.corrections}
            self._put(entry, [replace(entry, key=key, names=names, data=b"", result=result, corrections=said)])
            while (
                len(self.results) > LIMIT
                or sum(memory_budget.weight(kept) for _, kept in self.results) > memory_budget.MOST_RESULTS
            ):
                if not self.drop_oldest():
                    break

    def known(self, entry: Entry, key: str) -> bool:
        """Return whether a photo was read before, under another name; then that result is the entry's, too."""
        with self.lock:
            old = self.entries.get(key)
            if key == entry.key or old is None or old.result is None or old.result.error:
                return False
            self._put(entry, [replace(old, names=_both(old.names, entry.names), batch=entry.batch)])
            return True

    def _put(self, entry: Entry, others: list[Entry]) -> None:
        """Put others in the place of an entry, unless it has been removed meanwhile."""
        with self.lock:
            if entry.key not in self.entries:
                return
            new = {other.key: other for other in others}
            after: dict[str, Entry] = {}
            for key, old in self.entries.items():
                if key == entry.key:
                    after |= new
                elif key not in new:
                    after[key] = old
            self.entries = after

    def drop_oldest(self) -> bool:
        """Let the oldest result go, the first of the oldest upload; return whether there was more than one."""
        with self.lock:
            results = self.results
            if len(results) < 2:
                return False
            oldest = next(old for old, _ in results if old.batch == results[-1][0].batch)
            del self.entries[oldest.key]
            self.dropped += 1
            return True

    def forget(self, key: str) -> None:
        """Forget one entry and its result."""
        with self.lock:
            self.entries.pop(key, None)

    def forget_waiting(self) -> None:
        """Forget what has not been read."""
        with self.lock:
            self.entries = {key: entry for key, entry in self.entries.items() if entry.result is not None}
            self.stopped = False

    def correct(self, key: str, line: int, text: str) -> None:
        """Keep what a person says that a line says; nothing where the file was removed meanwhile."""
        with self.lock:
            if entry := self.entries.get(key):
                self.entries[key] = replace(entry, corrections={**entry.corrections, line: text})

    def says(self, key: str, line: int, read: str) -> str:
        """Return what a line says: what a person said last, or else what was read."""
        entry = self.entries.get(key)
        return entry.corrections.get(line, read) if entry else read

    def clear(self) -> None:
        """Start over: nothing is kept, and the uploader is emptied."""
        with self.lock:
            self.entries, self.edit_queue, self.dropped, self.batch, self.stopped = {}, [], 0, 0, False
            self.uploader += 1


def _both(names: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    """Return names and more of them, each once."""
    return tuple(dict.fromkeys(names + more))


def _piece(entry: Entry, part: Part, place: int) -> Entry:
    """Return the entry of one photo of a file."""
    refused = unread(part.refusal) if part.refusal else None
    return Entry(f"{entry.key}-{place}", (part.name,), entry.batch, b"" if refused else entry.data, refused, part)


def sha256(data: bytes) -> str:
    """Return what a file is known by, whatever its name."""
    return hashlib.sha256(data).hexdigest()


def current_files() -> SessionFiles:
    """Return the files of this session."""
    if KEY not in st.session_state:
        st.session_state[KEY] = SessionFiles()
        memory_budget.register(st.session_state[KEY])
    found: SessionFiles = st.session_state[KEY]
    found.seen = time.monotonic()
    return found
