"""What a session holds: its photos and what was read in them, each photo once, whatever is clicked."""

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from digitreader.intake.containers import Part, printable
from digitreader.numbers.decimal_mark import Convention
from digitreader.output.pictured import PicturedPage
from digitreader.ui import budget
from digitreader.ui.disk import Stored
from digitreader.ui.read.entries import fewer, given, lighter, replaced
from digitreader.ui.read.entry import Entry as Entry
from digitreader.ui.read.entry_list import EntryList
from digitreader.ui.read.uploader import Uploader

KEY = "session_files"  # in the session state
LIMIT = 500  # results of a session; a longer page takes seconds to show

File = tuple[str, Stored]  # a name and its bytes


@dataclass(eq=False)
class SessionFiles(EntryList):
    """The files of a session; its page and the thread that reads share it.

    batch: the last upload's. edit_queue: photos that will be turned or cropped first. dropped, lightened: how many
    results were let go, or their pictures. stopped: the visitor wants nothing more read. decimal, digits_only: as of an
    entry, for all of them. seen: when the page was last shown.
    lock: to be held for every change; who only looks needs none, as entries are never changed, only replaced.
    """

    batch: int = 0
    uploader: Uploader = field(default_factory=Uploader)
    edit_queue: list[File] = field(default_factory=list)
    dropped: int = 0
    lightened: int = 0
    stopped: bool = False
    decimal: Convention = "auto"
    digits_only: bool = False
    seen: float = field(default_factory=time.monotonic)
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False)

    def take(self, files: Iterable[File]) -> None:
        """Put new files on top. What was read comes up and is not read again, unless its pictures were let go."""
        with self.lock:
            self.stopped = False
            self.batch += 1
            for name, file in files:
                new = Entry(file.sha256, (printable(name),), self.batch, file)
                self.entries = given(self.entries, self._shown(new))

    def show_as(self, decimal: Convention, digits_only: bool) -> None:
        """Show all numbers with this decimal mark, and with or without signs."""
        with self.lock:
            self.decimal, self.digits_only = decimal, digits_only
            self.entries = {key: self._shown(entry) for key, entry in self.entries.items()}

    def _shown(self, entry: Entry) -> Entry:
        """An entry as the session shows its numbers."""
        return replace(entry, decimal=self.decimal, digits_only=self.digits_only)

    def open(self, entry: Entry, parts: Iterable[Part]) -> None:
        """Put the photos of a file in the file's place."""
        with self.lock:
            self.entries = replaced(self.entries, entry, map(self._shown, entry.photos(parts)))

    def known(self, entry: Entry, key: str) -> bool:
        """Return whether a photo was read before, under another name; then that result is the entry's, too."""
        with self.lock:
            old = self.entries.get(key)
            if key == entry.key or old is None or not old.kept:
                return False
            self.entries = replaced(self.entries, entry, [replace(old.called(entry.names), batch=entry.batch)])
            return True

    def finish(self, entry: Entry, result: PicturedPage, key: str) -> None:
        """Keep what was read of an entry, known by its photo's own SHA-256 from now on, and let the photo go."""
        with self.lock:
            same = self.entries.get(key, entry)
            said = {**same.corrections, **entry.corrections}
            finished = self._shown(entry.called(same.names).read(result, key).corrected(said))
            self.entries = replaced(self.entries, entry, [finished])
            while len(self.results) > LIMIT and self._drop_oldest():
                pass
            while self.held > budget.MOST_RESULTS and self.free_oldest():
                pass

    def free_oldest(self) -> bool:
        """Let the oldest result's pictures go, where none has any a whole result; return whether there was one."""
        with self.lock:
            found = lighter(self.entries)
            if found is None:
                return self._drop_oldest()
            self.entries, self.lightened = found, self.lightened + 1
            return True

    def _drop_oldest(self) -> bool:
        """Let the oldest result go that nobody has corrected; return whether there was one."""
        found = fewer(self.entries)
        if found is not None:
            self.entries, self.dropped = found, self.dropped + 1
        return found is not None

    def forget(self, key: str) -> None:
        """Forget one entry and its result."""
        with self.lock:
            self.entries.pop(key, None)

    def forget_waiting(self) -> None:
        """Forget what has not been read."""
        with self.lock:
            self.entries = {key: entry for key, entry in self.entries.items() if not entry.waits}
            self.stopped = False

    def correct(self, key: str, line: int, text: str) -> None:
        """Keep what a person says that a line says; nothing where the file was removed meanwhile."""
        with self.lock:
            if entry := self.entries.get(key):
                text = entry.with_signs(line, text) if self.digits_only else text
                self.entries[key] = entry.corrected({line: text})

    def clear(self) -> None:
        """Start over: nothing is kept, and the uploader is emptied."""
        with self.lock:
            self.entries, self.edit_queue, self.stopped = {}, [], False
            self.batch = self.dropped = self.lightened = 0
            self.uploader.empty()


def current_files() -> SessionFiles:
    """Return the files of this session."""
    return budget.of_session(KEY, SessionFiles)
