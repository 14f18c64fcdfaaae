"""What a session holds: its photos and what was read in them, each file once, whatever is clicked."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

import streamlit as st

from digitreader.ui.reader import Result

LIMIT = 100  # results; about 20 MB a session
KEY = "desk"  # in the session state


class Upload(Protocol):
    """A file in Streamlit's uploader."""

    file_id: str
    name: str

    def getvalue(self) -> bytes:
        """Return the file's bytes."""


@dataclass(frozen=True)
class Entry:
    """A file on the desk.

    key: its SHA-256. names: all it was uploaded as. batch: a later upload has a higher one. data: its bytes, until it
    is read. result: what was read, then. corrections: what a person says that lines say, by their numbers from 1; a
    line that was read right is there too.
    """

    key: str
    names: tuple[str, ...]
    batch: int
    data: bytes = field(default=b"", repr=False)
    result: Result | None = None
    corrections: Mapping[int, str] = field(default_factory=dict, hash=False)


@dataclass
class Desk:
    """The files of a session.

    entries: by SHA-256. batch: the last upload's. uploader: goes into the uploader's key; a new one empties it.
    dropped: how many results had to go. taken: the SHA-256 of each file taken from the uploader, by Streamlit's
    file_id. listed: the file_ids that the uploader showed last.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    batch: int = 0
    uploader: int = 0
    dropped: int = 0
    taken: dict[str, str] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()

    @property
    def uploader_key(self) -> str:
        """The key of the file uploader."""
        return f"uploads-{self.uploader}"

    @property
    def shown(self) -> list[Entry]:
        """The entries in the order of the page: the last upload first, in it the files as they were given."""
        return sorted(self.entries.values(), key=lambda entry: -entry.batch)

    @property
    def results(self) -> list[tuple[Entry, Result]]:
        """The entries that have been read or refused, in the order of the page."""
        return [(entry, entry.result) for entry in self.shown if entry.result is not None]

    def take(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Lay (name, bytes) of new files on top; what lies there already comes up and is not read again."""
        self.batch += 1
        for name, data in files:
            key = sha256(data)
            old = self.entries.pop(key, Entry(key, (), 0, data))
            names = old.names if name in old.names else (*old.names, name)
            self.entries[key] = replace(old, names=names, batch=self.batch)

    def take_uploads(self, uploads: Iterable[Upload]) -> None:
        """Take what is new in the uploader."""
        files = list(uploads)
        new = [upload for upload in files if upload.file_id not in self.taken]
        if new:
            self.take([(upload.name, upload.getvalue()) for upload in new])
        self.taken |= {upload.file_id: sha256(upload.getvalue()) for upload in new}
        self.listed = frozenset(upload.file_id for upload in files)

    def forget_removed(self, uploads: Iterable[Upload]) -> None:
        """Forget what the visitor took out of the uploader; files that left it with a change of page stay."""
        left = {upload.file_id: self.taken.get(upload.file_id) or sha256(upload.getvalue()) for upload in uploads}
        for file in self.listed - left.keys():
            key = self.taken.pop(file, "")
            if key not in left.values():
                self.entries.pop(key, None)

    def read(self, entry: Entry, reader: Callable[[bytes], Result]) -> Entry:
        """Return an entry with its result; its bytes are let go, and beyond the limit the oldest result goes too."""
        done = replace(entry, data=b"", result=reader(entry.data))
        self.entries[entry.key] = done
        results = self.results
        if len(results) > LIMIT:
            oldest = next(old for old, _ in results if old.batch == results[-1][0].batch)
            del self.entries[oldest.key]
            self.dropped += 1
        return done

    def correct(self, key: str, line: int, text: str) -> None:
        """Keep what a person says that a line says; nothing where the file has left the desk meanwhile."""
        if entry := self.entries.get(key):
            self.entries[key] = replace(entry, corrections={**entry.corrections, line: text})

    def says(self, key: str, line: int, read: str) -> str:
        """Return what a line says: what a person said last, or else what was read."""
        entry = self.entries.get(key)
        return entry.corrections.get(line, read) if entry else read

    def clear(self) -> None:
        """Start over: nothing is kept, and the uploader is emptied."""
        vars(self).update(vars(Desk(uploader=self.uploader + 1)))


def sha256(data: bytes) -> str:
    """Return what a file is known by, whatever its name."""
    return hashlib.sha256(data).hexdigest()


def current_desk() -> Desk:
    """Return this session's desk."""
    if KEY not in st.session_state:
        st.session_state[KEY] = Desk()
    found: Desk = st.session_state[KEY]
    return found
